import type { ReactNode } from 'react';
import { type EpochMs, toRfc3339 } from '../../../src/maths/instants.ts';
import { clockText, dayText, fullTimeText } from '../design/format/times.ts';
import { useZone } from '../shell/zones.tsx';
import { exactTimeText } from './typed-time.ts';

/** `3 Nov 10:02`, only the day, or to the second; the year and the zone are in its title. */
export function DayTime({
  at,
  isDay = false,
  isExact = false,
}: {
  at: EpochMs;
  isDay?: boolean;
  isExact?: boolean;
}): ReactNode {
  const zone = useZone();
  return (
    <time className="day-time" dateTime={toRfc3339(at)} title={fullTimeText(at, zone)}>
      {isExact ? exactTimeText(at, zone) : `${dayText(at, zone)}${isDay ? '' : ` ${clockText(at, zone)}`}`}
    </time>
  );
}
