import type { Call, NodeSeries, RootQuestion } from '../../src/features/unavailability/root/question.ts';
import { minute } from '../../src/maths/instants.ts';
import { type Random, seededRandom } from '../../src/maths/random.ts';

/** What goes wrong in a pretend system. At `timeout` callers give up on a slow node, so the target sees errors; `code` is a defect that metrics hardly show; `surge` has no node at fault. */
export const faults = ['delay', 'errors', 'timeout', 'cpu', 'memory', 'code', 'surge', 'none'] as const;
export type Fault = (typeof faults)[number];

export interface World {
  question: RootQuestion;
  fault: Fault;
  /** Null for `surge` and `none`. */
  root: string | null;
}

interface Node {
  name: string;
  callees: { node: number; calls: number }[];
  latency: number;
  congestion: number;
  noise: number;
  spikes: number;
  errors: number;
  share: number;
  cpu: number;
  memory: number;
}

/**
 * A system of 8 to 40 nodes below one entry: latency of a node is its own plus that of its calls, a failed call fails the caller
 * with some chance, load swings and comes in bursts, spikes are heavy-tailed, nodes with little traffic are noisy and now and then
 * not measured. All from the seed.
 */
export function worldOf(seed: number, fault: Fault, withOwn: boolean, messy = false): World {
  const random = seededRandom(seed);
  const nodes = nodesOf(random);
  const [normalRows, windowRows] = [random.integer(120, 600), random.integer(4, 12)];
  const stepMs = random.uniform() < 0.5 ? minute : 5 * minute;
  const target = fault === 'errors' || fault === 'timeout' ? 'success' : 'latency';
  const root = fault === 'surge' || fault === 'none' ? null : random.integer(1, nodes.length - 1);
  const usualSize = Math.exp(Math.log(0.3) + random.uniform() * Math.log(20));
  const requests = 10 ** (1.5 + 2 * random.uniform());
  const late = random.integer(0, messy ? Math.floor(windowRows / 2) : Math.min(2, windowRows - 2));
  const rows = normalRows + windowRows;
  // messy: another node has been out of order since before the onset, a caller's view of the root stands as a leaf, calls are missing
  const standing = messy && random.uniform() < 0.5 ? random.integer(1, nodes.length - 1) : null;
  const view = messy && root !== null && random.uniform() < 0.5;
  const table = new Map<string, { at: number[]; values: number[] }>();
  const put = (node: number, metric: string, row: number, value: number): void => {
    const key = `${node} ${metric}`;
    const own = table.get(key) ?? { at: [], values: [] };
    table.set(key, own);
    own.at.push(start + row * stepMs);
    own.values.push(value);
  };
  const start = Date.UTC(2026, 4, 4);
  const drift = nodes.map(() => 0);
  let load = 0;
  for (let row = 0; row < rows; row++) {
    const ill = row >= normalRows + late;
    // how bad it is changes from row to row, as retries, caches and loads do
    const size = usualSize * (messy ? Math.exp(0.5 * random.normal()) : 1);
    load = 0.95 * load + 0.1 * random.normal();
    const swing = 0.3 * Math.sin((2 * Math.PI * row * stepMs) / 86_400_000);
    const traffic = Math.exp(load + swing) * (ill && fault === 'surge' ? 2.5 : 1);
    const latency: number[] = [];
    const failing: number[] = [];
    for (let at = nodes.length - 1; at >= 0; at--) {
      const node = nodes[at]!;
      const here = ill && at === root;
      const count = random.poisson(requests * node.share * traffic);
      let own =
        node.latency *
        (1 + node.congestion * traffic ** 2) *
        Math.exp((node.noise * random.normal()) / (1 + Math.sqrt(count) / 10));
      if (random.uniform() < node.spikes) own *= 1 + 3 / Math.sqrt(random.uniform() + 0.01);
      if (at === standing && row >= normalRows) own *= 4;
      if (here && (fault === 'delay' || fault === 'timeout')) own += size * node.latency * 3;
      if (here && fault === 'cpu') own *= 1 + size;
      if (here && fault === 'memory') own *= 1 + 0.2 * size;
      latency[at] = own + node.callees.reduce((sum, { node: callee, calls }) => sum + calls * latency[callee]!, 0);
      let good = 1 - node.errors;
      if (here && fault === 'errors') good *= 1 - Math.min(0.5, 0.02 * size);
      if (at === standing && row >= normalRows) good *= 0.9;
      if (here && fault === 'code') good *= 0.9995;
      for (const { node: callee, calls } of node.callees) good *= 1 - Math.min(1, calls) * failing[callee]!;
      // who waits too long for the slow one gives up
      const waits = ill && fault === 'timeout' ? node.callees.find(({ node: callee }) => callee === root) : undefined;
      if (waits) good *= 1 - 0.05 * Math.min(1, waits.calls) * Math.min(5, size);
      failing[at] = 1 - good;
      if (count === 0 || (node.share < 0.3 && random.uniform() < 0.1)) continue;
      put(at, 'latency', row, latency[at]!);
      put(at, 'success', row, 100 * (1 - Math.min(count, random.poisson(count * failing[at]!)) / count));
      put(at, 'requests', row, count);
      if (view && at === root) {
        put(nodes.length, 'latency', row, latency[at]! * 1.1 * Math.exp(0.1 * random.normal()));
        put(nodes.length, 'success', row, 100 * (1 - Math.min(count, random.poisson(count * failing[at]!)) / count));
      }
      if (!withOwn) continue;
      drift[at] = 0.98 * drift[at]! + 0.02 * random.normal();
      const busy = here && (fault === 'cpu' ? 1 + 2 * size : 1);
      put(at, 'cpu', row, node.cpu * (0.3 + 0.7 * traffic) * Math.exp(0.1 * random.normal()) * (busy || 1));
      const held = here && fault === 'memory' ? 1 + 0.3 * size : 1;
      put(at, 'memory', row, node.memory * (1 + 0.2 * drift[at]!) * held);
    }
  }
  const metrics: NodeSeries[] = [...table].map(([key, series]) => {
    const [node, metric] = key.split(' ') as [string, string];
    return { node: nodes[Number(node)]?.name ?? 'view', metric, ...series };
  });
  const graph: Call[] = nodes.flatMap(({ name, callees }) =>
    callees.map(({ node }) => ({ caller: name, callee: nodes[node]!.name })),
  );
  if (view)
    for (const call of graph.filter(({ callee }) => callee === nodes[root!]!.name))
      graph.push({ caller: call.caller, callee: 'view' });
  const kept = messy ? graph.filter(() => random.uniform() < 0.9) : graph;
  const from = start + normalRows * stepMs;
  return {
    question: {
      graph: kept,
      metrics,
      target: { node: 'entry', metric: target },
      interval: { from, to: from + (windowRows - 1) * stepMs },
    },
    fault,
    root: root === null ? null : nodes[root]!.name,
  };
}

