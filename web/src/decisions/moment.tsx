import type { ReactNode } from 'react';
import { toRfc3339 } from '../../../src/maths/instants.ts';
import { clockText, dayText, fullTimeText } from '../design/format/times.ts';
import { useZone } from '../shell/zones.tsx';

/** A day with its year and the clock, for what is read years later. */
export function Moment({ at, dayOnly = false }: { at: string; dayOnly?: boolean }): ReactNode {
  const zone = useZone();
  const instant = Date.parse(at);
  return (
    <time className="day" dateTime={toRfc3339(instant)} title={fullTimeText(instant, zone)}>
      {longDayText(instant, zone)}
      {!dayOnly && `, ${clockText(instant, zone)}`}
    </time>
  );
}

/** `20 Nov 2026` in the zone. */
export function longDayText(instant: number, zone: string): string {
  const year = new Intl.DateTimeFormat('en-GB', { year: 'numeric', timeZone: zone }).format(instant);
  return `${dayText(instant, zone)} ${year}`;
}
