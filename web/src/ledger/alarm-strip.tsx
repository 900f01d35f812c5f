import { type ReactNode, useEffect, useRef, useState } from 'react';
import { type Interval, minute } from '../../../src/maths/instants.ts';
import { tickIndexes, tickText } from '../design/chart/axis.ts';
import type { Plot } from '../design/chart/canvas.tsx';
import { plural } from '../design/format/numbers.ts';
import { zoneText } from '../design/format/times.ts';
import { useZone } from '../shell/zones.tsx';

const tall = 88;
/** Words at an edge grow inwards. */
const edgeOf = (part: number): string | undefined => (part < 0.04 ? 'first' : part > 0.96 ? 'last' : undefined);

/** Where there is no curve: time from left to right, and when something was in alarm. */
export function AlarmStrip({
  name,
  seen,
  alarms,
  isComponent,
  children,
}: {
  name: string;
  /** In whole steps. */
  seen: Interval & { stepMinutes: number };
  alarms: readonly Interval[];
  isComponent: boolean;
  children: (plot: Plot) => ReactNode;
}): ReactNode {
  const zone = useZone();
  const holder = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const element = holder.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const length = seen.to - seen.from;
  const shown = alarms.filter(({ from, to }) => from < seen.to && to > seen.from);
  const place = (at: number): string => `${(100 * Math.max(0, Math.min(length, at - seen.from))) / length}%`;
  const { stepMinutes } = seen;
  const most = Math.max(2, Math.min(8, Math.floor(width / 100)));
  const ticks = tickIndexes(seen.from, stepMinutes, Math.floor(length / (stepMinutes * minute)), zone, most);
  return (
    <figure className="curve-chart alarm-figure">
      <figcaption className="muted small">
        {isComponent
          ? shown.length === 0
            ? `No alarm of ${name} is known from this time.`
            : `${plural(shown.length, 'alarm')} of ${name} in this time.`
          : 'It is still to come: there is no curve yet.'}
      </figcaption>
      <div className="alarm-track" ref={holder} style={{ height: tall }}>
        {shown.map(({ from, to }) => (
          <i key={from} className="alarm-part" style={{ left: place(from), right: `calc(100% - ${place(to)})` }} />
        ))}
        {width > 0 && children({ left: 0, right: width, top: 0, bottom: tall })}
      </div>
      <div className="alarm-ticks muted small" aria-hidden="true">
        {ticks.map((index) => {
          const at = seen.from + index * stepMinutes * minute;
          return (
            <span key={at} className={edgeOf((at - seen.from) / length)} style={{ left: place(at) }}>
              {tickText(at, zone, length)}
            </span>
          );
        })}
      </div>
      <p className="chart-legend small">
        {isComponent && (
          <span>
            <i className="key alarm" /> alarm
          </span>
        )}
        <span className="chart-axes">{zoneText(seen.from, zone)}</span>
      </p>
    </figure>
  );
}
