import { bytesOfLine, type HourLine, hourLine, widen } from './hour-line.ts';

/** Columns of equal length: sums of a day or an hour each, of which the number stands in `at` (days or hours since 1970). */
export interface SumColumns {
  at: ArrayLike<number>;
  good: ArrayLike<number>;
  valid: ArrayLike<number>;
  measured: ArrayLike<number>;
}

const most32 = 0xffff_ffff;

/**
 * Adds the rows `first` to before `end` of sums to a line, each of a day; `settleLine` makes totals of them. Between the two the line
 * answers nothing. Days outside of the line are left out.
 */
export function addDays(line: HourLine, days: SumColumns, first: number, end: number): void {
  for (let row = first; row < end; row++) {
    const index = days.at[row]! - line.firstDay;
    if (index < 0 || index >= line.days) continue;
    line.good[index + 1]! += days.good[row]!;
    line.valid[index + 1]! += days.valid[row]!;
    line.measured[index + 1]! += days.measured[row]!;
  }
}

/** The same of hours, whose days are kept by the hour. */
export function addHours(line: HourLine, hours: SumColumns, first: number, end: number): void {
  for (let row = first; row < end; row++) {
    const dayNumber = Math.floor(hours.at[row]! / 24);
    const index = dayNumber - line.firstDay;
    if (index < 0 || index >= line.days) continue;
    line.good[index + 1]! += hours.good[row]!;
    line.valid[index + 1]! += hours.valid[row]!;
    line.measured[index + 1]! += hours.measured[row]!;
    if (hours.valid[row]! > most32) widen(line);
    const hour = hours.at[row]! - dayNumber * 24;
    if (hour === 23) continue;
    const at = (dayNumber % line.hourDays) * 24 + hour + 1;
    line.hourGood[at]! += hours.good[row]!;
    line.hourValid[at]! += hours.valid[row]!;
    line.hourMeasured[at]! += hours.measured[row]!;
  }
}

/** Makes running totals of the sums that were added to an empty line. */
export function settleLine(line: HourLine): void {
  for (let at = 1; at <= line.days; at++) {
    if (line.valid[at]! > most32) widen(line);
    line.good[at]! += line.good[at - 1]!;
    line.valid[at]! += line.valid[at - 1]!;
    line.measured[at]! += line.measured[at - 1]!;
  }
  for (let at = 1; at < line.hourDays * 24; at++) {
    if (at % 24 === 0) continue;
    line.hourGood[at]! += line.hourGood[at - 1]!;
    line.hourValid[at]! += line.hourValid[at - 1]!;
    line.hourMeasured[at]! += line.hourMeasured[at - 1]!;
  }
}

/** The same line with room for more days: from `firstDay` (not after its own) up to its newest. */
export function lengthened(line: HourLine, firstDay: number): HourLine {
  const more = line.firstDay - firstDay;
  const longer = hourLine(line.newestDay, line.days + more, line.hourDays, false);
  longer.good.set(line.good, more);
  longer.valid.set(line.valid, more);
  longer.measured.set(line.measured, more);
  const { hourGood, hourValid, hourMeasured } = line;
  return { ...longer, hourGood, hourValid, hourMeasured };
}

/** Bytes that lines take together. */
export function bytesOfLines(lines: Iterable<HourLine>): number {
  let bytes = 0;
  for (const line of lines) bytes += bytesOfLine(line);
  return bytes;
}
