/**
 * The minutes of an hour as bits. First which of them there are, how they are foretold and with which number of Rice they are
 * written (2, 2 and 5 bits); then what the first needs, then what was counted in each, less what is foretold.
 */
import { type BitReader, type BitWriter, bestRice } from './bits.ts';

export const minutesInHour = 60;
/** Bytes an hour takes at most. */
export const mostHourBytes = 500;

/** Which minutes there are: all; those with something else than 0; those of a mask; those after these many minutes without. */
const all = 0;
const nonzero = 1;
const masked = 2;
const spaced = 3;
/** What a minute is expected to count: nothing; what the totals of the hours say; as much as the one before. `wide`: each takes 64 bits. */
const nothing = 0;
const line = 1;
const before = 2;
const wide = 3;
/** Numbers and what is foretold of them stay below it, so that their difference has 31 bits and a sign. */
const mostNarrow = 2 ** 29;
const two32 = 2 ** 32;
const unsigned = [nothing, line, before];
const signed = [line, before];

const every = Uint8Array.from({ length: minutesInHour }, (_, nth) => nth);
const own = new Uint8Array(minutesInHour);
const gaps = new Int32Array(minutesInHour);
const codes = new Int32Array(minutesInHour);
const read = new Uint32Array(minutesInHour);
const flat = new Int32Array(minutesInHour);
/** The numbers of the hour that is being written, as far as they are narrow. */
const numbers = new Int32Array(minutesInHour);

interface Way {
  prediction: number;
  k: number;
  bits: number;
}

/**
 * Writes the hour whose minutes begin at `offset`: `there` is 1 where one is, `n` what it counted and 0 where none is; at least one
 * is. `foretold`: what each of the 60 would count by the totals; `total` the sum.
 */
export function writeHour(
  bits: BitWriter,
  there: Uint8Array,
  n: Float64Array,
  offset: number,
  foretold: Int32Array,
  total: number,
): void {
  let [count, zeros, least, most] = [0, 0, 0, 0];
  for (let nth = 0; nth < minutesInHour; nth++) {
    const value = n[offset + nth]!;
    numbers[nth] = value;
    if (value < least) least = value;
    else if (value > most) most = value;
    if (there[offset + nth] === 0) continue;
    if (value === 0) zeros += 1;
    own[count++] = nth;
  }
  const ways = most >= mostNarrow || least <= -mostNarrow ? [] : least < 0 ? signed : unsigned;
  const of = (minutes: Uint8Array, length: number, expected: Int32Array) => bestWay(ways, minutes, length, expected);
  if (count === minutesInHour) {
    writeNumbers(bits, all, every, count, n, offset, foretold, of(every, count, foretold));
    return;
  }
  for (let nth = 0; nth < count; nth++) gaps[nth] = own[nth]! - (nth === 0 ? 0 : own[nth - 1]! + 1);
  const gap = bestRice(gaps, count, 7);
  flat.fill(meanOf(total, count));
  const fewer = of(own, count, flat);
  const more = zeros > 0 ? null : of(every, minutesInHour, foretold);
  const places = Math.min(minutesInHour, gap.bits + 9);
  if (more !== null && more.bits <= fewer.bits + places) {
    writeNumbers(bits, nonzero, every, minutesInHour, n, offset, foretold, more);
  } else {
    writeNumbers(bits, gap.bits + 9 < minutesInHour ? spaced : masked, own, count, n, offset, flat, fewer, gap.k);
  }
}

function writeNumbers(
  bits: BitWriter,
  presence: number,
  minutes: Uint8Array,
  count: number,
  n: Float64Array,
  offset: number,
  foretold: Int32Array,
  { prediction, k }: Way,
  gapK = 0,
): void {
  bits.put((presence << 7) | (prediction << 5) | k, 9);
  if (presence === masked) {
    for (let nth = 0, next = 0; nth < minutesInHour; nth++) {
      const isThere = next < count && minutes[next] === nth;
      if (isThere) next += 1;
      bits.put(isThere ? 1 : 0, 1);
    }
  } else if (presence === spaced) {
    bits.put((count << 3) | gapK, 9);
    for (let nth = 0; nth < count; nth++) bits.rice(gaps[nth]!, gapK);
  }
  if (prediction === wide) {
    for (let nth = 0; nth < count; nth++) {
      const value = n[offset + minutes[nth]!]!;
      bits.put(Math.floor(value / two32) | 0, 32);
      bits.put(value - Math.floor(value / two32) * two32, 32);
    }
    return;
  }
  codesOf(prediction, minutes, count, foretold);
  for (let nth = 0; nth < count; nth++) bits.rice(codes[nth]!, k);
}

