import { type EpochMs, hour, type Interval, minute } from '../../maths/instants.ts';

/** The minutes of an hour as 60 bits; bit n is minute n. */
export const wholeHourMask = (1n << 60n) - 1n;

/** The mask of up to 60 flags that begin at minute `first` of the hour. */
export function maskOf(flags: ArrayLike<number>, first = 0): bigint {
  let low = 0;
  let high = 0;
  for (let i = 0; i < flags.length; i++) {
    if (flags[i] !== 1) continue;
    const bit = first + i;
    if (bit < 30) low |= 1 << bit;
    else high |= 1 << (bit - 30);
  }
  return (BigInt(high) << 30n) | BigInt(low);
}

export function minutesIn(mask: bigint): number {
  return mask === wholeHourMask ? 60 : mask.toString(2).replaceAll('0', '').length;
}

/** The same of many masks. */
export function minutesOf(masks: BigUint64Array): Uint8Array {
  // halves of 32 bits: numbers are counted many times faster than big ones
  const halves = new Uint32Array(masks.buffer, masks.byteOffset, 2 * masks.length);
  const minutes = new Uint8Array(masks.length);
  for (let row = 0; row < minutes.length; row++) minutes[row] = bitsOf(halves[2 * row]!) + bitsOf(halves[2 * row + 1]!);
  return minutes;
}

/** How many bits of 32 are set. Source: Warren, Hacker's Delight, 5-1. */
function bitsOf(word: number): number {
  let bits = word - ((word >>> 1) & 0x5555_5555);
  bits = (bits & 0x3333_3333) + ((bits >>> 2) & 0x3333_3333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24;
}

/** The end of the last measured minute of the hour at `at`; null where none was. */
export const lastMeasured = (mask: bigint, at: EpochMs): EpochMs | null =>
  mask === 0n ? null : at + mask.toString(2).length * minute;

/** Unmeasured minutes of the hour at `at`, joined, in order. */
export function gapsOfMask(mask: bigint, at: EpochMs): Interval[] {
  if (mask === 0n) return [{ from: at, to: at + hour }];
  const low = Number(mask & lowHalf);
  const high = Number(mask >> 30n);
  const gaps: Interval[] = [];
  for (let n = 0; n < 60; n++) {
    if (((n < 30 ? low >> n : high >> (n - 30)) & 1) === 1) continue;
    const from = at + n * minute;
    const last = gaps.at(-1);
    if (last?.to === from) last.to = from + minute;
    else gaps.push({ from, to: from + minute });
  }
  return gaps;
}

const lowHalf = (1n << 30n) - 1n;
