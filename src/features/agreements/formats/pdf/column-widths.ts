/** How wide a column has to be so that nothing in it breaks that must not, and how wide it would like to be. */
export interface Wish {
  least: number;
  weight: number;
}

/**
 * Widths that add up to `total`: by weight, but none narrower than its least while others have more than theirs; all alike
 * narrower where even the least do not fit. Least and total are of one unit, ≥ 0; at least one weight is > 0.
 */
export function columnWidths(wishes: readonly Wish[], total: number): number[] {
  const needed = wishes.reduce((sum, { least }) => sum + least, 0);
  if (needed >= total) return wishes.map(({ least }) => (least / needed) * total);
  const held = new Set<number>();
  // Each round holds at least one more column at its least, so it ends.
  for (;;) {
    const free = wishes.flatMap((wish, index) => (held.has(index) ? [] : [{ ...wish, index }]));
    const left = total - wishes.reduce((sum, { least }, index) => (held.has(index) ? sum + least : sum), 0);
    const weights = free.reduce((sum, { weight }) => sum + weight, 0);
    const tight = free.filter(({ least, weight }) => (left * weight) / weights < least);
    if (tight.length === 0)
      return wishes.map(({ least, weight }, index) => (held.has(index) ? least : (left * weight) / weights));
    for (const { index } of tight) held.add(index);
  }
}
