/**
 * `node benchmarks/ingest/otlp.ts [--seconds 10] [--connections 128] [--json]`: points and spans a second that `waga serve` takes durably by OTLP over HTTP, beside
 * fastify that decodes the same bodies with the code that protobufjs generates, and stores nothing: same client, blocks in turns, everything in
 * processes of its own.
 */
import { describeMachine } from '../machine.ts';
import { printResult, type ResultRow, referenceOf, rowOf } from '../result.ts';
import { sources } from './catalogue.ts';
import type { BodyKind } from './load/order.ts';
import { type MeasuredLoad, measuredLoad } from './measured-load.ts';
import { optionsOf } from './options.ts';
import { peakBytes } from './process-figures.ts';
import { startReference } from './reference/start.ts';
import { freshWaga } from './waga-server.ts';

const { seconds, connections } = optionsOf({
  seconds: { usual: 10, quick: 2 },
  connections: { usual: 128, quick: 16 },
});
const rounds = 3;
const perRequest = 1_000;
const goal = 3;
const date = new Date().toISOString();
const machine = describeMachine();

const single = await startReference('protobuf', 1);
const double = await startReference('protobuf', 2);
const { waga, token, end } = await freshWaga();
let acknowledged = 0;

const kinds: { what: string; of: string; kind: BodyKind }[] = [
  { what: 'delta sums, 5 attributes each', of: 'points/s', kind: 'otlp metrics' },
  { what: 'delta histograms of 15 buckets', of: 'points/s', kind: 'otlp histograms' },
  { what: 'spans, 8 attributes each', of: 'spans/s', kind: 'otlp traces' },
];

async function blocks(kind: BodyKind): Promise<{ ours: MeasuredLoad[]; ones: MeasuredLoad[]; twos: MeasuredLoad[] }> {
  const order = { kind, rows: perRequest, series: 500, seconds, connections };
  const [ours, ones, twos]: [MeasuredLoad[], MeasuredLoad[], MeasuredLoad[]] = [[], [], []];
  for (let round = 0; round < rounds; round++) {
    ones.push(await measuredLoad({ ...order, url: single.url, token: null }, single.pid));
    const taken = await measuredLoad({ ...order, url: waga.url, token }, waga.pid);
    acknowledged += taken.accepted;
    ours.push(taken);
    twos.push(await measuredLoad({ ...order, url: double.url, token: null }, double.pid));
  }
  return { ours, ones, twos };
}

const rows: ResultRow[] = [];
for (const { what, of, kind } of kinds) {
  const { ours, ones, twos } = await blocks(kind);
  const rates = (all: readonly MeasuredLoad[]): number[] => all.map(({ rate }) => rate);
  const costs = (all: readonly MeasuredLoad[]): number[] => all.map((each) => each.serverSecondsPerMillion);
  const row = rowOf(`${what}, ${perRequest} a request, durable`, of, rates(ours));
  const one = referenceOf('one process of fastify and protobufjs that stores nothing', rates(ones));
  const two = referenceOf('two such processes on one port', rates(twos));
  const ratio = row.figure! / one.figure;
  const cost = rowOf(`${what}: processor time of the server`, 's per million', costs(ours));
  const costOfOne = referenceOf('one process that stores nothing', costs(ones));
  rows.push(
    { ...row, reference: one, ratio, goal: `≥ ${goal} × the reference`, met: ratio >= goal },
    { ...row, what: `${what}, beside two processes`, reference: two, ratio: row.figure! / two.figure },
    { ...cost, reference: costOfOne, ratio: costOfOne.figure / cost.figure! },
  );
}
rows.push(rowOf('most memory of the server, resident', 'MB', peakBytes(waga.pid) / 1e6));

const listed = await waga.ask<{ sources: { name: string; accepted: number }[] }>('GET', '/api/v1/sources');
const { accepted } = listed.sources.find(({ name }) => name === sources.otlp)!;
if (accepted !== acknowledged) throw new Error(`${acknowledged} were acknowledged, the source counts ${accepted}`);
await end();
await single.stop();
await double.stop();
printResult({
  name: 'ingest/otlp',
  date,
  machine,
  rows,
  notes: [
    `${acknowledged} points and spans were acknowledged; the counter of the source says the same.`,
    `${rounds} rounds of ${seconds} s each, ${connections} connections with one request in flight on each; everything shares the ${machine.cores} cores. No two bodies are equal.`,
    'The reference decodes messages that know only the fields which Waga reads and skips the others, which makes it faster than one of the full schema.',
  ],
});
