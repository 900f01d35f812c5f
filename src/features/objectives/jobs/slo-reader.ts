import type { Interval } from '../../../maths/instants.ts';
import type { IndicatorMinutes } from '../indicator-minutes.ts';
import type { Book } from '../slo/book.ts';
import type { SloRule } from '../slo/plan.ts';
import type { Slots } from '../slo/slots.ts';
import { rulesIn, slotsOfParts } from '../slo/slots-of-versions.ts';

export type Reader = (rule: SloRule, period: Interval) => Promise<IndicatorMinutes>;

/** One question for each reading and period, whoever asks. Made anew for each tick. */
export function sharedReader(read: Reader): Reader {
  const asked = new Map<string, Promise<IndicatorMinutes>>();
  return (rule, period) => {
    const { reading, measures } = rule;
    const key = JSON.stringify([reading, measures, period.from, period.to]);
    const known = asked.get(key) ?? read(rule, period);
    asked.set(key, known);
    return known;
  };
}

/** The units of an objective in a period, each minute by the rule of its time. */
export async function slotsIn(
  { versions, rule }: Pick<Book['measured'][number], 'versions' | 'rule'>,
  period: Interval,
  read: Reader,
): Promise<Slots> {
  const parts = rulesIn(versions, period, rule.slicing.method);
  const minutes = await Promise.all(parts.map((part) => read(part.rule, period)));
  return slotsOfParts(parts, period, (part) => minutes[parts.indexOf(part)]!);
}
