import { normalQuantile } from '../../../maths/distributions.ts';
import { studentQuantile } from '../../../maths/student.ts';
import { intervalLevel } from '../../expectations/forecast.ts';
import type { IncidentSums } from './observed-sums.ts';

/** A share lost with its interval. Not cut at 0: where nothing was lost it must be as often below as above. */
export interface ObservedShare {
  value: number;
  low: number;
  high: number;
  method: string;
}

/** Added to what came, so that nothing at all, or one event, has an interval too (Agresti and Coull 1998, z²/2). */
const besides = normalQuantile((1 + intervalLevel) / 2) ** 2 / 2;

/**
 * Share of the expected result that did not come in outages of one component: 1 − ΣA/ΣE. The interval of one outage is that of
 * its own loss: chance in what came, and what is not known about the expectation; how another would go is not in it. From
 * two on it rests on their number: how much they differ beyond that (variance of a ratio of sums, Cochran 1977, 6.4)
 * counts with Student's t. A bootstrap over outages would rest on as many and, with fewer than ten, hold the truth too seldom.
 * `dispersion` φ of a minute's count; `factor` measured over modelled spread.
 */
export function observedShare(sums: readonly IncidentSums[], dispersion: number, factor: number): ObservedShare {
  const n = sums.length;
  const expected = sums.reduce((sum, one) => sum + one.expected, 0);
  const value = 1 - sums.reduce((sum, one) => sum + one.actual, 0) / expected;
  const known = sums.reduce((sum, one) => sum + ownVariance(one, dispersion), 0) * (factor / expected) ** 2;
  const residues = sums.reduce((sum, one) => sum + (one.expected * (1 - value) - one.actual) ** 2, 0);
  const seen = n === 1 ? 0 : (n / (n - 1)) * (residues / expected ** 2);
  const tail = (1 + intervalLevel) / 2;
  const differing = n === 1 ? 0 : studentQuantile(tail, n - 1) * Math.sqrt(Math.max(0, seen - known));
  const half = Math.hypot(normalQuantile(tail) * Math.sqrt(known), differing);
  const method = n === 1 ? 'interval of its one loss' : `interval from how ${n} outages differ`;
  return { value, low: value - half, high: Math.min(1, value + half), method };
}

/** Variance of what came around its share of what was expected: of A counts φA, and of E as much as hangs on it. */
function ownVariance({ actual, expected, variance }: IncidentSums, dispersion: number): number {
  return dispersion * (actual + besides) + (actual / expected) ** 2 * variance;
}
