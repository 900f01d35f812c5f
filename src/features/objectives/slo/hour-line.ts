/**
 * Running totals of one objective in two levels: per day of UTC, and per hour within each of the newest days. What comes late
 * touches the hours of one day and the line of days; any window that begins with an hour is the difference of two totals.
 */
export interface HourLine {
  /** Number of the first day (days since 1970) and how many there is room for. */
  firstDay: number;
  readonly days: number;
  /** Of so many of the newest days the hours are kept. */
  readonly hourDays: number;
  newestDay: number;
  /** Entry i is the total before day `firstDay + i`. */
  good: Float64Array;
  valid: Float64Array;
  measured: Int32Array;
  /** Within their day: entry (day modulo hourDays) × 24 + h is the sum of the hours before h. */
  hourGood: Uint32Array | Float64Array;
  hourValid: Uint32Array | Float64Array;
  hourMeasured: Uint16Array;
}

/** Three sums side by side. */
export interface Sums {
  good: number;
  valid: number;
  measured: number;
}

export const noSums: Readonly<Sums> = { good: 0, valid: 0, measured: 0 };

/** An empty line that ends with a day. `wide` where the sums of a day may be beyond 32 bits. */
export function hourLine(newestDay: number, days: number, hourDays: number, wide: boolean): HourLine {
  const hours = hourDays * 24;
  const counts = (): Uint32Array | Float64Array => (wide ? new Float64Array(hours) : new Uint32Array(hours));
  return {
    ...{ firstDay: newestDay - days + 1, days, hourDays, newestDay },
    ...{ good: new Float64Array(days + 1), valid: new Float64Array(days + 1), measured: new Int32Array(days + 1) },
    ...{ hourGood: counts(), hourValid: counts(), hourMeasured: new Uint16Array(hours) },
  };
}

/** The total before an hour (hours since 1970). Where the hours of its day are no longer kept, the total before that day. */
export function totalBefore(line: HourLine, hourNumber: number): Sums {
  const dayNumber = Math.floor(hourNumber / 24);
  const hour = hourNumber - dayNumber * 24;
  const index = Math.max(0, Math.min(line.days, dayNumber - line.firstDay));
  const sums = { good: line.good[index]!, valid: line.valid[index]!, measured: line.measured[index]! };
  if (hour === 0 || !keepsHours(line, dayNumber)) return sums;
  const at = (dayNumber % line.hourDays) * 24 + hour;
  sums.good += line.hourGood[at]!;
  sums.valid += line.hourValid[at]!;
  sums.measured += line.hourMeasured[at]!;
  return sums;
}

/** Whether the hours of a day are there. */
export function keepsHours({ newestDay, hourDays }: HourLine, dayNumber: number): boolean {
  return dayNumber <= newestDay && dayNumber > newestDay - hourDays;
}

/** Puts the sums of one hour in the place of those that were there. Hours of days that are not kept are left alone. */
export function putHour(line: HourLine, hourNumber: number, sums: Sums): void {
  const dayNumber = Math.floor(hourNumber / 24);
  slideTo(line, dayNumber);
  if (!keepsHours(line, dayNumber)) return;
  const hour = hourNumber - dayNumber * 24;
  const first = (dayNumber % line.hourDays) * 24;
  const total = daySums(line, dayNumber);
  const before = (values: ArrayLike<number>, whole: number): number =>
    (hour === 23 ? whole : values[first + hour + 1]!) - values[first + hour]!;
  const more = {
    good: sums.good - before(line.hourGood, total.good),
    valid: sums.valid - before(line.hourValid, total.valid),
    measured: sums.measured - before(line.hourMeasured, total.measured),
  };
  if (more.good === 0 && more.valid === 0 && more.measured === 0) return;
  if (total.valid + more.valid > 0xffff_ffff) widen(line);
  for (let at = first + hour + 1; at < first + 24; at++) {
    line.hourGood[at]! += more.good;
    line.hourValid[at]! += more.valid;
    line.hourMeasured[at]! += more.measured;
  }
  addToDay(line, dayNumber, more);
}

/** Puts the sums of a whole day in the place of those that were there; only of a day whose hours are not kept. */
export function putDay(line: HourLine, dayNumber: number, sums: Sums): void {
  if (keepsHours(line, dayNumber) || dayNumber < line.firstDay || dayNumber > line.newestDay) return;
  const total = daySums(line, dayNumber);
  const more = {
    good: sums.good - total.good,
    valid: sums.valid - total.valid,
    measured: sums.measured - total.measured,
  };
  if (more.good !== 0 || more.valid !== 0 || more.measured !== 0) addToDay(line, dayNumber, more);
}

/** The sums of one day; nothing for one outside of the line. */
export function daySums(line: HourLine, dayNumber: number): Sums {
  const index = dayNumber - line.firstDay;
  if (index < 0 || index >= line.days) return { ...noSums };
  return {
    good: line.good[index + 1]! - line.good[index]!,
    valid: line.valid[index + 1]! - line.valid[index]!,
    measured: line.measured[index + 1]! - line.measured[index]!,
  };
}

/** Bytes that a line takes. */
export function bytesOfLine(line: HourLine): number {
  const parts = [line.good, line.valid, line.measured, line.hourGood, line.hourValid, line.hourMeasured];
  return parts.reduce((sum, { byteLength }) => sum + byteLength, 0);
}

function addToDay(line: HourLine, dayNumber: number, more: Sums): void {
  for (let at = dayNumber - line.firstDay + 1; at <= line.days; at++) {
    line.good[at]! += more.good;
    line.valid[at]! += more.valid;
    line.measured[at]! += more.measured;
  }
}

/** Makes room for later days; the oldest go. */
function slideTo(line: HourLine, dayNumber: number): void {
  const by = dayNumber - line.newestDay;
  if (by <= 0) return;
  for (const values of [line.good, line.valid, line.measured]) {
    const last = values[line.days]!;
    values.copyWithin(0, Math.min(by, line.days));
    values.fill(last, Math.max(0, line.days + 1 - by));
  }
  for (let late = Math.max(line.newestDay + 1, dayNumber - line.hourDays + 1); late <= dayNumber; late++) {
    const first = (late % line.hourDays) * 24;
    for (const values of [line.hourGood, line.hourValid, line.hourMeasured]) values.fill(0, first, first + 24);
  }
  line.firstDay += by;
  line.newestDay = dayNumber;
}

/** Makes room for sums of a day beyond 32 bits. */
export function widen(line: HourLine): void {
  if (line.hourValid instanceof Uint32Array) {
    line.hourGood = Float64Array.from(line.hourGood);
    line.hourValid = Float64Array.from(line.hourValid);
  }
}
