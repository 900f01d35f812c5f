/** Yields two names of which one goes first, and takes whether it is the left one; ends with all in order. */
export type Asking = Generator<readonly [left: string, right: string], string[], boolean>;

/**
 * Merge insertion (Ford and Johnson, A tournament problem, 1959): puts names in order with as few questions as any method needs
 * up to eleven names, and hardly more beyond. Pairs first, then the second of each pair in order, then the first ones put in by
 * halving, in the order in which halving wastes nothing. Names must differ.
 */
export function* inOrder(names: readonly string[]): Asking {
  if (names.length < 2) return [...names];
  const firstOf = new Map<string, string>();
  for (let i = 0; i + 1 < names.length; i += 2) {
    const [left, right] = [names[i]!, names[i + 1]!];
    if (yield [left, right]) firstOf.set(right, left);
    else firstOf.set(left, right);
  }
  const seconds = yield* inOrder([...firstOf.keys()]);
  const waiting: { name: string; before: string | null }[] = seconds.map((name) => {
    return { name: firstOf.get(name)!, before: name };
  });
  if (names.length % 2 === 1) waiting.push({ name: names.at(-1)!, before: null });
  const chain = [...seconds];
  for (const index of insertionOrder(waiting.length)) {
    const { name, before } = waiting[index]!;
    let low = 0;
    // the first of the foremost pair goes to the front unasked
    let high = index === 0 ? 0 : before === null ? chain.length : chain.indexOf(before);
    while (low < high) {
      const middle = (low + high) >> 1;
      if (yield [name, chain[middle]!]) high = middle;
      else low = middle + 1;
    }
    chain.splice(low, 0, name);
  }
  return chain;
}

/** 0, then 2 1, 4 3, 10 … 5, 20 … 11: the groups end at the Jacobsthal numbers 1, 3, 5, 11, 21. */
function insertionOrder(count: number): number[] {
  const order: number[] = [];
  for (let [before, end] = [0, 1]; before < count; [before, end] = [end, end + 2 * before]) {
    for (let index = Math.min(end, count) - 1; index >= before; index--) order.push(index);
  }
  return order;
}

/** Questions that so many names take at most: the sum over k of ⌈log₂(3k/4)⌉ (Knuth, The Art of Computer Programming 3, 5.3.1). */
export function mostComparisons(count: number): number {
  let sum = 0;
  for (let k = 2; k <= count; k++) {
    let doublings = 0;
    while (4 * 2 ** doublings < 3 * k) doublings += 1;
    sum += doublings;
  }
  return sum;
}
