import { minute } from '../../../maths/instants.ts';

const [dot, plus, minus, colon, upperT, upperZ] = [0x2e, 0x2b, 0x2d, 0x3a, 0x54, 0x5a];
/** V8 reads so many digits of a fraction of a second; it cuts off what is beyond milliseconds. */
const mostPlaces = 9;
/** Of `2026-11-20T10:15:02Z`. */
const shortest = 20;

/**
 * Reads times as BusinessEvent and Date.parse do (RFC 3339 with an offset, in capitals), one minute kept: most rows are of
 * the same. Years before 1970 are left to others.
 */
export class InstantReader {
  /** Behind the last character of the time. */
  end = 0;
  /** Whole minutes since 1970, of the time read last. */
  minuteNumber = 0;
  #minuteAt = Number.NaN;
  #minuteNumber = 0;
  /** The sixteen characters of the minute kept, as four numbers. */
  #year = 0;
  #monthDay = 0;
  #dayHour = 0;
  #hourMinute = 0;

  /** Epoch milliseconds of the time at `from`; NaN where it is not surely one. `view` is of the same bytes. */
  read(bytes: Uint8Array, view: DataView, from: number): number {
    if (from + shortest > bytes.length) return Number.NaN;
    const year = view.getInt32(from, true);
    const monthDay = view.getInt32(from + 4, true);
    const dayHour = view.getInt32(from + 8, true);
    const hourMinute = view.getInt32(from + 12, true);
    if (
      hourMinute !== this.#hourMinute ||
      dayHour !== this.#dayHour ||
      monthDay !== this.#monthDay ||
      year !== this.#year
    ) {
      this.#minuteAt = minuteOf(bytes, from);
      this.#minuteNumber = this.#minuteAt / minute;
      this.#year = year;
      this.#monthDay = monthDay;
      this.#dayHour = dayHour;
      this.#hourMinute = hourMinute;
    }
    const seconds = twoDigits(bytes, from + 17);
    if (bytes[from + 16] !== colon || seconds > 59) return Number.NaN;
    let at = from + 19;
    let millis = 0;
    if (bytes[at] === dot) {
      const first = at + 1;
      let weight = 100;
      for (at = first; ; at++) {
        const digit = bytes[at]! - 0x30;
        if (!(digit >= 0 && digit <= 9)) break;
        millis += digit * weight;
        weight = weight === 100 ? 10 : weight === 10 ? 1 : 0;
      }
      if (at === first || at - first > mostPlaces) return Number.NaN;
    }
    const instant = this.#minuteAt + seconds * 1_000 + millis;
    if (bytes[at] === upperZ) {
      this.end = at + 1;
      this.minuteNumber = this.#minuteNumber;
      return instant;
    }
    return this.#withOffset(bytes, at, instant);
  }

  #withOffset(bytes: Uint8Array, at: number, local: number): number {
    const sign = bytes[at] === plus ? 1 : bytes[at] === minus ? -1 : 0;
    const hours = twoDigits(bytes, at + 1);
    const minutes = twoDigits(bytes, at + 4);
    if (sign === 0 || hours > 23 || bytes[at + 3] !== colon || minutes > 59) return Number.NaN;
    this.end = at + 6;
    const ahead = sign * (hours * 60 + minutes);
    this.minuteNumber = this.#minuteNumber - ahead;
    return local - ahead * minute;
  }
}

/** Of `2026-11-20T10:15`, in UTC; NaN where it is no minute since 1970. */
function minuteOf(bytes: Uint8Array, from: number): number {
  const year = twoDigits(bytes, from) * 100 + twoDigits(bytes, from + 2);
  const month = twoDigits(bytes, from + 5);
  const day = twoDigits(bytes, from + 8);
  const hour = twoDigits(bytes, from + 11);
  const minutes = twoDigits(bytes, from + 14);
  const parted =
    bytes[from + 4] === minus && bytes[from + 7] === minus && bytes[from + 10] === upperT && bytes[from + 13] === colon;
  if (!parted || year < 1970 || year > 9999 || month < 1 || month > 12 || hour > 23 || minutes > 59) return Number.NaN;
  if (day < 1 || day > daysIn(year, month)) return Number.NaN;
  return Date.UTC(year, month - 1, day, hour, minutes);
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** 0 to 99; more where they are no two digits. */
function twoDigits(bytes: Uint8Array, at: number): number {
  const tens = bytes[at]! - 0x30;
  const ones = bytes[at + 1]! - 0x30;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : 100_000;
}
