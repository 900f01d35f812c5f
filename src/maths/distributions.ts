/**
 * Standard normal quantile, |error| < 1e-9 relative on (1e-300, 1 − 1e-16).
 * Source: P. J. Acklam's rational approximation with one step of Halley's method on erfc.
 */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`a probability between 0 and 1 was expected, found ${p}`);
  const x = rough(p);
  const error = 0.5 * erfc(-x / Math.SQRT2) - p;
  const u = error * Math.sqrt(2 * Math.PI) * Math.exp((x * x) / 2);
  return x - u / (1 + (x * u) / 2);
}

/**
 * Equal-tailed interval for a count whose mean and variance are known: quantiles of the gamma distribution with these
 * moments by Wilson and Hilferty's cube root (1931), so it is skewed as counts are and never below zero; for large means
 * it becomes mean ± z·sd. The negative binomial with the same moments differs by less than one count.
 */
export function countInterval(mean: number, variance: number, level: number): { low: number; high: number } {
  if (!(mean > 0) || !(variance > 0)) return { low: Math.max(0, mean), high: Math.max(0, mean) };
  const z = normalQuantile((1 + level) / 2);
  return { low: gammaQuantile(mean, variance, -z), high: gammaQuantile(mean, variance, z) };
}

function gammaQuantile(mean: number, variance: number, z: number): number {
  const shape = (mean * mean) / variance;
  const root = 1 - 1 / (9 * shape) + z / (3 * Math.sqrt(shape));
  return root <= 0 ? 0 : mean * root ** 3;
}

const a = [
  -39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269, -30.66479806614716, 2.506628277459239,
];
const b = [-54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572];
const c = [
  -0.007784894002430293, -0.3223964580411365, -2.400758277161838, -2.549732539343734, 4.374664141464968,
  2.938163982698783,
];
const d = [0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416];

function rough(p: number): number {
  if (p < 0.02425) return tail(Math.sqrt(-2 * Math.log(p)));
  if (p > 1 - 0.02425) return -tail(Math.sqrt(-2 * Math.log(1 - p)));
  const q = p - 0.5;
  const r = q * q;
  return (polynomial(a, r) * q) / (polynomial(b, r) * r + 1);
}

function tail(q: number): number {
  return polynomial(c, q) / (polynomial(d, q) * q + 1);
}

function polynomial(coefficients: readonly number[], x: number): number {
  let sum = 0;
  for (const coefficient of coefficients) sum = sum * x + coefficient;
  return sum;
}

/** Complementary error function: series for small |x|, continued fraction (Lentz) beyond. */
function erfc(x: number): number {
  if (x < 0) return 2 - erfc(-x);
  if (x < 2.5) {
    let term = x;
    let sum = x;
    for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
      term *= (-x * x) / n;
      sum += term / (2 * n + 1);
      if (n > 200) break;
    }
    return 1 - (2 / Math.sqrt(Math.PI)) * sum;
  }
  let fraction = 0;
  for (let n = 60; n >= 1; n--) fraction = n / 2 / (x + fraction);
  return Math.exp(-x * x) / Math.sqrt(Math.PI) / (x + fraction);
}
