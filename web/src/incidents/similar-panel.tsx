import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { IncidentPage } from '../../../src/features/unavailability/incident-contract.ts';
import { minute } from '../../../src/maths/instants.ts';
import { Moment } from '../decisions/moment.tsx';
import { durationText } from '../design/format/times.ts';
import { EstimateValue } from '../design/numbers.tsx';
import { Panel } from '../design/panel.tsx';

type Similar = IncidentPage['similar'][number];

/** The three past outages of the process that are most like it: what each cost, what its cause was, and what helped. */
export function SimilarPanel({ page }: { page: IncidentPage }): ReactNode {
  if (page.kind !== 'loss') return null;
  return (
    <Panel title="Like it before" note="Of the same process, by class and by the share that was missing.">
      {page.similar.length === 0 ? (
        <p className="panel-empty muted">No outage of this process in the last half year was like it.</p>
      ) : (
        <ol className="incident-lines similar">
          {page.similar.map((one) => (
            <li key={one.id}>
              <p className="similar-head">
                <When one={one} />
                <span>{durationText(one.minutes * minute)}</span>
                <span className="muted">{one.why}</span>
                {one.outage && one.incident && (
                  <Link href={`/ledger/${encodeURIComponent(one.outage.id)}`}>
                    Its outage<span className="visually-hidden"> in the ledger</span>
                  </Link>
                )}
              </p>
              <Cost one={one} name={page.processName} />
              <Learned one={one} />
            </li>
          ))}
        </ol>
      )}
    </Panel>
  );
}

/** The time leads to its incident; to its outage where it had none. */
function When({ one: { onset, incident, outage } }: { one: Similar }): ReactNode {
  const path = incident
    ? `/incidents/${encodeURIComponent(incident)}`
    : outage
      ? `/ledger/${encodeURIComponent(outage.id)}`
      : null;
  const moment = <Moment at={onset} />;
  return path === null ? moment : <Link href={path}>{moment}</Link>;
}

function Cost({ one: { gross, recovered, net }, name }: { one: Similar; name: string }): ReactNode {
  if (!gross) return null;
  return (
    <div className="similar-cost">
      <div>
        <span className="muted">Cost</span> <EstimateValue estimate={gross} label={`${name}: cost of a past outage`} />
      </div>
      {recovered && net && (
        <div>
          <span className="muted">Less what came back</span>{' '}
          <EstimateValue estimate={net} label={`${name}: net cost of a past outage`} />
        </div>
      )}
    </div>
  );
}

function Learned({ one: { cause, helped } }: { one: Similar }): ReactNode {
  if (!cause && !helped) return null;
  return (
    <p className="similar-learned">
      {cause && <>Cause: {cause} </>}
      {helped && (
        <>
          Helped: {helped.what} <span className="muted">({helped.by})</span>
        </>
      )}
    </p>
  );
}
