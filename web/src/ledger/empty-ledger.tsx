import type { ReactNode } from 'react';
import type { SubjectShown } from '../../../src/features/outages/outage-contract.ts';
import { Panel } from '../design/panel.tsx';

/** What the ledger is, and how an outage gets there. */
export function EmptyLedger({ subject }: { subject: SubjectShown | null }): ReactNode {
  return (
    <Panel title={subject === null ? 'No outage is written down yet' : 'No outage of it is written down yet'}>
      <div className="panel-body ledger-empty">
        <p>
          The ledger holds every stretch of time in which something was not delivered, with its cause, whose fault it
          was and what it cost. Agreements and reports are reckoned from it. It can be corrected, and nothing in it is
          changed quietly.
        </p>
        <h3>How an outage gets here</h3>
        <ol className="ledger-ways-in">
          <li>
            <strong>By itself</strong>: an incident that ends leaves a draft, with its ends refined on the minutes and
            what it cost.
          </li>
          <li>
            <strong>By hand</strong>: “Add an outage” above, for what nobody saw by itself and for planned work.
          </li>
          <li>
            <strong>By import</strong>: <code>POST /api/v1/outages/import</code>, and{' '}
            <code>waga import statuspage</code> for the history of a status page.
          </li>
        </ol>
      </div>
    </Panel>
  );
}
