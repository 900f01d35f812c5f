import { chiSquareQuantile } from './chi-square.ts';

/**
 * Exact (Garwood 1936) interval of the mean of a Poisson count, of which `count` were seen: half chi-square quantiles. It covers
 * at least `level`. From 0 for no count.
 */
export function poissonInterval(count: number, level = 0.95): { low: number; high: number } {
  if (!(Number.isInteger(count) && count >= 0)) throw new RangeError(`a count was expected, found ${count}`);
  const tail = (1 - level) / 2;
  return {
    low: count === 0 ? 0 : chiSquareQuantile(tail, 2 * count) / 2,
    high: chiSquareQuantile(1 - tail, 2 * count + 2) / 2,
  };
}
