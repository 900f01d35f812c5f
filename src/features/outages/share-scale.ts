import { greatestCommonDivisor } from '../../maths/exact-fraction.ts';
import { parseRatio } from '../../maths/ratios.ts';
import type { CountingPolicy, LedgerRow } from './availability.ts';

/** Shares as whole parts of one denominator, which divides 10⁹, since a share has at most nine places. */
export interface ShareScale {
  whole: number;
  /** Parts of `whole` that an outage of this share counts with. */
  partsOf(share: string, partial: CountingPolicy['partial']): number;
}

/** The common scale of all rows. Throws RangeError for a share that is no decimal text between 0 and 1 (contracts refuse it before). */
export function shareScale(rows: readonly LedgerRow[]): ShareScale {
  const known = new Map<string, { numerator: number; denominator: number }>();
  let whole = 1;
  for (const { share } of rows) {
    if (known.has(share)) continue;
    const ratio = parseRatio(share);
    if (ratio === null || ratio.numerator > ratio.denominator) {
      throw new RangeError(`a share between "0" and "1" was expected, found ${JSON.stringify(share)}`);
    }
    const divisor = Number(greatestCommonDivisor(BigInt(ratio.numerator), BigInt(ratio.denominator)));
    const reduced = { numerator: ratio.numerator / divisor, denominator: ratio.denominator / divisor };
    known.set(share, reduced);
    const common = Number(greatestCommonDivisor(BigInt(whole), BigInt(reduced.denominator)));
    whole *= reduced.denominator / common;
  }
  const partsOf: ShareScale['partsOf'] = (share, partial) => {
    const { numerator, denominator } = known.get(share)!;
    if (partial === 'all-or-nothing') return numerator > 0 ? whole : 0;
    return numerator * (whole / denominator);
  };
  return { whole, partsOf };
}
