import type { ReactNode } from 'react';
import type { RotationShown } from '../../../src/features/duty/contract.ts';
import { dayText } from '../design/format/times.ts';
import { useZone } from '../shell/zones.tsx';
import { holesOf, midnights, personText, shiftTimeText, weekdayText } from './shift-words.ts';

/** The coming days as a strip: who is on call when, and hatched where nobody is. The table below says the same. */
export function ShiftStrip({ rotation, from, to }: { rotation: RotationShown; from: number; to: number }): ReactNode {
  const zone = useZone();
  const at = (instant: number): string => `${(100 * (instant - from)) / (to - from)}%`;
  const people = [...new Set(rotation.shifts.flatMap(({ person }) => person ?? []))];
  const holes = holesOf(rotation).length;
  return (
    <div
      className="shift-strip"
      role="img"
      aria-label={`${rotation.displayName}: the coming days, ${people.map(personText).join(' and ')} in turns${
        holes === 0 ? ', without a hole' : `, with ${holes} in which nobody is on call`
      }`}
    >
      <div className="strip-days">
        {midnights({ from, to }, zone).map((midnight) => (
          <span
            key={midnight}
            className={weekdayText(midnight, zone) === 'Mon' ? 'monday' : ''}
            style={{ left: at(midnight) }}
          >
            <span>
              {weekdayText(midnight, zone)} <small>{dayText(midnight, zone)}</small>
            </span>
          </span>
        ))}
      </div>
      <div className="strip-shifts">
        {rotation.shifts.map((shift) => {
          const start = Math.max(from, Date.parse(shift.from));
          const end = Math.min(to, Date.parse(shift.to));
          const tone = shift.person === null ? 'hole' : `person-${people.indexOf(shift.person) % 4}`;
          return (
            <span
              key={shift.from}
              className={`${tone} ${shift.override === null ? '' : 'stands-in'}`}
              style={{ left: at(start), width: `calc(${at(end)} - ${at(start)})` }}
              title={`${personText(shift.person)}, ${shiftTimeText(start, zone)} to ${shiftTimeText(end, zone)}`}
            >
              <span>{personText(shift.person)}</span>
            </span>
          );
        })}
      </div>
    </div>
  );
}
