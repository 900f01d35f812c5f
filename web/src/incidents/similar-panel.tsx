import type { ReactNode } from 'react';
import type { IncidentPage } from '../../../src/features/unavailability/incident-contract.ts';
import { minute } from '../../../src/maths/instants.ts';
import { Moment } from '../decisions/moment.tsx';
import { durationText } from '../design/format/times.ts';
import { Panel } from '../design/panel.tsx';

/** The three past outages of the process that are most like it. */
export function SimilarPanel({ page }: { page: IncidentPage }): ReactNode {
  if (page.kind !== 'loss') return null;
  return (
    <Panel title="Like it before" note="Of the same process, by class and by the share that was missing.">
      {page.similar.length === 0 ? (
        <p className="panel-empty muted">No outage of this process in the last half year was like it.</p>
      ) : (
        <ol className="incident-lines">
          {page.similar.map(({ id, onset, minutes, why }) => (
            <li key={id}>
              <Moment at={onset} />
              <span>{durationText(minutes * minute)}</span>
              <span className="muted">{why}</span>
            </li>
          ))}
        </ol>
      )}
    </Panel>
  );
}
