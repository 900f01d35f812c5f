import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { plural } from '../design/format/numbers.ts';
import { State } from '../design/icons.tsx';

/** How many open findings something has, leading to them. */
export function FindingCounts({
  of: { name, errors, warnings },
  tabIndex,
}: {
  of: { name: string; errors: number; warnings: number };
  tabIndex?: number;
}): ReactNode {
  if (errors + warnings === 0) return <span className="muted none">none</span>;
  return (
    <Link
      className="finding-counts"
      href={`/criticality?${new URLSearchParams({ show: 'findings', text: name })}`}
      {...(tabIndex === undefined ? {} : { tabIndex })}
    >
      {errors > 0 && (
        <State tone="loss" icon="alarm">
          {plural(errors, 'error')}
        </State>
      )}
      {warnings > 0 && <span className="state none">{plural(warnings, 'warning')}</span>}
    </Link>
  );
}
