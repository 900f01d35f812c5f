/**
 * Orders the vertices of a hypergraph on a line so that each edge spans little (FORCE: Aloul, Markov and Sakallah 2003): every
 * edge pulls its vertices to its centre, over and over. `start` is the order to begin with; the best one met is given back.
 */
export function arranged(start: readonly number[], edges: readonly (readonly number[])[]): number[] {
  const index = new Map(start.map((vertex, at) => [vertex, at]));
  // the vertices of all edges one after the other, by their place in `start`
  const ends = Int32Array.from(edges, ({ length }) => length);
  for (let edge = 1; edge < ends.length; edge++) ends[edge]! += ends[edge - 1]!;
  const members = new Int32Array(ends.at(-1) ?? 0);
  for (let edge = 0, at = 0; edge < edges.length; edge++) {
    for (const vertex of edges[edge]!) members[at++] = index.get(vertex)!;
  }
  const counts = new Float64Array(start.length);
  for (const vertex of members) counts[vertex]! += 1;

  let order = Uint32Array.from(start.keys());
  let best = order;
  let bestSpan = Number.POSITIVE_INFINITY;
  const position = new Float64Array(start.length);
  const centre = new Float64Array(start.length);
  const rounds = Math.ceil(10 * Math.log2(start.length + 2));
  for (let round = 0; round < rounds; round++) {
    for (let at = 0; at < order.length; at++) position[order[at]!] = at;
    const span = pull(members, ends, position, centre);
    if (span < bestSpan) [best, bestSpan] = [order, span];
    else if (round > 5) break;
    for (let v = 0; v < centre.length; v++) centre[v] = counts[v] === 0 ? position[v]! : centre[v]! / counts[v]!;
    order = order.slice().sort((a, b) => centre[a]! - centre[b]!);
  }
  return Array.from(best, (vertex) => start[vertex]!);
}

/** Adds to each vertex the centres of its edges; gives the length of all edges together. */
function pull(members: Int32Array, ends: Int32Array, position: Float64Array, centre: Float64Array): number {
  centre.fill(0);
  let span = 0;
  for (let edge = 0, from = 0; edge < ends.length; edge++) {
    const to = ends[edge]!;
    let [sum, low, high] = [0, Number.POSITIVE_INFINITY, 0];
    for (let at = from; at < to; at++) {
      const own = position[members[at]!]!;
      sum += own;
      low = Math.min(low, own);
      high = Math.max(high, own);
    }
    span += high - low;
    const middle = sum / (to - from);
    for (let at = from; at < to; at++) centre[members[at]!]! += middle;
    from = to;
  }
  return span;
}
