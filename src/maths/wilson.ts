import { normalQuantile } from './distributions.ts';

/**
 * Wilson's score interval of a share of `hits` in `n` independent trials (1927); hits need not be whole, as the expected hits
 * under ties are not. Between 0 and 1; 0 to 1 for no trials.
 */
export function wilsonInterval(hits: number, n: number, level = 0.95): { low: number; high: number } {
  if (n === 0) return { low: 0, high: 1 };
  const z = normalQuantile((1 + level) / 2);
  const share = hits / n;
  const centre = (share + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z / (1 + (z * z) / n)) * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  return { low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}
