import { type EpochMs, minute } from '../../../maths/instants.ts';
import type { IndicatorMinutes } from '../../objectives/indicator-minutes.ts';

/** The last minutes laid before the next ones, so that a window reaches back over the edge of a chunk; `keepMs` of them are kept. */
export function laidBehind(
  known: IndicatorMinutes | null,
  from: EpochMs,
  next: { good: Float64Array; valid: Float64Array },
  keepMs: number,
): IndicatorMinutes {
  if (known === null) return { from, ...next };
  const keep = Math.min(known.good.length, Math.round(keepMs / minute));
  const cut = known.good.length - keep;
  const joined = (a: Float64Array, b: Float64Array): Float64Array => {
    const both = new Float64Array(keep + b.length);
    both.set(a.subarray(cut));
    both.set(b, keep);
    return both;
  };
  return {
    from: from - keep * minute,
    good: joined(known.good, next.good),
    valid: joined(known.valid, next.valid),
  };
}
