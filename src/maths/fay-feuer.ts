import { chiSquareQuantile } from './chi-square.ts';

/**
 * Interval of availability (a share, 0 to 1) from the length of each outage in a period: outages come at random and last at
 * random, so that minutes of one outage are not independent and no binomial interval holds. Gamma interval of a weighted sum of
 * Poisson counts (Fay and Feuer, Statistics in Medicine 16, 1997), each outage weighted by its length; a further outage of the
 * longest kind is what the upper end of the down-time allows for.
 *
 * Lengths in seconds, weighted by share, each > 0; the period in seconds > 0. Without an outage only the mean length that is
 * usual elsewhere (`usualSeconds`) tells how much luck may have spared; where none is known there is no interval: null.
 */
export function availabilityInterval(
  outageSeconds: readonly number[],
  periodSeconds: number,
  level: number,
  usualSeconds: number | null = null,
): { low: number; high: number } | null {
  if (!(periodSeconds > 0)) throw new RangeError(`a period above 0 s was expected, found ${periodSeconds}`);
  if (!outageSeconds.every((one) => one > 0)) throw new RangeError('outages longer than 0 s were expected');
  const tail = (1 - level) / 2;
  const share = (seconds: number): number => Math.min(1, Math.max(0, 1 - seconds / periodSeconds));
  if (outageSeconds.length === 0) {
    return usualSeconds === null ? null : { low: share((usualSeconds * chiSquareQuantile(1 - tail, 2)) / 2), high: 1 };
  }
  let [sum, squares, longest] = [0, 0, 0];
  for (const one of outageSeconds) {
    sum += one;
    squares += one * one;
    longest = Math.max(longest, one);
  }
  const least = (squares / (2 * sum)) * chiSquareQuantile(tail, (2 * sum * sum) / squares);
  const [more, square] = [sum + longest, squares + longest * longest];
  const most = (square / (2 * more)) * chiSquareQuantile(1 - tail, (2 * more * more) / square);
  return { low: share(most), high: share(least) };
}
