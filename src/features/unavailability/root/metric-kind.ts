/**
 * What a metric is about, by its name. *Of requests*: what callers see of a node; it is passed on along calls, so it has to be
 * explained by the graph. *Own*: what a node spends or holds itself; nobody inherits it.
 */
export type MetricKind = 'latency' | 'errors' | 'success' | 'traffic' | 'own';

const kinds: readonly [MetricKind, RegExp][] = [
  ['own', /cpu|mem|heap|disk|gc\b|thread|pool|queue|saturation|usage|syscall|socket|network|bytes|restart/i],
  ['success', /avail|success|\bok\b|good|uptime/i],
  ['errors', /err|fail|fault|exception|5xx|4xx|timeout|reject/i],
  ['latency', /laten|duration|delay|(?:^|_|response)time|(?:^|_)lat(?:_|$)|\bp\d\d/i],
  ['traffic', /request|workload|throughput|traffic|calls|\brps\b|\bqps\b|\bops\b|(?:^|_)lod(?:_|$)|count/i],
];

/** The kind of a metric; a name that says nothing is taken as the node's own. */
export function metricKind(name: string): MetricKind {
  return kinds.find(([, pattern]) => pattern.test(name))?.[0] ?? 'own';
}

/** Which way is trouble: up, down, or (names that say nothing) either. */
export function harmfulWay(name: string): 1 | -1 | 0 {
  const kind = metricKind(name);
  if (kind === 'latency' || kind === 'errors') return 1;
  if (kind === 'success' || kind === 'traffic') return -1;
  return kinds[0]![1].test(name) ? 1 : 0;
}

/**
 * The metric of another node that corresponds to the target's: the same name, else the one of the same kind whose name shares
 * most words with it (what a node sees as a client counts last); null when there is none.
 */
export function counterpart(target: string, names: readonly string[]): string | null {
  if (names.includes(target)) return target;
  const kind = metricKind(target);
  if (kind === 'own') return null;
  const wanted = new Set(wordsOf(target));
  const nearness = (name: string): number => {
    const words = wordsOf(name);
    const shared = words.filter((word) => wanted.has(word)).length;
    return shared - (words.some((word) => word === 'client' || word === 'outgoing') ? 0.5 : 0);
  };
  const same = names.filter((name) => metricKind(name) === kind);
  return same.toSorted((a, b) => nearness(b) - nearness(a) || (a < b ? -1 : 1))[0] ?? null;
}

function wordsOf(name: string): string[] {
  const parted = name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return parted.split(/[^a-z0-9]+/).filter((word) => word !== '');
}
