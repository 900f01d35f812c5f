/**
 * The minutes of a series and UTC day in two runs of bytes: the totals of its hours (3 bytes that say which hours there are, then
 * a number of varying length for each), and its minutes (for each of those hours its length and its bits).
 */
import { BitReader, BitWriter } from './bits.ts';
import { minutesInHour, mostHourBytes, narrow, readHour, writeHour } from './hour-code.ts';

export const hoursInDay = 24;
export const minutesInDay = hoursInDay * minutesInHour;

/** `there` is 1 where a minute has rows, `n` what they add up to and 0 elsewhere. */
export interface DayMinutes {
  there: Uint8Array;
  n: Float64Array;
}

/** `there` is 1 where an hour has minutes, `n` their sum and 0 elsewhere. */
export interface DayHours {
  there: Uint8Array;
  n: Float64Array;
}

export interface PackedDay {
  hours: Uint8Array;
  minutes: Uint8Array;
}

export const emptyMinutes = (): DayMinutes => ({
  there: new Uint8Array(minutesInDay),
  n: new Float64Array(minutesInDay),
});
export const emptyHours = (): DayHours => ({ there: new Uint8Array(hoursInDay), n: new Float64Array(hoursInDay) });

const bits = new BitWriter(mostHourBytes + 100);
const room = new Uint8Array(hoursInDay * (mostHourBytes + 100));
const foretold = new Int32Array(minutesInHour);
const known = emptyHours();

/** Packs whole numbers whose sizes add up to less than 2^53. */
export function packDay({ there, n }: DayMinutes): PackedDay {
  const totals = known;
  for (let hour = 0; hour < hoursInDay; hour++) {
    let [total, any] = [0, 0];
    for (let minute = hour * minutesInHour; minute < (hour + 1) * minutesInHour; minute++) {
      total += n[minute]!;
      any |= there[minute]!;
    }
    totals.n[hour] = total;
    totals.there[hour] = any;
  }
  let end = 0;
  for (let hour = 0; hour < hoursInDay; hour++) {
    if (totals.there[hour] === 0) continue;
    bits.clear();
    writeHour(bits, there, n, hour * minutesInHour, foretell(totals, hour), totals.n[hour]!);
    const section = bits.finish();
    if (section.length > 127) room[end++] = 128 | (section.length & 127);
    room[end++] = section.length > 127 ? section.length >> 7 : section.length;
    room.set(section, end);
    end += section.length;
  }
  const minutes = room.slice(0, end);
  return { hours: packHours(totals), minutes };
}

function packHours(totals: DayHours): Uint8Array {
  let mask = 0;
  let end = 3;
  for (let hour = 0; hour < hoursInDay; hour++) {
    if (totals.there[hour] === 0) continue;
    mask |= 1 << hour;
    const total = totals.n[hour]!;
    // The sign in the lowest bit, then seven bits a byte with the lowest first, the highest bit of each set but for the last.
    let rest = Math.abs(total);
    let low = (rest % 64) * 2 + (total < 0 ? 1 : 0);
    rest = Math.floor(rest / 64);
    while (rest > 0) {
      room[end++] = low | 128;
      low = rest % 128;
      rest = Math.floor(rest / 128);
    }
    room[end++] = low;
  }
  [room[0], room[1], room[2]] = [mask, mask >> 8, mask >> 16];
  return room.slice(0, end);
}

/** The totals of the hours, into `target`. Throws RangeError when the bytes are damaged. */
export function unpackHours(hours: Uint8Array, target: DayHours): void {
  const mask = hours[0]! | (hours[1]! << 8) | (hours[2]! << 16);
  let at = 3;
  for (let hour = 0; hour < hoursInDay; hour++) {
    target.there[hour] = (mask >> hour) & 1;
    target.n[hour] = 0;
    if (target.there[hour] === 0) continue;
    let byte = hours[at++] ?? 0;
    let total = (byte & 127) >> 1;
    const sign = (byte & 1) === 1 ? -1 : 1;
    for (let unit = 64; byte > 127; unit *= 128) {
      byte = hours[at++] ?? 0;
      total += (byte & 127) * unit;
    }
    if (!Number.isSafeInteger(total)) throw damaged();
    target.n[hour] = sign * total + 0;
  }
  if (at !== hours.length) throw damaged();
}

/**
 * The minutes of the hours from `first` up to but without `end`, into `target`; other hours of it stay as they were. Throws
 * RangeError when the bytes are damaged, which their sums show.
 */
export function unpackMinutes({ hours, minutes }: PackedDay, target: DayMinutes, first = 0, end = hoursInDay): void {
  const totals = known;
  unpackHours(hours, totals);
  let at = 0;
  for (let hour = 0; hour < end; hour++) {
    const offset = hour * minutesInHour;
    if (totals.there[hour] === 0) {
      if (hour < first) continue;
      target.there.fill(0, offset, offset + minutesInHour);
      target.n.fill(0, offset, offset + minutesInHour);
      continue;
    }
    let length = minutes[at++] ?? 0;
    if (length > 127) length = (length & 127) | ((minutes[at++] ?? 0) << 7);
    if (at + length > minutes.length) throw damaged();
    if (hour >= first) {
      const reader = new BitReader(minutes, at, at + length);
      const adds = readHour(reader, target.there, target.n, offset, () => foretell(totals, hour), totals.n[hour]!);
      if (!adds || !reader.isSpent) throw damaged();
    }
    at += length;
  }
  if (end === hoursInDay && at !== minutes.length) throw damaged();
}

/** What each minute of an hour would count if the day went in straight lines from the middle of an hour to that of the next. */
function foretell({ there, n }: DayHours, hour: number): Int32Array {
  const mean = narrow(n[hour]! / minutesInHour);
  const meanBeside = (other: number): number => (there[other] === 1 ? narrow(n[other]! / minutesInHour) : mean);
  const [rise, rises] = [(mean - meanBeside(hour - 1)) / minutesInHour, (meanBeside(hour + 1) - mean) / minutesInHour];
  const middle = minutesInHour / 2;
  for (let minute = 0; minute < minutesInHour; minute++) {
    const away = minute + 0.5 - middle;
    foretold[minute] = Math.floor(mean + away * (away < 0 ? rise : rises) + 0.5);
  }
  return foretold;
}

const damaged = (): RangeError => new RangeError('settled minutes are damaged');
