import { day, type EpochMs, hour } from '../../../maths/instants.ts';
import { addDays, addHours, lengthened, settleLine } from '../../objectives/slo/fill-line.ts';
import { type HourLine, hourLine, keepsHours, putDay, putHour, type Sums } from '../../objectives/slo/hour-line.ts';
import { added } from '../../objectives/slo/totals.ts';
import { type HourRow, subjectKey } from '../hour-totals.ts';
import { minutesIn } from '../minute-mask.ts';

/** Of how many days there are hours, and how much room there is before the first day of a line, so that it need not be copied each day. */
export interface Room {
  hourDays: number;
  spareDays: number;
}

/** Hours of the newest days, more than a month of them, and the sums of all days before. */
export const usualRoom: Room = { hourDays: 35, spareDays: 31 };
/** The hours of a single day. */
export const dayRoom: Room = { hourDays: 1, spareDays: 0 };

/** Running totals of every subject, by `kind:name`: good, valid and measured minutes. */
export interface FleetLines {
  lines: Map<string, HourLine>;
  /** Number of the first day (days since 1970) of which each has anything. */
  firstDays: Map<string, number>;
  /** The day that new lines end with. */
  newestDay: number;
  /** Days without hours in memory of which an hour was written since they were read. */
  stale: Set<number>;
  room: Room;
}

export const dayOf = (at: EpochMs): number => Math.floor(at / day);

export const fleetLines = (newestDay: number, room: Room = usualRoom): FleetLines => ({
  ...{ lines: new Map(), firstDays: new Map(), newestDay, stale: new Set(), room },
});

/** Sums of a day or of an hour of subjects, subject after subject. */
export interface SubjectSums {
  subjects: readonly string[];
  /** Index into `subjects`. */
  subject: ArrayLike<number>;
  at: ArrayLike<EpochMs>;
  good: ArrayLike<number>;
  valid: ArrayLike<number>;
  measuredMinutes: ArrayLike<number>;
}

/**
 * Adds sums of days, or of hours of days whose hours are kept, to lines; `settle` makes totals of them once all are there. Between the two
 * they answer nothing.
 */
export function addSums(all: FleetLines, sums: SubjectSums, unit: 'day' | 'hour'): void {
  const { good, valid, measuredMinutes: measured } = sums;
  const length = sums.subject.length;
  const at = new Float64Array(length);
  for (let row = 0; row < length; row++) at[row] = sums.at[row]! / (unit === 'day' ? day : hour);
  const add = unit === 'day' ? addDays : addHours;
  for (let first = 0, end = 0; first < length; first = end) {
    const subject = sums.subject[first]!;
    let least = sums.at[first]!;
    for (end = first; end < length && sums.subject[end] === subject; end++) least = Math.min(least, sums.at[end]!);
    add(roomFor(all, sums.subjects[subject]!, dayOf(least)), { at, good, valid, measured }, first, end);
  }
}

export function settle(all: FleetLines): FleetLines {
  for (const line of all.lines.values()) settleLine(line);
  return all;
}

/** Hours that were written: they take the place of those before. A day whose hours are not in memory is to be read again. */
export function putRows(all: FleetLines, rows: readonly HourRow[]): void {
  for (const { subject, at, good, valid, measured } of rows) {
    const dayNumber = dayOf(at);
    if (dayNumber > all.newestDay) all.newestDay = dayNumber;
    const line = roomFor(all, subjectKey(subject), dayNumber);
    if (dayNumber <= line.newestDay && !keepsHours(line, dayNumber)) all.stale.add(dayNumber);
    else putHour(line, at / hour, { good, valid, measured: minutesIn(measured) });
  }
}

/** Sums of a subject and instant together: they may come in several rows, by currency. */
export function joined(sums: SubjectSums): Map<string, { subject: string; at: EpochMs; sums: Sums }> {
  const all = new Map<string, { subject: string; at: EpochMs; sums: Sums }>();
  for (let row = 0; row < sums.subject.length; row++) {
    const [subject, at] = [sums.subjects[sums.subject[row]!]!, sums.at[row]!];
    const one = { good: sums.good[row]!, valid: sums.valid[row]!, measured: sums.measuredMinutes[row]! };
    const key = `${at} ${subject}`;
    const known = all.get(key);
    all.set(key, { subject, at, sums: known === undefined ? one : added(known.sums, one) });
  }
  return all;
}

/** Sums of whole days, read again, of every subject that has any there. */
export function putDays(all: FleetLines, sums: SubjectSums): void {
  for (const { subject, at, sums: whole } of joined(sums).values()) {
    const dayNumber = dayOf(at);
    putDay(roomFor(all, subject, dayNumber), dayNumber, whole);
  }
}

/** Runs of days that follow one another, as [first, last]. */
export function runsOf(days: Iterable<number>): [number, number][] {
  const runs: [number, number][] = [];
  for (const one of [...days].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last !== undefined && one <= last[1] + 1) last[1] = one;
    else runs.push([one, one]);
  }
  return runs;
}

/** The line of a subject, with room from the first day of which it has anything, this one included, to this one. */
function roomFor(all: FleetLines, key: string, dayNumber: number): HourLine {
  const { hourDays, spareDays } = all.room;
  const first = Math.min(all.firstDays.get(key) ?? dayNumber, dayNumber);
  all.firstDays.set(key, first);
  let line = all.lines.get(key);
  if (line === undefined) {
    line = hourLine(all.newestDay, all.newestDay - first + 1 + spareDays, hourDays, false);
    all.lines.set(key, line);
  }
  // a later day slides the line, and its oldest days go
  const firstThen = line.firstDay + Math.max(0, dayNumber - line.newestDay);
  if (firstThen <= first) return line;
  const longer = lengthened(line, line.firstDay - (firstThen - first) - spareDays);
  all.lines.set(key, longer);
  return longer;
}
