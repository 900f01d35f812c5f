import type { RotationShown, ShiftShown } from '../../../src/features/duty/contract.ts';
import { day, type EpochMs, type Interval } from '../../../src/maths/instants.ts';
import { ownerText } from '../component/owner-text.ts';
import { clockFieldText, clockText, dayText, instantOnClock } from '../design/format/times.ts';

export const personText = (person: string | null): string => (person === null ? 'nobody' : ownerText(person));

/** `Mon 23 Nov, 09:00` in the zone. */
export function shiftTimeText(at: EpochMs, zone: string): string {
  return `${weekdayText(at, zone)} ${dayText(at, zone)}, ${clockText(at, zone)}`;
}

export const weekdayText = (at: EpochMs, zone: string): string =>
  new Intl.DateTimeFormat('en-GB', { weekday: 'short', timeZone: zone }).format(at);

/** The times of a rotation in which nobody is on call. */
export const holesOf = ({ shifts }: Pick<RotationShown, 'shifts'>): ShiftShown[] =>
  shifts.filter(({ person }) => person === null);

/** The midnights of a period on the clocks of the zone at which a whole day begins. */
export function midnights({ from, to }: Interval, zone: string): EpochMs[] {
  const first = clockFieldText(from, zone).slice(0, 10);
  const days = Math.ceil((to - from) / day) + 1;
  return Array.from({ length: days + 1 }, (_, index) => {
    const date = new Date(Date.parse(`${first}T00:00Z`) + index * day).toISOString().slice(0, 10);
    return instantOnClock(`${date}T00:00`, zone)!;
  }).filter((at) => at >= from && at <= to - day);
}

/** Why somebody has a shift. */
export function whyText({ person, layer, override }: ShiftShown, rotation: Pick<RotationShown, 'overrides'>): string {
  if (override !== null) {
    const made = rotation.overrides.find(({ id }) => id === override);
    return made === undefined || made.reason === '' ? 'stands in' : `stands in: ${made.reason}`;
  }
  return person === null ? 'nobody answers' : `turn of ${layer}`;
}
