/** From more sources than this every so-many-th is looked at and stands for the others (Brandes and Pich 2007). */
const mostSources = 2_000;

/**
 * For each vertex the number of shortest ways between two others that lead through it, each pair counting 1 in all (Brandes
 * 2001). `next[v]` are the vertices that v leads to, each once. Vertices times edges in time, however deep the graph.
 */
export function betweenness(next: readonly (readonly number[])[]): Float64Array {
  const size = next.length;
  const result = new Float64Array(size);
  const distance = new Int32Array(size);
  const ways = new Float64Array(size);
  const through = new Float64Array(size);
  const order = new Int32Array(size);
  const step = Math.max(1, Math.ceil(size / mostSources));
  for (let source = 0; source < size; source += step) {
    distance.fill(-1);
    distance[source] = 0;
    ways[source] = 1;
    order[0] = source;
    let met = 1;
    for (let at = 0; at < met; at++) {
      const from = order[at]!;
      through[from] = 0;
      for (const to of next[from]!) {
        if (distance[to] === -1) {
          distance[to] = distance[from]! + 1;
          ways[to] = 0;
          order[met++] = to;
        }
        if (distance[to] === distance[from]! + 1) ways[to]! += ways[from]!;
      }
    }
    for (let at = met - 1; at > 0; at--) {
      const from = order[at]!;
      for (const to of next[from]!) {
        if (distance[to] === distance[from]! + 1) through[from]! += (ways[from]! / ways[to]!) * (1 + through[to]!);
      }
      result[from]! += step * through[from]!;
    }
  }
  return result;
}
