import type { ReactNode } from 'react';
import { fullTimeText } from '../design/format/times.ts';
import { useZone } from '../shell/zones.tsx';
import { shiftTimeText } from './shift-words.ts';

/** An instant with its day of the week, as one plans by. */
export function ShiftTime({ at }: { at: string }): ReactNode {
  const zone = useZone();
  const instant = Date.parse(at);
  return (
    <time className="day" dateTime={at} title={fullTimeText(instant, zone)}>
      {shiftTimeText(instant, zone)}
    </time>
  );
}
