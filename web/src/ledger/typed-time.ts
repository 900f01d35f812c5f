import { day as dayMs, type EpochMs, hour } from '../../../src/maths/instants.ts';
import { wallClock, zoneText } from '../design/format/times.ts';

/** A day and a time as people type them. Where clocks go back, `second` says that the second of the two hours is meant. */
export interface TypedTime {
  /** `2026-11-03`, of a date field. */
  day: string;
  /** `09:02` or `09:02:30`. */
  time: string;
  isSecond: boolean;
}

export type ReadTime = { at: EpochMs; twice: [EpochMs, EpochMs] | null } | { wrong: string };

/** What is typed, on the zone's clocks; or in words what is wrong with it. */
export function readTime({ day, time, isSecond }: TypedTime, zone: string): ReadTime {
  if (day === '') return { wrong: 'Give a day.' };
  const match = /^(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?$/.exec(time.trim());
  if (!match) return { wrong: 'Expected a time such as 09:02 or 09:02:30.' };
  const [hours, minutes, seconds] = [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)];
  if (hours > 23 || minutes > 59 || seconds > 59) return { wrong: `${time.trim()} is no time of a day.` };
  const midnight = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(midnight) || new Date(midnight).toISOString().slice(0, 10) !== day)
    return { wrong: 'Expected a day such as 2026-11-03.' };
  const wall = midnight + hours * hour + minutes * 60_000 + seconds * 1_000;
  const found = instantsOf(wall, zone);
  if (found.length === 0) return { wrong: `The clocks go forward on this day: ${time.trim()} does not exist.` };
  const [first, second] = found as [EpochMs, EpochMs?];
  if (second === undefined) return { at: first, twice: null };
  return { at: isSecond ? second : first, twice: [first, second] };
}

/** All instants at which the zone's clocks read this, in order: none where they leap over it, two where they go back. */
function instantsOf(wall: EpochMs, zone: string): EpochMs[] {
  const offsets = [wall - dayMs, wall + dayMs].map((near) => wallClock(near, zone) - near);
  return [...new Set(offsets.map((offset) => wall - offset))]
    .filter((at) => wallClock(at, zone) === wall)
    .sort((one, other) => one - other);
}

/** The other direction. Seconds are left out where there are none. */
export function typedOf(at: EpochMs, zone: string): TypedTime {
  const wall = wallClock(at, zone);
  const text = new Date(wall).toISOString();
  const time = text.slice(11, 19);
  const [first] = instantsOf(wall, zone);
  return { day: text.slice(0, 10), time: time.endsWith(':00') ? time.slice(0, 5) : time, isSecond: first !== at };
}

/** `GMT+2` of an instant, to tell the two hours apart. */
export const offsetText = (at: EpochMs, zone: string): string => /\((.+)\)/.exec(zoneText(at, zone))?.[1] ?? 'UTC';

/** `3 Nov 2026, 09:02:30`: to the second, since every one counts. */
export function exactTimeText(at: EpochMs, zone: string): string {
  const wall = new Date(wallClock(at, zone));
  const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
  return `${day.format(wall)}, ${wall.toISOString().slice(11, 19)}`;
}
