/** A node with what a method gives it; more is more suspicious. */
export interface Ranked {
  node: string;
  value: number;
}

/** Best first; equal values in the order of names, so the answer does not hang on the order of the input. */
export function ranked(values: Iterable<readonly [string, number]>): Ranked[] {
  const list = Array.from(values, ([node, value]) => ({ node, value }));
  return list.sort((a, b) => compare(b.value, a.value) || (a.node < b.node ? -1 : 1));
}

/** Infinities are equal to each other. */
const compare = (a: number, b: number): number => (a === b ? 0 : a - b);

/** What 1/rank gives each node; those with equal values share what their ranks give together. */
export function reciprocalRanks(ranking: readonly Ranked[], most = Number.POSITIVE_INFINITY): Map<string, number> {
  const votes = new Map<string, number>();
  for (let first = 0; first < ranking.length && first < most; ) {
    let after = first;
    while (after < ranking.length && ranking[after]!.value === ranking[first]!.value) after += 1;
    let sum = 0;
    for (let rank = first + 1; rank <= Math.min(after, most); rank++) sum += 1 / rank;
    for (let at = first; at < after; at++) votes.set(ranking[at]!.node, sum / (after - first));
    first = after;
  }
  return votes;
}

/**
 * Reciprocal-rank fusion: the sum of 1/rank over the rankings (Cormack, Clarke and Büttcher 2009, with k = 0).
 */
export function fuse(votes: readonly ReadonlyMap<string, number>[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const one of votes) for (const [node, vote] of one) sums.set(node, (sums.get(node) ?? 0) + vote);
  return sums;
}

/** The same ranking with its ties broken by another one; values become places, best highest, and stay equal where both are. */
export function brokenBy(ranking: readonly Ranked[], other: readonly Ranked[]): Ranked[] {
  const second = new Map(other.map(({ node, value }) => [node, value]));
  const of = (node: string): number => second.get(node) ?? Number.NEGATIVE_INFINITY;
  const ahead = (a: Ranked, b: Ranked): boolean =>
    a.value > b.value || (a.value === b.value && of(a.node) > of(b.node));
  return ranked(ranking.map((one) => [one.node, -ranking.filter((rival) => ahead(rival, one)).length]));
}
