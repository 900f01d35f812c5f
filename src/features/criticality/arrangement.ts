/**
 * Orders the vertices of a hypergraph on a line so that each edge spans little (FORCE: Aloul, Markov and Sakallah 2003): every
 * edge pulls its vertices to its centre, over and over. `start` is the order to begin with; the best one met is given back.
 */
export function arranged(start: readonly number[], edges: readonly (readonly number[])[]): number[] {
  let order = [...start];
  let best = order;
  let bestSpan = Number.POSITIVE_INFINITY;
  const rounds = Math.ceil(10 * Math.log2(start.length + 2));
  for (let round = 0; round < rounds; round++) {
    const position = new Map(order.map((vertex, at) => [vertex, at]));
    const sums = new Map<number, { sum: number; count: number }>(order.map((vertex) => [vertex, { sum: 0, count: 0 }]));
    let span = 0;
    for (const edge of edges) {
      let [sum, low, high] = [0, Number.POSITIVE_INFINITY, 0];
      for (const vertex of edge) {
        const at = position.get(vertex)!;
        sum += at;
        low = Math.min(low, at);
        high = Math.max(high, at);
      }
      span += high - low;
      for (const vertex of edge) {
        const own = sums.get(vertex)!;
        own.sum += sum / edge.length;
        own.count += 1;
      }
    }
    if (span < bestSpan) [best, bestSpan] = [order, span];
    else if (round > 5) break;
    const centre = (vertex: number): number => {
      const { sum, count } = sums.get(vertex)!;
      return count === 0 ? position.get(vertex)! : sum / count;
    };
    order = [...order].sort((a, b) => centre(a) - centre(b));
  }
  return best;
}
