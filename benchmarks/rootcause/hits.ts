import type { Ranked } from '../../src/features/unavailability/root/ranking.ts';
import { wilsonInterval } from '../../src/maths/wilson.ts';

/** The chance that the truth is among the first k when equal values are put in any order. */
export function hitAt(ranking: readonly Ranked[], truth: string, k: number): number {
  const own = ranking.find(({ node }) => node === truth);
  if (own === undefined) return 0;
  const above = ranking.filter(({ value }) => value > own.value).length;
  const equal = ranking.filter(({ value }) => value === own.value).length;
  return Math.max(0, Math.min(1, (k - above) / equal));
}

/** Hits of one method over many questions. */
export class Hits {
  n = 0;
  top1 = 0;
  top3 = 0;

  add(ranking: readonly Ranked[], truth: string): void {
    this.n += 1;
    this.top1 += hitAt(ranking, truth, 1);
    this.top3 += hitAt(ranking, truth, 3);
  }

  text(): string {
    return `${share(this.top1, this.n)}   ${share(this.top3, this.n)}`;
  }
}

/** `.788 [.66 .88]`: a share with Wilson's 95% interval. */
export function share(hits: number, n: number): string {
  if (n === 0) return '   –           ';
  const short = (value: number, digits: number): string =>
    value
      .toFixed(digits)
      .replace(/^0/, '')
      .padStart(digits + 1);
  const { low, high } = wilsonInterval(hits, n);
  return `${short(hits / n, 3).padStart(5)} [${short(low, 2).padStart(4)} ${short(high, 2).padStart(4)}]`;
}
