import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { Week } from '../../../src/features/reviews/weekly-contract.ts';
import { ownerText } from '../component/owner-text.ts';
import { countText, plural } from '../design/format/numbers.ts';
import { State } from '../design/icons.tsx';
import { Panel } from '../design/panel.tsx';
import { DayTime } from '../ledger/day-time.tsx';

type Alert = Week['alerts']['noisy'][number];

/** What fired, and what of it was for nothing; what was added and what was retired. */
export function WeekAlerts({ page: { alerts } }: { page: Week }): ReactNode {
  return (
    <Panel
      title="Alerts"
      note={`${plural(alerts.fired, 'alarm')} in the week, ${plural(alerts.pages, 'call')}.`}
      aside={
        <Link className="button on-screen" href="/alerts">
          The alert catalogue
        </Link>
      }
    >
      <div className="week-three">
        <Part title="Noisy" of={alerts.noisy} none="None fired for nothing." />
        <Part title="Added" of={alerts.added} none="None." />
        <Part title="Retired" of={alerts.retired} none="None." />
      </div>
    </Panel>
  );
}

/** More are named by their number: the whole list stands in the catalogue. */
const mostShown = 8;

function Part({ title, of, none }: { title: string; of: readonly Alert[]; none: string }): ReactNode {
  const shown = of.slice(0, mostShown);
  return (
    <section className="week-part">
      <h3>{title}</h3>
      {of.length === 0 ? (
        <p className="muted">{none}</p>
      ) : (
        <ul className="week-list">
          {shown.map(({ name, component, fires, pages, why }) => (
            <li key={`${name} ${component}`}>
              <p>
                <Link href={`/alerts?${new URLSearchParams({ text: name, state: 'all' })}`}>{name}</Link>
                {component !== null && <span className="muted"> · {component}</span>}
              </p>
              <p className="small">
                <span className="nowrap">{plural(fires, 'alarm')}</span>,{' '}
                <span className="nowrap">{plural(pages, 'call')}</span>
                {why !== '' && `. ${why}`}
              </p>
            </li>
          ))}
          {of.length > shown.length && <li className="muted small">and {plural(of.length - shown.length, 'other')}</li>}
        </ul>
      )}
    </section>
  );
}

/** What was switched, by whom, and whether customers were seen to notice. */
export function WeekSwitches({ page: { switches, runbooks } }: { page: Week }): ReactNode {
  return (
    <Panel title="Switches and runbooks">
      <section className="week-part">
        <h3>Switches</h3>
        {switches.length === 0 ? (
          <p className="muted">Nothing was switched.</p>
        ) : (
          <ul className="week-list">
            {switches.map(({ name, displayName, at, by, position, verified }) => (
              <li key={`${name} ${at}`} className="week-switch">
                <span>
                  <strong>{displayName}</strong> {position}
                </span>
                <span className="muted small">
                  <DayTime at={Date.parse(at)} />, by {by === null ? 'Waga' : by.includes(':') ? ownerText(by) : by}
                </span>
                {verified === null ? (
                  <span className="muted small">no check</span>
                ) : verified ? (
                  <State tone="calm" icon="calm">
                    verified
                  </State>
                ) : (
                  <State tone="loss" icon="alarm">
                    not verified
                  </State>
                )}
              </li>
            ))}
          </ul>
        )}
      </section>
      <section className="week-part">
        <h3>Runbooks</h3>
        {runbooks.runs === 0 ? (
          <p className="muted">None ran.</p>
        ) : (
          <p>
            {plural(runbooks.runs, 'run')}, {plural(runbooks.steps, 'step')}, {countText(runbooks.alone)} of them
            without a human; <span className="nowrap">{countText(runbooks.minutesSaved)} min</span> saved.
          </p>
        )}
      </section>
    </Panel>
  );
}
