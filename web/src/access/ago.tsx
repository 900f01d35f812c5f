import type { ReactNode } from 'react';
import { toRfc3339 } from '../../../src/maths/instants.ts';
import { dayText, durationText, fullTimeText } from '../design/format/times.ts';
import { Time } from '../design/numbers.tsx';
import { useZone } from '../shell/zones.tsx';

/** An instant of the past, and below it how long ago it was. */
export function Ago({ at }: { at: string | null }): ReactNode {
  if (at === null) return <span className="muted">never</span>;
  const instant = Date.parse(at);
  const now = Date.now();
  return (
    <span className="stack">
      <Time at={instant} near={now} />
      <small className="muted">{durationText(now - instant)} ago</small>
    </span>
  );
}

/** A day with its year, for what may lie far ahead. */
export function Day({ at }: { at: string }): ReactNode {
  const zone = useZone();
  const instant = Date.parse(at);
  const year = new Intl.DateTimeFormat('en-GB', { year: 'numeric', timeZone: zone }).format(instant);
  return (
    <time className="day" dateTime={toRfc3339(instant)} title={fullTimeText(instant, zone)}>
      {dayText(instant, zone)} {year}
    </time>
  );
}
