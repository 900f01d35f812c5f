import { madToSigma, median } from '../../../maths/quantiles.ts';

/** How far each row is from the usual, and whether that is too far. */
export interface RowAnomaly {
  score(value: number): number;
  anomalous(value: number): boolean;
}

const fewest = 10;
const threshold = 5;

/**
 * The rule of the PetShop benchmark (Hardt et al., CLeaR 2024): |x − median| / (1.4826·MAD) above 5. Where the MAD is 0 any
 * deviation from the median is infinite, where nothing ever moved it is the distance itself, above 0. Null with fewer than ten
 * usual values; an unknown value is not anomalous.
 */
export function rowAnomaly(normal: Float64Array): RowAnomaly | null {
  const known = normal.filter((value) => !Number.isNaN(value));
  if (known.length < fewest) return null;
  const centre = median(known);
  const scale = madToSigma * median(known.map((value) => Math.abs(value - centre)));
  const constant = known.every((value) => value === known[0]);
  const score = (value: number): number => {
    const away = Math.abs(value - centre);
    if (Number.isNaN(value) || away === 0) return 0;
    if (constant) return away;
    return scale > 0 ? away / scale : Number.POSITIVE_INFINITY;
  };
  return { score, anomalous: (value) => score(value) > (constant ? 0 : threshold) };
}
