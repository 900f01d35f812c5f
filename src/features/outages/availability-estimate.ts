import type { Estimate } from '../../maths/estimate.ts';
import { availabilityInterval } from '../../maths/fay-feuer.ts';
import type { Interval } from '../../maths/instants.ts';
import type { CountingPolicy, LedgerRow } from './availability.ts';
import { countedOf } from './availability-of.ts';

/**
 * The adjusted availability (a share, 0 to 1) of the time that was measured, with its interval for outages of random number and
 * length, and on how many of them it rests (`basis.incidents`; overlapping ones are one). Null where no outage counted, since
 * nothing then says how long one lasts, or where nothing was measured. Below about a dozen outages, or where one far outlasts the
 * others, the interval is too narrow (docs/availability.md has how much), so its basis belongs beside it.
 */
export function availabilityEstimate(
  rows: readonly LedgerRow[],
  period: Interval,
  policy: CountingPolicy,
  level = 0.95,
): Estimate | null {
  const { availability: found, outageSeconds: lengths } = countedOf(rows, period, policy);
  const counted = found.periodSeconds - found.excludedSeconds;
  const measured = counted - found.unmeasuredSeconds;
  const interval = measured > 0 ? availabilityInterval(lengths, measured, level) : null;
  if (interval === null) return null;
  return {
    value: 1 - found.downSeconds / measured,
    unit: 'share',
    ...interval,
    level,
    method: 'outages of random number and length (Fay–Feuer)',
    basis: { incidents: lengths.length },
    grade: 'incidents',
    version: 'fay-feuer-1',
    completeness: measured / counted,
  };
}
