import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { DutyAnswer } from '../../../src/features/duty/contract.ts';
import { plural } from '../design/format/numbers.ts';
import { durationText } from '../design/format/times.ts';
import { Icon } from '../design/icons.tsx';
import { ZoneOf } from '../shell/zones.tsx';
import { ShiftTime } from './shift-time.tsx';
import { holesOf } from './shift-words.ts';

const shownHoles = 5;

/** Where a page would reach nobody: seen before the night comes. */
export function Holes({ duty }: { duty: DutyAnswer }): ReactNode {
  const holes = duty.rotations.flatMap((rotation) => holesOf(rotation).map((shift) => ({ rotation, shift })));
  const calendars = duty.rotations.flatMap((rotation) =>
    rotation.calendars.map((calendar) => ({ rotation, calendar })),
  );
  const unknown = calendars.flatMap(({ rotation, calendar }) =>
    calendar.unknown.map((time) => ({ rotation, ...time })),
  );
  const stale = calendars.filter(({ calendar }) => calendar.failingSince !== null);
  if (holes.length + duty.uncovered.length + unknown.length + stale.length === 0) return null;
  return (
    <section className="on-call-holes" aria-labelledby="on-call-holes">
      <h2 id="on-call-holes">
        <Icon name="alarm" size={20} /> Here a page {holes.length + duty.uncovered.length > 0 ? 'would' : 'may'} reach
        nobody
      </h2>
      <ul>
        {holes.slice(0, shownHoles).map(({ rotation, shift }) => (
          <ZoneOf key={`${rotation.name} ${shift.from}`} processZones={[rotation.timeZone]}>
            <li>
              <strong>{rotation.displayName}</strong>: nobody from <ShiftTime at={shift.from} /> to{' '}
              <ShiftTime at={shift.to} /> ({durationText(Date.parse(shift.to) - Date.parse(shift.from))})
            </li>
          </ZoneOf>
        ))}
        {holes.length > shownHoles && <li>and {plural(holes.length - shownHoles, 'more time')}, marked below</li>}
        {stale.map(({ rotation, calendar }) => (
          <li key={`${rotation.name} ${calendar.layer}`}>
            <strong>{rotation.displayName}</strong>: the calendar of {calendar.layer} cannot be read since{' '}
            <ShiftTime at={calendar.failingSince!} />. {calendar.reason}{' '}
            {calendar.readAt === null ? (
              'It was never read, so it names nobody.'
            ) : (
              <>
                What it said at <ShiftTime at={calendar.readAt} /> goes on to hold.
              </>
            )}
          </li>
        ))}
        {unknown.slice(0, shownHoles).map(({ rotation, who, from, to }) => (
          <li key={`${rotation.name} ${who} ${from}`}>
            <strong>{rotation.displayName}</strong>: its calendar names “{who}” from <ShiftTime at={from} /> to{' '}
            <ShiftTime at={to} />, whom nobody knows here. Add the name to <code>people</code> of the layer.
          </li>
        ))}
        {unknown.length > shownHoles && (
          <li>and {plural(unknown.length - shownHoles, 'more time')} of somebody unknown</li>
        )}
        {duty.uncovered.length > 0 && (
          <li>
            No rotation answers for{' '}
            {duty.uncovered.map(({ name, displayName }, index) => (
              <span key={name}>
                {index > 0 && ', '}
                <Link href={`/processes/${encodeURIComponent(name)}`}>{displayName}</Link>
              </span>
            ))}
            .
          </li>
        )}
      </ul>
    </section>
  );
}
