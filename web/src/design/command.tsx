import { type ReactNode, useState } from 'react';
import { Icon } from './icons.tsx';

/** A command or a piece of configuration that can be copied. */
export function Command({ command }: { command: string }): ReactNode {
  const [copied, setCopied] = useState<'yes' | 'no' | null>(null);
  const copy = (): void => {
    navigator.clipboard.writeText(command).then(
      () => setCopied('yes'),
      () => setCopied('no'),
    );
  };
  return (
    <div className="command">
      <code>{command}</code>
      <button type="button" className="button" onClick={copy} aria-label={`Copy: ${command.slice(0, 48)}`}>
        <Icon name={copied === 'yes' ? 'calm' : 'copy'} />
        <span role="status">{copied === 'yes' ? 'Copied' : copied === 'no' ? 'Select and copy' : 'Copy'}</span>
      </button>
    </div>
  );
}
