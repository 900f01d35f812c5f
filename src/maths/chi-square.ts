import { normalQuantile } from './distributions.ts';
import { logGamma } from './log-beta.ts';

/**
 * Quantile of the chi-square distribution with `degrees` > 0 (need not be whole), to about 1e-12 relative: Wilson and Hilferty's
 * start (1931), then Newton's steps kept within a bracket. `p` strictly between 0 and 1. RangeError outside.
 */
export function chiSquareQuantile(p: number, degrees: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`a probability between 0 and 1 was expected, found ${p}`);
  if (!(degrees > 0 && degrees < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`degrees of freedom above 0 were expected, found ${degrees}`);
  }
  const shape = degrees / 2;
  let [low, high] = [0, Number.POSITIVE_INFINITY];
  let x = start(p, shape);
  for (let i = 0; i < 200; i++) {
    const { below, density } = lowerGamma(shape, x);
    if (below < p) low = x;
    else high = x;
    const next = x - (below - p) / density;
    const bisected = high === Number.POSITIVE_INFINITY ? 2 * x : (low + high) / 2;
    const step = next > low && next < high ? next : bisected;
    if (Math.abs(step - x) <= 1e-15 * x) return 2 * step;
    x = step;
  }
  return 2 * x;
}

function start(p: number, shape: number): number {
  const root = 1 - 1 / (9 * shape) + normalQuantile(p) / (3 * Math.sqrt(shape));
  // The left tail of small shapes is x^a/Γ(a+1).
  return root > 0.1 ? shape * root ** 3 : Math.exp((Math.log(p) + logGamma(shape + 1)) / shape);
}

/**
 * Share of the gamma distribution with this shape and scale 1 that lies below x > 0, and its density there: the series below
 * shape + 1, Lentz' continued fraction of the rest above. Source: Abramowitz and Stegun 1964, 6.5.29 and 6.5.31.
 */
function lowerGamma(shape: number, x: number): { below: number; density: number } {
  const density = Math.exp((shape - 1) * Math.log(x) - x - logGamma(shape));
  if (x < shape + 1) {
    let term = 1 / shape;
    let sum = term;
    for (let n = 1; term > 1e-17 * sum; n++) {
      term *= x / (shape + n);
      sum += term;
    }
    return { below: density * x * sum, density };
  }
  let b = x + 1 - shape;
  let c = Number.POSITIVE_INFINITY;
  let d = 1 / b;
  let fraction = d;
  for (let n = 1; n < 10_000; n++) {
    const a = -n * (n - shape);
    b += 2;
    d = 1 / (a * d + b);
    c = b + a / c;
    fraction *= d * c;
    if (Math.abs(d * c - 1) < 1e-16) break;
  }
  return { below: 1 - density * x * fraction, density };
}
