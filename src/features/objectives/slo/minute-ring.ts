import type { Sums } from './hour-line.ts';

/** Minutes since 1970. */
export type MinuteNumber = number;

/** Longest short window (6 h), the hour under way and an hour for what comes late. */
export const ringMinutes = 480;

/**
 * Running totals of the last minutes of many objectives, a row for each minute with all objectives side by side, so that a tick
 * reads rows from end to end. Totals of 32 bits go round: their differences hold as long as a ring has less than 2^32 units.
 */
export interface MinuteRing {
  readonly size: number;
  good: Uint32Array | Float64Array;
  valid: Uint32Array | Float64Array;
  measured: Uint16Array;
  /** End of the last minute that is known of each objective, and the first minute of which totals are; 0 where there is none. */
  until: Int32Array;
  since: Int32Array;
}

/** A ring for so many objectives; `wide` where minutes may hold more than `mostNarrow` units. */
export function minuteRing(size: number, wide: boolean): MinuteRing {
  const cells = size * ringMinutes;
  const counts = (): Uint32Array | Float64Array => (wide ? new Float64Array(cells) : new Uint32Array(cells));
  return {
    size,
    ...{ good: counts(), valid: counts(), measured: new Uint16Array(cells) },
    ...{ until: new Int32Array(size), since: new Int32Array(size) },
  };
}

/** More units than this in a minute need a wide ring. */
export const mostNarrow = Math.floor(0xffff_ffff / ringMinutes);

/** The place of an objective in the row of the totals before a minute. */
export const placeOf = ({ size }: MinuteRing, index: number, at: MinuteNumber): number =>
  (at % ringMinutes) * size + index;

/** The first minute from which differences can be taken. */
export function earliest({ until, since }: MinuteRing, index: number): MinuteNumber {
  return Math.max(since[index]!, until[index]! - ringMinutes + 1);
}

/** One more minute, or one again that is there: the totals after it are not touched. A gap before it counts as not measured. */
export function pushMinute(
  ring: MinuteRing,
  index: number,
  at: MinuteNumber,
  good: number,
  valid: number,
  measured: number,
): void {
  const { size, until, since } = ring;
  if (valid > mostNarrow) widen(ring);
  if (until[index] === 0 || at - until[index]! >= ringMinutes) {
    until[index] = at;
    since[index] = at;
    const place = placeOf(ring, index, at);
    ring.good[place] = 0;
    ring.valid[place] = 0;
    ring.measured[place] = 0;
  }
  for (let gap = until[index]!; gap < at; gap++) pushMinute(ring, index, gap, 0, 0, 0);
  const from = placeOf(ring, index, at);
  const to = ((at + 1) % ringMinutes) * size + index;
  ring.good[to] = ring.good[from]! + good;
  ring.valid[to] = ring.valid[from]! + valid;
  ring.measured[to] = ring.measured[from]! + measured;
  if (at + 1 > until[index]!) until[index] = at + 1;
}

/** Sums of the minutes from `from` to before `to`; those before the ring began count as nothing. */
export function sumOver(ring: MinuteRing, index: number, from: MinuteNumber, to: MinuteNumber): Sums {
  const first = Math.min(to, Math.max(from, earliest(ring, index)));
  const a = placeOf(ring, index, to);
  const b = placeOf(ring, index, first);
  return {
    good: around(ring.good[a]! - ring.good[b]!),
    valid: around(ring.valid[a]! - ring.valid[b]!),
    measured: (ring.measured[a]! - ring.measured[b]! + 0x1_0000) % 0x1_0000,
  };
}

/** A difference of totals of which the later one may have gone round. */
export const around = (difference: number): number => (difference < 0 ? difference + 0x1_0000_0000 : difference);

export function bytesOfRing({ good, valid, measured, until, since }: MinuteRing): number {
  return [good, valid, measured, until, since].reduce((sum, { byteLength }) => sum + byteLength, 0);
}

/** From totals that go round to ones that do not. */
function widen(ring: MinuteRing): void {
  if (ring.valid instanceof Float64Array) return;
  const wide = { good: new Float64Array(ring.good.length), valid: new Float64Array(ring.valid.length) };
  for (let index = 0; index < ring.size; index++) {
    const first = earliest(ring, index);
    for (let at = first; at <= ring.until[index]!; at++) {
      const sums = sumOver(ring, index, first, at);
      const place = placeOf(ring, index, at);
      wide.good[place] = sums.good;
      wide.valid[place] = sums.valid;
    }
  }
  Object.assign(ring, wide);
}
