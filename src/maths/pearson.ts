import { logBeta } from './log-beta.ts';

/** Pearson's correlation and its two-sided p-value under independent normals. */
export interface Correlation {
  /** NaN when one side is constant. */
  r: number;
  /** 1 where two pairs or fewer are left, or one side is constant: nothing is shown then. */
  p: number;
  /** Pairs of which both values were known. */
  pairs: number;
}

/** Correlation over the pairs of which both values are known (not NaN). Student's t with n − 2 degrees of freedom. */
export function pearson(xs: ArrayLike<number>, ys: ArrayLike<number>): Correlation {
  let [pairs, sumX, sumY] = [0, 0, 0];
  const known = (at: number): boolean => !Number.isNaN(xs[at]!) && !Number.isNaN(ys[at]!);
  for (let at = 0; at < xs.length; at++) {
    if (!known(at)) continue;
    pairs += 1;
    sumX += xs[at]!;
    sumY += ys[at]!;
  }
  const [meanX, meanY] = [sumX / pairs, sumY / pairs];
  let [xx, yy, xy] = [0, 0, 0];
  for (let at = 0; at < xs.length; at++) {
    if (!known(at)) continue;
    const [dx, dy] = [xs[at]! - meanX, ys[at]! - meanY];
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  }
  if (!(xx > 0 && yy > 0)) return { r: Number.NaN, p: 1, pairs };
  const r = Math.max(-1, Math.min(1, xy / Math.sqrt(xx * yy)));
  const degrees = pairs - 2;
  // P(|T| > t) = I_{v/(v+t²)}(v/2, 1/2), and v/(v+t²) is 1 − r²
  return { r, p: degrees <= 0 ? 1 : regularizedBeta(1 - r * r, degrees / 2, 0.5), pairs };
}

/** Regularised incomplete beta function I_x(a, b) by Lentz's continued fraction (Abramowitz and Stegun 26.5.8). */
export function regularizedBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - regularizedBeta(1 - x, b, a);
  const front = Math.exp(a * Math.log(x) + b * Math.log1p(-x) - logBeta(a, b)) / a;
  const tiny = 1e-300;
  const away = (value: number): number => (Math.abs(value) < tiny ? tiny : value);
  let c = 1;
  let d = 1 / away(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m < 300; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / away(1 + even * d);
    c = away(1 + even / c);
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / away(1 + odd * d);
    c = away(1 + odd / c);
    fraction *= d * c;
    if (Math.abs(d * c - 1) < 1e-14) break;
  }
  return Math.min(1, front * fraction);
}
