type Graph = ReadonlyMap<string, readonly string[]>;

/**
 * The knots of a directed graph: sets of more than one name that all reach each other, and single names that name themselves.
 * Kosaraju's two passes, without recursion; time is linear in names and edges. Edges to names that are no key are left out.
 */
export function knotsOf(next: Graph): ReadonlySet<string>[] {
  const previous = new Map<string, string[]>([...next.keys()].map((name) => [name, []]));
  for (const [from, names] of next) for (const to of names) previous.get(to)?.push(from);

  const finished: string[] = [];
  const seen = new Set<string>();
  for (const name of next.keys()) finishFrom(name, next, seen, finished);

  const knots: ReadonlySet<string>[] = [];
  const taken = new Set<string>();
  for (const name of finished.reverse()) {
    if (taken.has(name)) continue;
    const knot = new Set([name]);
    taken.add(name);
    for (const member of knot) {
      for (const one of previous.get(member) ?? []) {
        if (taken.has(one)) continue;
        taken.add(one);
        knot.add(one);
      }
    }
    if (knot.size > 1 || next.get(name)?.includes(name)) knots.push(knot);
  }
  return knots;
}

/** Depth first from a name; every name comes into `finished` after all it reaches. */
function finishFrom(start: string, next: Graph, seen: Set<string>, finished: string[]): void {
  if (seen.has(start)) return;
  seen.add(start);
  const way = [{ name: start, index: 0 }];
  for (let last = way.at(-1); last !== undefined; last = way.at(-1)) {
    const following = next.get(last.name)?.[last.index];
    last.index += 1;
    if (following === undefined) {
      finished.push(last.name);
      way.pop();
    } else if (next.has(following) && !seen.has(following)) {
      seen.add(following);
      way.push({ name: following, index: 0 });
    }
  }
}
