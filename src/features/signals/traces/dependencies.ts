import { type EpochMs, toRfc3339 } from '../../../maths/instants.ts';
import type { SeriesRow } from '../../../stores/measurements/measurements.ts';
import type { DiscoveredDependency, Sampling } from '../contract.ts';
import { countedEnvironment, environmentLabel } from '../series-names.ts';
import { durationBounds } from './duration-bins.ts';
import { samplingLabel } from './sampling.ts';

/** What the series of edges hold of a period: requests, the last bucket with some, and how many per latency bin. */
export interface EdgeRow {
  series: SeriesRow;
  calls: number;
  lastAt: EpochMs;
}
export interface EdgeBins {
  series: SeriesRow;
  bins: ReadonlyMap<number, number>;
}

type Kind = DiscoveredDependency['kind'];
const kinds: Readonly<Record<string, Kind>> = {
  '': 'service',
  messaging_system: 'messaging',
  database: 'database',
  virtual_node: 'external',
};
/** The first says most: what was seen from both sides once is a service, although a call of it may have got lost. */
const byCertainty: readonly Kind[] = ['service', 'messaging', 'database', 'external'];
const byKnowledge: readonly Sampling[] = ['unknown', 'threshold', 'none'];

const first = <T>(order: readonly T[], a: T, b: T): T => (order.indexOf(a) <= order.indexOf(b) ? a : b);

/** Other environments than production count in no number. */
export const countsAsEdge = ({ labels }: SeriesRow): boolean =>
  (labels[environmentLabel] ?? countedEnvironment) === countedEnvironment;

const samplingOf = ({ labels }: SeriesRow): Sampling =>
  byKnowledge.find((one) => one === labels[samplingLabel]) ?? 'unknown';
const edgeOf = ({ labels: { client = '', server = '' } }: SeriesRow): string => JSON.stringify([client, server]);

/** One dependency per caller and callee, the most called first. */
export function dependenciesOf(rows: readonly EdgeRow[], bins: readonly EdgeBins[]): DiscoveredDependency[] {
  const edges = new Map<string, Omit<DiscoveredDependency, 'p95Ms' | 'lastSeen'> & { lastAt: EpochMs }>();
  for (const { series, calls, lastAt } of rows) {
    if (calls === 0) continue;
    const { client = '', server = '', failed, connection_type: type = '' } = series.labels;
    const kind = kinds[type] ?? 'external';
    const sampling = samplingOf(series);
    const known = edges.get(edgeOf(series));
    const before = known ?? { caller: client, callee: server, kind, calls: 0, errors: 0, sampling, lastAt };
    edges.set(edgeOf(series), {
      ...before,
      kind: first(byCertainty, before.kind, kind),
      calls: before.calls + calls,
      errors: before.errors + (failed === 'true' ? calls : 0),
      sampling: first(byKnowledge, before.sampling, sampling),
      lastAt: Math.max(before.lastAt, lastAt),
    });
  }
  const latency = joinedBins(bins);
  return [...edges]
    .map(([id, { lastAt, ...edge }]) => ({
      ...edge,
      p95Ms: p95Of(latency.get(id) ?? new Map()),
      lastSeen: toRfc3339(lastAt),
    }))
    .sort((a, b) => b.calls - a.calls || (a.caller + a.callee < b.caller + b.callee ? -1 : 1));
}

function joinedBins(rows: readonly EdgeBins[]): Map<string, Map<number, number>> {
  const joined = new Map<string, Map<number, number>>();
  for (const { series, bins } of rows) {
    const of = joined.get(edgeOf(series)) ?? new Map<number, number>();
    for (const [bin, n] of bins) of.set(bin, (of.get(bin) ?? 0) + n);
    joined.set(edgeOf(series), of);
  }
  return joined;
}

/** The upper edge, in milliseconds, of the bin that the 95th of 100 requests lies in; null beyond the last edge. */
function p95Of(bins: ReadonlyMap<number, number>): number | null {
  const total = [...bins.values()].reduce((sum, n) => sum + n, 0);
  let below = 0;
  for (const bin of [...bins.keys()].sort((a, b) => a - b)) {
    below += bins.get(bin)!;
    if (below * 100 < total * 95) continue;
    const bound = durationBounds[bin];
    return bound === undefined ? null : Math.round(bound * 1_000);
  }
  return null;
}
