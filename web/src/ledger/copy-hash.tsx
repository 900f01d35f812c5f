import { type ReactNode, useState } from 'react';
import { Icon } from '../design/icons.tsx';

/** A line of the trail: its number, and its hash shortened; a press takes the whole hash along. */
export function CopyHash({ line, hash }: { line: number; hash: string }): ReactNode {
  const [copied, setCopied] = useState<'yes' | 'no' | null>(null);
  const copy = (): void => {
    navigator.clipboard.writeText(hash).then(
      () => setCopied('yes'),
      () => setCopied('no'),
    );
  };
  return (
    <span className="trail-line">
      <span className="muted">line {line}</span>
      <button type="button" className="hash-button" onClick={copy} title={hash}>
        <span className="visually-hidden">Copy the hash of line {line}: </span>
        <code>{copied === 'no' ? hash : hash.slice(0, 10)}</code>
        <Icon name={copied === 'yes' ? 'calm' : 'copy'} size={14} />
        <span role="status" className="visually-hidden">
          {copied === 'yes' ? 'Copied' : copied === 'no' ? 'Select and copy' : ''}
        </span>
      </button>
    </span>
  );
}
