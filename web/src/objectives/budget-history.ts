import type { ObjectivePage } from '../../../src/features/objectives/slo-contract.ts';
import { type EpochMs, minute } from '../../../src/maths/instants.ts';
import { plural } from '../design/format/numbers.ts';
import { leftText } from './objective-words.ts';

/** What was left at the end of a step, as share of the budget; null: not known. */
export interface BudgetPoint {
  at: EpochMs;
  left: number | null;
}

export const budgetPoints = ({ from, stepMinutes, leftRatio }: ObjectivePage['history']): BudgetPoint[] =>
  leftRatio.map((left, index) => ({ at: Date.parse(from) + (index + 1) * stepMinutes * minute, left }));

/** The chart in words, for those who do not see it. */
export function budgetSummary(points: readonly BudgetPoint[]): string {
  const known = points.flatMap(({ left }) => (left === null ? [] : [left]));
  const unknown = points.length - known.length;
  const [first, last] = [known[0], known.at(-1)];
  if (first === undefined || last === undefined) return 'Nothing is known of this time.';
  const lowest = Math.min(...known);
  const sentences = [`From ${leftText(first)} to ${leftText(last)}, at its lowest ${leftText(lowest)}.`];
  if (unknown > 0) sentences.push(`${plural(unknown, 'step is', 'steps are')} not known.`);
  return sentences.join(' ');
}

/** Where the axis ends below, in percent: zero, or a round number below the lowest. */
export function lowestPercent(points: readonly BudgetPoint[]): number {
  const lowest = Math.min(0, ...points.map(({ left }) => (left ?? 0) * 100));
  const room = -lowest;
  const step =
    [25, 50, 100, 200, 500, 1_000, 2_500].find((size) => size >= room / 4) ?? 10 ** Math.ceil(Math.log10(room));
  return room === 0 ? 0 : -Math.ceil(room / step) * step;
}
