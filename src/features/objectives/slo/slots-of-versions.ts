import { type EpochMs, type Interval, minute } from '../../../maths/instants.ts';
import type { IndicatorMinutes } from '../indicator-minutes.ts';
import type { Slicing, SloRule, SloVersion } from './plan.ts';
import { type Slots, slotsOf } from './slots.ts';

/** A rule with the part of a period in which its minutes count. The first rule also holds for the time before it was written. */
export interface RulePart {
  rule: SloRule;
  from: EpochMs;
  to: EpochMs;
}

/**
 * The rules that decide over a period. A minute belongs to the rule that held when it ended. Times in which another method counted
 * (or nothing was measured) are left out: their units are not those of now.
 */
export function rulesIn(versions: readonly SloVersion[], period: Interval, method: Slicing['method']): RulePart[] {
  const upToMinute = (at: EpochMs): EpochMs => Math.ceil(at / minute) * minute;
  return versions.flatMap(({ plan: { rule }, from, to }, index) => {
    const first = Math.max(period.from, index === 0 ? period.from : upToMinute(from));
    const last = Math.min(period.to, to === null ? period.to : upToMinute(to));
    return rule === null || rule.slicing.method !== method || first >= last ? [] : [{ rule, from: first, to: last }];
  });
}

/** The units of a period, each minute by the rule of its time; `minutes` gives what was counted for each part over the whole period. */
export function slotsOfParts(
  parts: readonly RulePart[],
  period: Interval,
  minutes: (part: RulePart) => IndicatorMinutes,
): Slots {
  const [only] = parts;
  if (parts.length === 1 && only!.from === period.from && only!.to === period.to) {
    return slotsOf(only!.rule, minutes(only!));
  }
  const length = (period.to - period.from) / minute;
  const all: Slots = {
    from: period.from,
    good: new Float64Array(length),
    valid: new Float64Array(length),
    measured: new Uint8Array(length),
  };
  for (const part of parts) {
    const slots = slotsOf(part.rule, minutes(part));
    const first = (part.from - period.from) / minute;
    const end = (part.to - period.from) / minute;
    for (const key of ['good', 'valid', 'measured'] as const) all[key].set(slots[key].subarray(first, end), first);
  }
  return all;
}
