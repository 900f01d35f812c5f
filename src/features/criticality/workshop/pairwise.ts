import { inOrder, mostComparisons } from './merge-insertion.ts';

/** `first` is fixed first. */
export interface Comparison {
  first: string;
  second: string;
}

/** What comparisons say of names, also of those that were not compared but follow: a before b and b before c. */
export interface KnownOrder {
  isBefore(a: string, b: string): boolean;
  /** Names that lead from `a` to `b`, both included, each fixed before the next; null where nothing says so. */
  way(a: string, b: string): string[] | null;
}

export function knownOrder(comparisons: readonly Comparison[]): KnownOrder {
  const next = Map.groupBy(comparisons, ({ first }) => first);
  const reached = new Map<string, ReadonlyMap<string, string>>();

  /** Everything after a name, each with the name before it on the way. */
  function after(name: string): ReadonlyMap<string, string> {
    const known = reached.get(name);
    if (known) return known;
    const came = new Map<string, string>();
    const waiting = [name];
    for (let at = waiting.shift(); at !== undefined; at = waiting.shift()) {
      for (const { second } of next.get(at) ?? []) {
        if (came.has(second)) continue;
        came.set(second, at);
        waiting.push(second);
      }
    }
    reached.set(name, came);
    return came;
  }

  return {
    isBefore: (a, b) => after(a).has(b),
    way(a, b) {
      const came = after(a);
      if (!came.has(b)) return null;
      const back = [b];
      while (back[0] !== a) back.unshift(came.get(back[0]!)!);
      return back;
    },
  };
}

export interface Ranking {
  /** What is to be asked next; null when all are in order. */
  ask: readonly [left: string, right: string] | null;
  /** All names in order; null while something is to be asked. */
  order: readonly string[] | null;
  /** Questions still to be asked at most. */
  leftAtMost: number;
}

/**
 * How far comparisons have put names in order. What follows from earlier answers is never asked; the same names in the same
 * order with the same answers always lead to the same question.
 */
export function rankingOf(names: readonly string[], known: KnownOrder): Ranking {
  const asking = inOrder(names);
  let answered = 0;
  let step = asking.next();
  while (!step.done) {
    const [left, right] = step.value;
    const isLeft = known.isBefore(left, right);
    if (!isLeft && !known.isBefore(right, left)) {
      return { ask: step.value, order: null, leftAtMost: mostComparisons(names.length) - answered };
    }
    answered += 1;
    step = asking.next(isLeft);
  }
  return { ask: null, order: step.value, leftAtMost: 0 };
}

/** Why a comparison cannot be taken: the names that lead the other way round, or null when it can. */
export function contradicted(comparisons: readonly Comparison[], { first, second }: Comparison): string[] | null {
  return knownOrder(comparisons).way(second, first);
}
