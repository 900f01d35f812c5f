import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { IncidentPage } from '../../../src/features/unavailability/incident-contract.ts';
import { State } from '../design/icons.tsx';
import { Time } from '../design/numbers.tsx';
import { isLasting } from './incident-words.ts';

function words(page: IncidentPage): string {
  if (page.partOf !== null) return 'These are alarms. What is lost stands in the incident that it is told with.';
  if (page.shadow !== undefined) {
    return `The objective is tried out in shadow: nobody was called, and the side channel ${page.shadow} was told whom it would have called.`;
  }
  return isLasting(page) ? 'No business result is seen to suffer from it.' : 'No business result was seen to suffer.';
}

/** Alarms alone: what misses its objective, who demands a call, and that no loss is seen. */
export function TechnicalBox({ page }: { page: IncidentPage }): ReactNode {
  const asOf = Date.parse(page.asOf);
  return (
    <div className="incident-weight incident-blind incident-technical">
      <p>
        {words(page)}{' '}
        {page.process !== '' && (
          <>
            On it stands <Link href={`/processes/${encodeURIComponent(page.process)}`}>{page.process}</Link>.
          </>
        )}
      </p>
      <ul className="incident-sources">
        {(page.alarms ?? []).map(({ measure, mandatedBy, startedAt, endedAt, external }) => (
          <li key={`${measure} ${startedAt}`}>
            {endedAt === null ? (
              <State tone="alarm" icon="alarm">
                {external === undefined ? 'misses its objective' : 'fires'}
              </State>
            ) : (
              <span className="muted">{external === undefined ? 'met again' : 'over'}</span>
            )}{' '}
            <code>{measure}</code>, since <Time at={Date.parse(startedAt)} near={asOf} />
            {mandatedBy !== null && <span className="muted"> (a call is demanded by {mandatedBy})</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}
