import { type ReactNode, useState } from 'react';
import { Icon } from '../../design/icons.tsx';

/** Text that one takes along, with a button that copies it. `name` says what it is. */
export function CopyText({ name, text }: { name: string; text: string }): ReactNode {
  const [copied, setCopied] = useState<'yes' | 'no' | null>(null);
  const copy = (): void => {
    navigator.clipboard.writeText(text).then(
      () => setCopied('yes'),
      () => setCopied('no'),
    );
  };
  return (
    <div className="command copy-text">
      <code>{text}</code>
      <button type="button" className="button" onClick={copy} aria-label={`Copy ${name}`}>
        <Icon name={copied === 'yes' ? 'calm' : 'copy'} />
        <span role="status">{copied === 'yes' ? 'Copied' : copied === 'no' ? 'Select and copy' : 'Copy'}</span>
      </button>
    </div>
  );
}