/** Each node but the entry has one to three callers of a lower number. */
function nodesOf(random: Random): Node[] {
  const count = random.integer(8, 40);
  const nodes: Node[] = [];
  for (let at = 0; at < count; at++) {
    nodes.push({
      name: at === 0 ? 'entry' : `node-${String(random.integer(100, 999))}-${at}`,
      callees: [],
      latency: 10 ** (0.3 + 1.7 * random.uniform()),
      congestion: 0.3 * random.uniform() ** 2,
      noise: 0.05 + 0.3 * random.uniform(),
      spikes: random.uniform() < 0.3 ? 0.02 * random.uniform() : 0,
      errors: random.uniform() < 0.4 ? 0.002 * random.uniform() : 0,
      share: at === 0 ? 1 : 0,
      cpu: 10 ** (random.uniform() * 2),
      memory: 10 ** (2 + random.uniform() * 3),
    });
    const callers = new Set(
      Array.from({ length: at === 0 ? 0 : random.integer(1, 3) }, () => random.integer(Math.max(0, at - 12), at - 1)),
    );
    for (const caller of callers) {
      const calls = 10 ** (-0.9 + 1.1 * random.uniform());
      nodes[caller]!.callees.push({ node: at, calls });
      nodes[at]!.share = Math.min(3, nodes[at]!.share + calls * nodes[caller]!.share);
    }
  }
  return nodes;
}
