import { minute } from '../../maths/instants.ts';
import type { MinuteSeries } from '../../maths/minute-series.ts';
import { blockMs, blockStart } from '../expectations/profile.ts';

/**
 * The minutes that both series span, from a whole ten minutes on: the business series and the readings beside it. Null
 * where they have none in common.
 */
export function overlapping(
  business: MinuteSeries,
  technical: MinuteSeries,
): { series: MinuteSeries; readings: Float64Array } | null {
  const end = (series: MinuteSeries): number => series.from + series.counts.length * minute;
  const from = blockStart(Math.max(business.from, technical.from) + blockMs - 1);
  const to = Math.min(end(business), end(technical));
  if (to <= from) return null;
  const cut = ({ from: start, counts }: MinuteSeries): Float64Array =>
    counts.slice((from - start) / minute, (to - start) / minute);
  return { series: { from, counts: cut(business) }, readings: cut(technical) };
}
