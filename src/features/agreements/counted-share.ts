import { fractionOf } from '../../maths/exact-fraction.ts';
import { type Interval, minute } from '../../maths/instants.ts';
import type { CountingPolicy } from '../outages/availability.ts';
import type { Counting } from './agreement.ts';
import type { PeriodTotals } from './hour-totals.ts';
import type { CountedShare } from './report-contract.ts';

export interface ShareQuestion {
  counting: Exclude<Counting, 'time'>;
  /** Null where nothing was ever counted of the subject. */
  totals: PeriodTotals | null;
  /** Time that nobody measured, of the same period. */
  unmeasured: readonly Interval[];
  unknown: CountingPolicy['unknown'];
}

/**
 * An availability by requests, users or value, exactly: good of all. Where time was not measured it is a bound, as if in that time
 * as much had come per minute as in the rest, all of it bad or all of it good; the policy may take one of the ends. Null where
 * nothing was counted. More delivered than expected counts as all of it.
 */
export function countedShare({ counting, totals, unmeasured, unknown }: ShareQuestion): CountedShare | null {
  const counted = totals === null ? null : countedOf(counting, totals);
  if (totals === null || counted === null || counted.whole <= 0) return null;
  const missing = Math.round(unmeasured.reduce((sum, { from, to }) => sum + to - from, 0) / minute);
  const [part, whole] = [BigInt(counted.part), BigInt(counted.whole)];
  const measured = BigInt(Math.max(totals.measuredMinutes, 1));
  const all = measured + BigInt(missing);
  const low = fractionOf(part * measured, whole * all);
  const high = fractionOf(part * measured + whole * (all - measured), whole * all);
  return {
    low: unknown === 'up' ? high : low,
    high: unknown === 'down' ? low : high,
    part: String(counted.part),
    whole: String(counted.whole),
    unit: counted.unit,
    basis: `${counted.basis}, over ${totals.measuredMinutes} measured minutes${missing === 0 ? '' : `; ${missing} minutes were not measured`}`,
  };
}

interface Counted {
  part: number;
  whole: number;
  unit: string;
  basis: string;
}

function countedOf(counting: ShareQuestion['counting'], totals: PeriodTotals): Counted | null {
  if (counting === 'requests') {
    return { part: totals.good, whole: totals.valid, unit: 'requests', basis: 'good of all valid requests' };
  }
  if (counting === 'users') {
    const { userUpSeconds: part, userDownSeconds: down } = totals;
    return {
      part,
      whole: part + down,
      unit: 'user-seconds',
      basis: 'seconds in which users were served, of all in which they were there',
    };
  }
  const { deliveredMinor, expectedMinor: whole, currency } = totals;
  if (currency === null) return null;
  const part = Math.min(deliveredMinor, whole);
  return { part, whole, unit: `${currency}-minor`, basis: 'value delivered of value expected' };
}
