import { addEstimates } from '../../maths/add-estimates.ts';
import type { Estimate } from '../../maths/estimate.ts';
import type { Interval } from '../../maths/instants.ts';
import { endsOf, type Outage } from '../outages/outage.ts';

/** What several outages cost together; null where nothing of it is known, or amounts are of more than one unit. */
export interface LossSums {
  lost: Estimate | null;
  money: Estimate | null;
  customers: number | null;
}

/**
 * The losses of outages that began in the period, so that what crosses its end is counted once, in the period of its start. What
 * is no outage (false positive, removed) cost nothing. Customers of
 * two outages may be the same people, and nobody can tell once it is forgotten who did what: they are counted per outage, and the sum
 * is at most so many.
 */
export function lossOf(outages: readonly Outage[], { from, to }: Interval): LossSums {
  const losses = outages
    .filter(({ kind, state }) => kind !== 'false-positive' && state !== 'removed')
    .filter((outage) => endsOf(outage).from >= from && endsOf(outage).from < to)
    .flatMap(({ loss }) => (loss === null ? [] : [loss]));
  const customers = losses.flatMap(({ customers }) => (customers === null ? [] : [customers]));
  return {
    lost: onlyOne(losses.flatMap(({ lost }) => lost ?? [])),
    money: onlyOne(losses.flatMap(({ net }) => net ?? [])),
    customers: customers.length === 0 ? null : customers.reduce((sum, one) => sum + one, 0),
  };
}

/** The sum of estimates of one unit. */
export function onlyOne(parts: readonly Estimate[]): Estimate | null {
  const sums = addEstimates(parts);
  return sums.length === 1 ? sums[0]! : null;
}

/** The units that stand beside each other and are not added. */
export const unitsOf = (parts: readonly Estimate[]): string[] => [...new Set(parts.map(({ unit }) => unit))].sort();
