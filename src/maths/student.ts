/**
 * Quantile of Student's t with a whole number of degrees of freedom, by bisection on its distribution function, which for
 * whole degrees is a finite sum (Abramowitz and Stegun 1964, 26.7.3 and 26.7.4). To 1e-10; `p` strictly between 0 and 1.
 */
export function studentQuantile(p: number, degrees: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`a probability between 0 and 1 was expected, found ${p}`);
  if (!(Number.isInteger(degrees) && degrees >= 1)) {
    throw new RangeError(`a whole number of degrees of freedom from 1 on was expected, found ${degrees}`);
  }
  if (p < 0.5) return -studentQuantile(1 - p, degrees);
  // the angle atan(t/√ν) is bounded where t itself is not
  let low = 0;
  let high = Math.PI / 2;
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (0.5 + within(middle, degrees) / 2 < p) low = middle;
    else high = middle;
  }
  return Math.sqrt(degrees) * Math.tan((low + high) / 2);
}

/** Probability of a t between −t and t, of the angle atan(t/√ν). */
function within(angle: number, degrees: number): number {
  const cos = Math.cos(angle);
  const odd = degrees % 2 === 1;
  let term = odd ? cos : 1;
  let sum = degrees === 1 ? 0 : term;
  for (let k = odd ? 3 : 2; k < degrees; k += 2) {
    term *= (cos * cos * (k - 1)) / k;
    sum += term;
  }
  return odd ? (2 / Math.PI) * (angle + Math.sin(angle) * sum) : Math.sin(angle) * sum;
}
