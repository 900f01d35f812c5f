import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { usePollEvery } from '../api/live.ts';
import { maintenanceNow } from '../api/maintenance.ts';
import { InProcessZones } from '../balance/in-process-zones.tsx';
import { Command } from '../design/command.tsx';
import { Loaded } from '../design/loaded.tsx';
import { Panel } from '../design/panel.tsx';
import { CheapestPanel } from './cheapest-panel.tsx';
import { WindowTable } from './window-table.tsx';
import { keptText } from './window-words.ts';
import '../component/thing.css';
import './maintenance.css';

const example = `apiVersion: waga/v1
kind: Maintenance
metadata: {name: psp-weekly, displayName: Weekly maintenance of the card processor}
spec:
  vendor: psp
  recurrence: {rrule: FREQ=WEEKLY;BYDAY=TU, start: 2026-01-06T02:00, duration: 2h, timeZone: Europe/Warsaw}
  noticeGiven: 7d
  mute: true`;

/** Planned work: what comes, how the last windows were announced and kept, and when the next one costs least. */
export default function MaintenancePage(): ReactNode {
  const answer = useQuery({ ...maintenanceNow, refetchInterval: usePollEvery() });
  useEffect(() => {
    document.title = 'Maintenance · Waga';
  }, []);
  return (
    <Loaded answer={answer} name="Maintenance">
      {({ windows }) => {
        const ahead = windows.filter(({ state, lasts }) => state === 'coming' || state === 'now' || lasts);
        const past = windows.filter((one) => !ahead.includes(one)).reverse();
        return (
          <InProcessZones>
            <header className="page-head">
              <h1>Maintenance</h1>
              <p className="muted small" role="status">
                {past.length > 0 ? `In the last five weeks ${keptText(past)}` : 'No window in the last five weeks.'}
              </p>
            </header>
            {windows.length === 0 ? (
              <Panel title="Windows">
                <div className="panel-empty window-none">
                  <p>
                    The catalogue has no Maintenance that falls in these weeks. This one comes every Tuesday at two:
                  </p>
                  <Command command={example} />
                </div>
              </Panel>
            ) : (
              <Panel title="Now and ahead" note="What began in a window that mutes calls nobody before its end.">
                {ahead.length === 0 ? (
                  <p className="panel-empty">Nothing is planned for the next five weeks.</p>
                ) : (
                  <WindowTable label="Windows now and ahead" windows={ahead} />
                )}
              </Panel>
            )}
            <CheapestPanel suggested={ahead[0]?.subjects[0] ?? null} />
            {past.length > 0 && (
              <Panel title="How they went" note="What goes on beyond the end of a window is unplanned in the ledger.">
                <WindowTable label="Past windows" windows={past} />
              </Panel>
            )}
          </InProcessZones>
        );
      }}
    </Loaded>
  );
}
