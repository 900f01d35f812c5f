import { type ReactNode, useMemo } from 'react';
import type { AlertPage } from '../../../src/features/balance/alert-contract.ts';
import { plural } from '../design/format/numbers.ts';
import { Panel } from '../design/panel.tsx';
import { DayTime } from '../ledger/day-time.tsx';
import { DropTable } from './drop-table.tsx';
import { type Span, timelineOf } from './timeline.ts';
import { TimesTable } from './times-table.tsx';

/** When it fired against when the business dropped: a drawing, and the same as tables. */
export function TimelinePanel({ page }: { page: AlertPage }): ReactNode {
  const { marks, calls, alarms, caught, missed } = useMemo(() => timelineOf(page), [page]);
  const misses = page.drops.filter(({ fired }) => !fired).length;
  const says = `${plural(page.times.length, 'alarm')} in ${page.noise.days} days; ${plural(page.drops.length, 'P1 or P2', 'P1 and P2')} above it, ${misses} of them without it. The tables below say the same.`;
  return (
    <Panel title="Its alarms against P1 and P2" note={says}>
      <figure className="alert-timeline">
        <div className="timeline-lanes">
          <div className="timeline-lane">
            <span className="small">P1 and P2</span>
            <Lane label="P1 and P2 of the processes above it">
              <Bars of={caught} className="caught" />
              <Bars of={missed} className="missed" />
            </Lane>
          </div>
          <div className="timeline-lane">
            <span className="small">Alarms</span>
            <Lane label="Its alarms">
              <Bars of={alarms} className="alarm" />
              <Bars of={calls} className="call" />
            </Lane>
          </div>
        </div>
        <div className="timeline-marks" aria-hidden="true">
          {marks.map(({ share, at }) => (
            <span key={share} className="muted">
              <DayTime at={at} isDay />
            </span>
          ))}
        </div>
        <figcaption className="timeline-keys small">
          <Key className="caught">a drop that it fired in</Key>
          <Key className="missed">a drop that it was silent in</Key>
          <Key className="alarm">in alarm</Key>
          <Key className="call">somebody was called</Key>
        </figcaption>
      </figure>
      <div className="timeline-tables">
        <DropTable page={page} />
        <TimesTable page={page} />
      </div>
    </Panel>
  );
}

function Lane({ label, children }: { label: string; children: ReactNode }): ReactNode {
  return (
    <svg role="img" aria-label={label} viewBox="0 0 1000 24" preserveAspectRatio="none">
      <line x1="0" x2="1000" y1="23.5" y2="23.5" className="ground" />
      {children}
    </svg>
  );
}

/** Missed drops stand hollow and calls are taller: neither is told by colour alone. */
function Bars({ of, className }: { of: readonly Span[]; className: string }): ReactNode {
  const top = className === 'alarm' ? 10 : className === 'call' ? 0 : 3;
  return of.map(({ at, width }) => (
    <rect key={at} x={at} width={width} y={top} height={23 - top} className={className} />
  ));
}

function Key({ className, children }: { className: string; children: ReactNode }): ReactNode {
  return (
    <span className="timeline-key">
      <svg aria-hidden="true" width="14" height="14" viewBox="0 0 14 14">
        <rect
          x="2"
          y={className === 'alarm' ? 6 : 1}
          width="10"
          height={className === 'alarm' ? 7 : 12}
          className={className}
        />
      </svg>
      {children}
    </span>
  );
}
