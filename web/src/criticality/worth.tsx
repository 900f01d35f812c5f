import type { ReactNode } from 'react';
import { exactWorthText, type Worth, worthText } from '../design/format/worth.ts';

/** Money at a glance, exact in its title; a dash where it is not known or not shown. */
export function WorthAmount({ worth, per = '' }: { worth: Worth | null; per?: string }): ReactNode {
  if (worth === null) return <span className="muted none">–</span>;
  return (
    <span className="worth" title={`${exactWorthText(worth)}${per}`}>
      {worthText(worth)}
      {per}
    </span>
  );
}
