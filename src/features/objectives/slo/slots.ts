import { type EpochMs, minute } from '../../../maths/instants.ts';
import { ratioAtLeast } from '../../../maths/ratios.ts';
import type { IndicatorMinutes } from '../indicator-minutes.ts';
import { countedMinutes } from './business-hours.ts';
import { ratioParts, type Slicing, type SloRule } from './plan.ts';

/** What each minute adds to the totals of an objective. */
export interface Slots {
  from: EpochMs;
  /** Good and valid units (events, slices, parts of slices); whole numbers. */
  good: Float64Array;
  valid: Float64Array;
  /** 1 where the minute counts and was measured. */
  measured: Uint8Array;
}

/**
 * Minutes to units by the rule's method. A slice is judged when all of its minutes are there, by those that are known, where at
 * least half of those that count are; it stands at its last minute. One in which nothing was asked for counts neither way.
 * `from` must be the start of an hour wherever the rule has slices.
 */
export function slotsOf({ slicing, hours }: Pick<SloRule, 'slicing' | 'hours'>, minutes: IndicatorMinutes): Slots {
  const { from } = minutes;
  const length = minutes.good.length;
  const counts = countedMinutes(hours, from, length);
  const known = Uint8Array.from(counts, (flag, i) =>
    flag === 1 && !Number.isNaN(minutes.good[i]!) && !Number.isNaN(minutes.valid[i]!) ? 1 : 0,
  );
  const slots = { from, good: new Float64Array(length), valid: new Float64Array(length), measured: known };
  if (slicing.method === 'Occurrences') {
    for (let i = 0; i < length; i++) {
      if (known[i] === 0) continue;
      slots.good[i] = minutes.good[i]!;
      slots.valid[i] = minutes.valid[i]!;
    }
    return slots;
  }
  const offset = (from / minute) % slicing.minutes;
  for (let first = -offset; first + slicing.minutes <= length; first += slicing.minutes) {
    if (first >= 0) putSlice(slots, slicing, minutes, counts, first);
  }
  return slots;
}

function putSlice(
  slots: Slots,
  slicing: Exclude<Slicing, { method: 'Occurrences' }>,
  minutes: IndicatorMinutes,
  counts: Uint8Array,
  first: number,
): void {
  let [good, valid, known, counted] = [0, 0, 0, 0];
  for (let i = first; i < first + slicing.minutes; i++) {
    counted += counts[i]!;
    if (slots.measured[i] === 0) continue;
    known++;
    good += minutes.good[i]!;
    valid += minutes.valid[i]!;
  }
  if (valid <= 0 || known * 2 < counted) return;
  const last = first + slicing.minutes - 1;
  if (slicing.method === 'Timeslices') {
    slots.valid[last] = 1;
    slots.good[last] = ratioAtLeast(good, valid, slicing.atLeast) ? 1 : 0;
  } else {
    slots.valid[last] = ratioParts;
    slots.good[last] = Number((BigInt(good) * BigInt(2 * ratioParts) + BigInt(valid)) / (2n * BigInt(valid)));
  }
}
