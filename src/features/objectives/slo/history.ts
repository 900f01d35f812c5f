import { day, type EpochMs, minute, toRfc3339 } from '../../../maths/instants.ts';
import type { ObjectivePage } from '../slo-contract.ts';
import { type Book, historyDays, type Objective } from './book.ts';
import { budgetOf, leftRatio } from './budget.ts';
import { unitsOf } from './plan.ts';
import { sumBetween } from './totals.ts';
import { windowAt } from './window.ts';

/**
 * What was left of the budget at the end of each of the last 30 days of UTC (the last one up to now), oldest first, as the window
 * of that day and the rule of that day say; null where nothing was counted.
 */
export function historyOf(book: Book, { versions, place, plan }: Objective, now: EpochMs): ObjectivePage['history'] {
  const until = place < 0 ? 0 : book.totals.ring.until[place]! * minute;
  const last = until === 0 ? now : until;
  const from = Math.ceil(last / day) * day - historyDays * day;
  const leftAt = (end: EpochMs): number | null => {
    const rule = versions.findLast((one) => one.from <= end)?.plan.rule ?? versions[0]?.plan.rule ?? null;
    if (rule === null || plan.rule === null || rule.slicing.method !== plan.rule.slicing.method) return null;
    const at = Math.min(end, until);
    const sums = sumBetween(book.totals, place, windowAt(rule.window, at).from / minute, at / minute);
    return leftRatio(budgetOf([{ ...sums, target: rule.target }], unitsOf(rule.slicing.method)));
  };
  const steps = Array.from({ length: historyDays }, (_, index) => from + (index + 1) * day);
  return {
    stepMinutes: day / minute,
    from: toRfc3339(from),
    leftRatio: steps.map((end) => (until === 0 ? null : leftAt(end))),
  };
}

/** Every rule that held, newest first. */
export function rulesOf({ versions }: Objective): ObjectivePage['rules'] {
  return versions
    .map(({ plan, from, to }) => ({
      from: toRfc3339(from),
      to: to === null ? null : toRfc3339(to),
      target: plan.targetText,
      window: plan.windowText,
      indicator: plan.rule === null ? `not measured: ${plan.why}` : `${plan.indicator}: ${plan.goodMeans}`,
    }))
    .reverse();
}
