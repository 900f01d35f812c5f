import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { worldOf } from '../../../../benchmarks/rootcause/world.ts';
import { minute } from '../../../maths/instants.ts';
import { seededRandom } from '../../../maths/random.ts';
import { counterpart, harmfulWay, metricKind } from './metric-kind.ts';
import type { NodeSeries, RootQuestion } from './question.ts';
import { rootCandidates } from './root-candidates.ts';

const rows = 200;
const illFrom = 190;
const graph = [
  { caller: 'shop', callee: 'pay' },
  { caller: 'shop', callee: 'search' },
  { caller: 'pay', callee: 'db' },
];

/** A shop whose database gets slow by `slower` ms in the last ten minutes. */
function shop(slower: number, seed = 1): RootQuestion {
  const random = seededRandom(seed);
  const at = Array.from({ length: rows }, (_, row) => row * minute);
  const around = (usual: number) => at.map(() => usual * Math.exp(0.05 * random.normal()));
  const db = around(10).map((value, row) => value + (row >= illFrom ? slower * (1 + 0.1 * random.normal()) : 0));
  const pay = around(20).map((value, row) => value + db[row]!);
  const search = around(30);
  const front = around(5).map((value, row) => value + pay[row]! + search[row]!);
  const series = (node: string, values: number[]): NodeSeries => ({ node, metric: 'latency', at, values });
  return {
    graph,
    metrics: [series('shop', front), series('pay', pay), series('search', search), series('db', db)],
    target: { node: 'shop', metric: 'latency' },
    interval: { from: illFrom * minute, to: (illFrom + 2) * minute },
  };
}

describe('root candidates', () => {
  it('name the node below which nothing stands out, and say why', () => {
    const { abstained, named, candidates, reason } = rootCandidates(shop(80));
    expect([abstained, named, candidates[0]?.metric]).toEqual([false, 'db', 'latency']);
    expect(reason).toContain('the 4 nodes that shop stands on');
    expect(candidates[0]?.why).toContain('shop → pay → db');
    expect(candidates[0]?.why).toMatch(/latency rose to [\d.]+ at 1970-01-01T03:1\d:00Z \(usually 9\.\d+ to 10\.\d+\)/);
    expect(candidates.map(({ score }) => score)).toEqual(
      candidates.map(({ score }) => score).toSorted((a, b) => b - a),
    );
  });

  it('abstain, and say so, where nothing stands out', () => {
    const quiet = rootCandidates(shop(0));
    expect(quiet).toMatchObject({ abstained: true, named: null, candidates: [] });
    expect(quiet.reason).toContain('Nothing is visible in the metrics of the 4 nodes');
  });

  it('name what was changed just before in the reason of an abstention', () => {
    const changes = [{ node: 'pay', at: (illFrom - 5) * minute, what: 'deploy: pay 3' }];
    expect(rootCandidates({ ...shop(0), changes }).reason).toContain('Changed just before: pay (deploy: pay 3).');
  });

  it('lift a node that was changed just before, not one changed after or long ago', () => {
    const scoreOf = (node: string, at: number) => {
      const { candidates } = rootCandidates({ ...shop(80), changes: [{ node, at, what: 'deploy: x' }] });
      return candidates.find((one) => one.node === node)!;
    };
    const plain = rootCandidates(shop(80)).candidates.find(({ node }) => node === 'pay')!.score;
    expect(scoreOf('pay', (illFrom - 10) * minute).score).toBeCloseTo(3 * plain, 2);
    expect(scoreOf('pay', (illFrom - 10) * minute).why).toContain('changed 10 minutes before: deploy: x');
    expect(scoreOf('pay', (illFrom - 60) * minute).score).toBeCloseTo(2 * plain, 2);
    expect(scoreOf('pay', (illFrom - 180) * minute).score).toBe(plain);
    expect(scoreOf('pay', (illFrom + 3) * minute).score).toBe(plain);
  });

  it('take every measured node for a callee where the graph says nothing about the target', () => {
    const { named, reason } = rootCandidates({ ...shop(80), graph: [] });
    expect(reason).toContain('as the graph says nothing about shop');
    expect(['db', null]).toContain(named);
  });

  it('trust what a node spends itself: it is not passed on', () => {
    const question = shop(80);
    const cpu = question.metrics[0]!.at;
    const random = seededRandom(9);
    const values = Array.from(cpu, (_, row) => (row >= illFrom ? 95 : 20) + random.normal());
    const { candidates } = rootCandidates({
      ...question,
      metrics: [...question.metrics, { node: 'db', metric: 'cpu', at: cpu, values }],
    });
    expect(candidates[0]?.node).toBe('db');
    expect(candidates[0]?.why).toContain('cpu rose to');
    expect(candidates[0]?.why).toContain('its own, which no callee passes on');
  });

  it('survive what is missing, constant, cyclic or empty', () => {
    const question = shop(80);
    const constant = {
      node: 'mail',
      metric: 'success',
      at: question.metrics[0]!.at,
      values: Array.from({ length: rows }, () => 100),
    };
    const odd: RootQuestion = {
      ...question,
      graph: [
        ...graph,
        { caller: 'db', callee: 'pay' },
        { caller: 'db', callee: 'db' },
        { caller: 'pay', callee: 'mail' },
      ],
      metrics: [...question.metrics, constant, { node: 'search', metric: 'cpu', at: [], values: [] }],
    };
    expect(rootCandidates(odd).abstained).toBe(false);
    expect(rootCandidates({ ...question, metrics: [] })).toMatchObject({ abstained: true, candidates: [] });
    expect(rootCandidates({ ...question, normal: [] }).reason).toContain('too few usual readings');
  });
});

