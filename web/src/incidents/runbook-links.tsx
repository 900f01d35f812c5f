import type { ReactNode } from 'react';
import type { IncidentPage } from '../../../src/features/unavailability/incident-contract.ts';

/** What its people wrote down for this case: plain links, each by what it is about where there are several. */
export function RunbookLinks({ runbooks }: { runbooks: NonNullable<IncidentPage['runbooks']> }): ReactNode {
  if (runbooks.length === 0) return null;
  return (
    <p className="small step-runbooks">
      {runbooks.map(({ url, displayName }, index) => (
        <span key={url}>
          {index > 0 && ', '}
          <a href={url} target="_blank" rel="noreferrer">
            {index === 0 ? `Runbook of ${displayName}` : displayName}
            <span className="visually-hidden"> (opens another page)</span>
          </a>
        </span>
      ))}
    </p>
  );
}
