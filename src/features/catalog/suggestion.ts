const furthest = 3;

/** The known word nearest to a mistyped one (at most three edits and under half its length, case aside), or null. */
export function nearest(word: string, known: Iterable<string>): string | null {
  let best: string | null = null;
  let bestDistance = Math.min(furthest, Math.floor(word.length / 2)) + 1;
  for (const candidate of known) {
    const distance = edits(word.toLowerCase(), candidate.toLowerCase(), bestDistance);
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

/** At most three known words that may have been meant: the nearest first, then those that hold the word or are held by it. */
export function nearNames(word: string, known: readonly string[]): string[] {
  const low = word.toLowerCase();
  const holding = (name: string): boolean => low.length >= 3 && (name.includes(low) || low.includes(name));
  const first = nearest(word, known);
  const others = known.filter((name) => name !== first && name.length >= 3 && holding(name.toLowerCase()));
  return [...(first === null ? [] : [first]), ...others].slice(0, 3);
}

/** `; did you mean X?` or an empty text, to end a message with. */
export function didYouMean(word: string, known: Iterable<string>): string {
  const suggestion = nearest(word, known);
  return suggestion === null ? '' : `; did you mean ${suggestion}?`;
}

/** Edits between two words, swapped neighbours as one (optimal string alignment); `limit` or more is cut to `limit`. */
function edits(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  let leastOfLast = 0;
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const replaced = last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      let cost = Math.min(last[j]! + 1, row[j - 1]! + 1, replaced);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, beforeLast[j - 2]! + 1);
      row.push(cost);
      least = Math.min(least, cost);
    }
    // A later row can only grow from these two.
    if (Math.min(least, leastOfLast) >= limit) return limit;
    [beforeLast, last, leastOfLast] = [last, row, least];
  }
  return Math.min(last[b.length]!, limit);
}