const seeds = fc.integer({ min: 1, max: 5_000 });
const asked = (seed: number): RootQuestion => worldOf(seed, seed % 2 === 0 ? 'delay' : 'cpu', true).question;
const short = { numRuns: 12 };

describe('root candidates of any system', () => {
  it('do not hang on the order of calls, series and rows', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const question = asked(seed);
        const metrics = question.metrics
          .map((one) => ({ ...one, at: Array.from(one.at).reverse(), values: Array.from(one.values).reverse() }))
          .reverse();
        const turned = rootCandidates({ ...question, metrics, graph: [...question.graph].reverse() });
        expect(turned).toEqual(rootCandidates(question));
      }),
      short,
    );
  });

  it('do not hang on a node that the target does not stand on', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const question = asked(seed);
        const { at, values } = question.metrics[0]!;
        const wild = {
          node: 'aside',
          metric: 'cpu',
          at,
          values: Array.from(values, (value, nth) => value * (1 + nth) ** 2),
        };
        const more = rootCandidates({
          ...question,
          metrics: [...question.metrics, wild],
          graph: [...question.graph, { caller: 'other', callee: 'aside' }, { caller: 'aside', callee: 'entry' }],
        });
        expect(more.candidates).toEqual(rootCandidates(question).candidates);
      }),
      short,
    );
  });

  it('do not hang on the unit of a metric', () => {
    fc.assert(
      fc.property(seeds, fc.constantFrom(1 / 1_024, 1 / 64, 8, 4_096), (seed, factor) => {
        const question = asked(seed);
        const metrics = question.metrics.map((one) =>
          one.metric === 'success' || seed % 3 === 0 || one.metric === 'latency' || one.metric === 'memory'
            ? { ...one, values: Array.from(one.values, (value) => value * factor) }
            : one,
        );
        const order = (asked: RootQuestion) => rootCandidates(asked).candidates.map(({ node, score }) => [node, score]);
        expect(order({ ...question, metrics })).toEqual(order(question));
      }),
      short,
    );
  });
});

describe('the name of a metric', () => {
  it.each([
    ['latency_Average', 'latency', 1],
    ['LatencyP90(s)', 'latency', 1],
    ['PodServerLatencyP95(s)', 'latency', 1],
    ['http.server.request.duration', 'latency', 1],
    ['carts_lat_90', 'latency', 1],
    ['availability_Average', 'success', -1],
    ['SuccessRate(%)', 'success', -1],
    ['5xx_share', 'errors', 1],
    ['requests_Sum', 'traffic', -1],
    ['PodWorkload(Ops)', 'traffic', -1],
    ['CpuUsageRate(%)', 'own', 1],
    ['memory', 'own', 1],
    ['zeta', 'own', 0],
  ] as const)('%s is about %s', (name, kind, way) => {
    expect([metricKind(name), harmfulWay(name)]).toEqual([kind, way]);
  });

  it('finds its counterpart at another node', () => {
    const pods = ['PodClientLatencyP90(s)', 'PodServerLatencyP90(s)', 'PodServerLatencyP99(s)', 'CpuUsage(m)'];
    expect(counterpart('LatencyP90(s)', pods)).toBe('PodServerLatencyP90(s)');
    expect(counterpart('latency', ['cpu'])).toBeNull();
    expect(counterpart('cpu', ['cpu', 'memory'])).toBe('cpu');
  });
});
