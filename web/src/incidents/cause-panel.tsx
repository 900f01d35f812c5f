import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { ProcessPage } from '../../../src/features/balance/process-page-contract.ts';
import type { IncidentPage } from '../../../src/features/unavailability/incident-contract.ts';
import { hour } from '../../../src/maths/instants.ts';
import { changesOf } from '../api/things.ts';
import { ChangeList } from '../changes/change-list.tsx';
import { State } from '../design/icons.tsx';
import { Time } from '../design/numbers.tsx';
import { Panel } from '../design/panel.tsx';
import { ProblemNote } from '../design/problem-note.tsx';
import { Said } from '../design/said.tsx';
import { justBefore } from './around.ts';
import { isLasting } from './incident-words.ts';

/** What may be behind it: the probable component, what was in alarm, and what changed just before. */
export function CausePanel({ page, process }: { page: IncidentPage; process: ProcessPage | undefined }): ReactNode {
  const onset = Date.parse(page.onset);
  const interval = justBefore({ onset, detectedAt: Date.parse(page.detectedAt) });
  const changes = useQuery(
    changesOf(page.component === undefined ? { process: page.process } : { component: page.component }, interval),
  );
  return (
    <Panel title="What may be behind it">
      <div className="panel-body incident-cause">
        {page.kind !== 'technical' && (
          <section>
            <h3>Probable component</h3>
            {page.root === null ? (
              <p className="muted">
                {page.kind === 'blind'
                  ? 'None is looked for while nothing is seen. Begin with the sources.'
                  : 'None is named. The measures do not speak for one component alone, and Waga does not guess.'}
              </p>
            ) : (
              <p>
                <Link href={`/components/${encodeURIComponent(page.root.component)}`}>
                  <strong>{componentName(process, page.root.component)}</strong>
                </Link>
                : <Said text={page.root.why} />
              </p>
            )}
          </section>
        )}
        <Alarms page={page} process={process} />
        <section>
          <h3>What changed just before</h3>
          {changes.data ? (
            changes.data.changes.length === 0 ? (
              <p className="muted">No change was told of in the two hours before.</p>
            ) : (
              <ChangeList
                answer={changes.data}
                end={interval.to}
                {...(page.component === undefined ? {} : { here: page.component })}
              />
            )
          ) : changes.error ? (
            <ProblemNote problem={changes.error} onRetry={() => void changes.refetch()} />
          ) : (
            <div className="skeleton incident-line-skeleton" />
          )}
        </section>
      </div>
    </Panel>
  );
}

/** The alarms of what the process stands on, from an hour before it began until its end. */
function Alarms({ page, process }: { page: IncidentPage; process: ProcessPage | undefined }): ReactNode {
  if (process === undefined || page.kind !== 'loss') return null;
  const onset = Date.parse(page.onset);
  const until = page.endedAt === null ? Number.POSITIVE_INFINITY : Date.parse(page.endedAt);
  const near = process.alarms
    .filter(
      ({ startedAt, endedAt }) =>
        Date.parse(startedAt) < until && (endedAt === null || Date.parse(endedAt) > onset - hour),
    )
    .toSorted((a, b) => Date.parse(a.startedAt) - Date.parse(b.startedAt));
  // A component with several measures in alarm is one line, since the first.
  const first = near.filter(({ component }, index) => near.findIndex((one) => one.component === component) === index);
  const shown = first.slice(0, 8).map((alarm) => {
    const lasting = near.find(({ component, endedAt }) => component === alarm.component && endedAt === null);
    return lasting ? { ...alarm, endedAt: null } : alarm;
  });
  return (
    <section>
      <h3>In alarm around it</h3>
      {shown.length === 0 ? (
        <p className="muted">
          {isLasting(page) ? 'Nothing that it stands on is in alarm.' : 'Nothing that it stands on was in alarm.'}
        </p>
      ) : (
        <ul className="incident-alarms">
          {shown.map(({ id, component, startedAt, endedAt }) => (
            <li key={id}>
              <Link href={`/components/${encodeURIComponent(component)}`}>{componentName(process, component)}</Link>
              {endedAt === null ? (
                <State tone="alarm" icon="alarm">
                  in alarm
                </State>
              ) : (
                <span className="muted small">over</span>
              )}
              <span className="muted small">
                since <Time at={Date.parse(startedAt)} near={onset} />
                {endedAt !== null && (
                  <>
                    {' '}
                    until <Time at={Date.parse(endedAt)} near={onset} />
                  </>
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

const componentName = (process: ProcessPage | undefined, name: string): string =>
  process?.components.find((one) => one.name === name)?.displayName ?? name;