/** The way that takes the fewest bits, or nearly; without any to choose from each number takes 64. */
function bestWay(ways: readonly number[], minutes: Uint8Array, count: number, foretold: Int32Array): Way {
  let best: Way = { prediction: wide, k: 0, bits: 64 * count };
  for (const prediction of ways) {
    codesOf(prediction, minutes, count, foretold);
    const { k, bits } = bestRice(codes, count);
    if (bits < best.bits) best = { prediction, k, bits };
  }
  return best;
}

/** What is written of each of the numbers, into `codes`: itself, or its difference with the sign in the lowest bit. */
function codesOf(prediction: number, minutes: Uint8Array, count: number, foretold: Int32Array): void {
  if (prediction === nothing) {
    for (let nth = 0; nth < count; nth++) codes[nth] = numbers[minutes[nth]!]!;
    return;
  }
  const isLine = prediction === line;
  let last = foretold[minutes[0]!]!;
  for (let nth = 0; nth < count; nth++) {
    const minute = minutes[nth]!;
    const value = numbers[minute]!;
    const difference = value - (isLine ? foretold[minute]! : last);
    codes[nth] = (difference << 1) ^ (difference >> 31);
    last = value;
  }
}

/**
 * The reverse of `writeHour`; true when the numbers add up to `total`. What is there already is overwritten. `foretell` says
 * what each of the 60 would count.
 */
export function readHour(
  bits: BitReader,
  there: Uint8Array,
  n: Float64Array,
  offset: number,
  foretell: () => Int32Array,
  total: number,
): boolean {
  const head = bits.bits(9);
  const [presence, prediction, k] = [head >> 7, (head >> 5) & 3, head & 31];
  const isFew = presence === masked || presence === spaced;
  const count = isFew ? readPlaces(bits, presence) : minutesInHour;
  if (count === 0) return false;
  const minutes = isFew ? own : every;
  there.fill(isFew ? 0 : 1, offset, offset + minutesInHour);
  if (isFew) {
    n.fill(0, offset, offset + minutesInHour);
    for (let nth = 0; nth < count; nth++) there[offset + own[nth]!] = 1;
  }
  if (prediction === wide) {
    for (let nth = 0; nth < count; nth++) n[offset + minutes[nth]!] = (bits.bits(32) | 0) * two32 + bits.bits(32);
  } else {
    bits.rices(read, count, k);
    const expected = prediction === nothing ? flat : isFew ? flat.fill(meanOf(total, count)) : foretell();
    numbersOf(prediction, minutes, count, expected, n, offset);
  }
  let sum = 0;
  for (let at = offset; at < offset + minutesInHour; at++) {
    sum += n[at]!;
    if (presence === nonzero && n[at] === 0) there[at] = 0;
  }
  return sum === total;
}

/** What was counted, of what was `read`. */
function numbersOf(
  prediction: number,
  minutes: Uint8Array,
  count: number,
  foretold: Int32Array,
  n: Float64Array,
  offset: number,
): void {
  if (prediction === nothing) {
    for (let nth = 0; nth < count; nth++) n[offset + minutes[nth]!] = read[nth]!;
    return;
  }
  const isLine = prediction === line;
  let last = foretold[minutes[0]!]!;
  for (let nth = 0; nth < count; nth++) {
    const minute = minutes[nth]!;
    const code = read[nth]!;
    last = ((isLine ? foretold[minute]! : last) + ((code >>> 1) ^ -(code & 1))) | 0;
    n[offset + minute] = last;
  }
}

/** Into `own`; how many there are, 0 when that cannot be. */
function readPlaces(bits: BitReader, presence: number): number {
  let count = 0;
  if (presence === masked) {
    for (let nth = 0; nth < minutesInHour; nth++) if (bits.bits(1) === 1) own[count++] = nth;
    return count;
  }
  const head = bits.bits(9);
  for (let next = 0; count < head >> 3; count++) {
    const minute = next + bits.rice(head & 7);
    if (minute >= minutesInHour) return 0;
    own[count] = minute;
    next = minute + 1;
  }
  return count;
}

const meanOf = (total: number, count: number): number => Math.round(narrow(total / count));

/** Brought within the numbers that are narrow. */
export const narrow = (value: number): number => Math.min(mostNarrow, Math.max(-mostNarrow, value));
