/**
 * `node benchmarks/ingest/ndjson.ts [--seconds 60] [--connections 128] [--json]`: business events a second that `waga serve` takes durably
 * over HTTP, beside fastify with `JSON.parse` that stores nothing: same client, same bodies, blocks in turns, everything in processes
 * of its own. Ends with an error when what was acknowledged is not exactly what is stored.
 */
import { describeMachine } from '../machine.ts';
import { printResult, type ResultRow, referenceOf, rowOf, shown, spreadOf } from '../result.ts';
import type { BodyKind } from './load/order.ts';
import { type MeasuredLoad, measuredLoad, ratesBy } from './measured-load.ts';
import { optionsOf } from './options.ts';
import { peakBytes } from './process-figures.ts';
import { startReference } from './reference/start.ts';
import { comparison, storedEvents } from './stored.ts';
import { freshWaga } from './waga-server.ts';

const { seconds, connections } = optionsOf({
  seconds: { usual: 60, quick: 4 },
  connections: { usual: 128, quick: 16 },
});
/** A block of a reference, and of the rows beside the main one. */
const blockSeconds = Math.max(2, Math.round(seconds / 6));
const date = new Date().toISOString();
const machine = describeMachine();
const began = Date.now();

const single = await startReference('json-lines', 1);
const double = await startReference('json-lines', 2);
const { waga, token, end } = await freshWaga();
const acknowledged: number[] = [];

async function ofWaga(kind: BodyKind, rows: number, time: number): Promise<MeasuredLoad> {
  const taken = await measuredLoad({ url: waga.url, token, kind, rows, seconds: time, connections }, waga.pid);
  if (taken.accepted !== taken.sent) throw new Error(`${taken.accepted} of ${taken.sent} events were accepted`);
  acknowledged.push(taken.accepted);
  return taken;
}
const ofReference = ({ url, pid }: { url: string; pid: number }, kind: BodyKind = 'plain', rows = 1_000) =>
  measuredLoad({ url, token: null, kind, rows, seconds: blockSeconds, connections }, pid);

const ones: MeasuredLoad[] = [];
const twos: MeasuredLoad[] = [];
async function referenceBlocks(): Promise<void> {
  ones.push(await ofReference(single));
  twos.push(await ofReference(double));
}

await referenceBlocks();
const main = await ofWaga('plain', 1_000, seconds);
const peakOfMain = peakBytes(waga.pid);
await referenceBlocks();
const again = await ofWaga('plain', 1_000, blockSeconds);
await referenceBlocks();

const rate = (each: MeasuredLoad): number => each.rate;
const reference = referenceOf('one process of fastify and JSON.parse that stores nothing', ones.map(rate));
const referenceTwo = referenceOf('two such processes on one port', twos.map(rate));
const windows = ratesBy(main.measured.perSecond, Math.max(1, Math.round(seconds / 12)));
const spread = spreadOf([...windows, main.rate, again.rate]);
const sustained = { figure: main.rate, low: spread.low, high: spread.high };
const cost = (each: MeasuredLoad): number => each.serverSecondsPerMillion;

const rows: ResultRow[] = [
  {
    ...rowOf('events of 186 bytes, 1 000 a request, durable', 'events/s', main.rate),
    ...sustained,
    goal: `≥ 1 000 000 sustained for ${seconds} s on ${machine.cores} cores`,
    met: main.rate >= 1_000_000,
  },
  {
    ...rowOf('the same, beside one process that stores nothing', 'events/s', main.rate),
    ...sustained,
    ...{ reference, ratio: main.rate / reference.figure, goal: '≥ 3 × the reference' },
    met: main.rate / reference.figure >= 3,
  },
  {
    ...rowOf('the same, beside two processes that store nothing', 'events/s', main.rate),
    ...sustained,
    ...{ reference: referenceTwo, ratio: main.rate / referenceTwo.figure },
  },
  costRow('processor time of the server', [cost(main), cost(again)], 'one process that stores nothing', ones.map(cost)),
  rowOf('processor time of the load generator', 's per million events', [
    main.processorSeconds / (main.measured.events / 1e6),
    again.processorSeconds / (again.measured.events / 1e6),
  ]),
  {
    ...rowOf('most memory of the server, resident', 'MB', peakOfMain / 1e6),
    ...{ goal: '< 1 000', met: peakOfMain < 1e9 },
  },
];

for (const [what, kind, many] of [
  ['100 a request', 'plain', 100],
  ['10 000 a request', 'plain', 10_000],
  ['1 000 a request, gzip', 'gzip', 1_000],
  ['1 000 a request, each with an id', 'with id', 1_000],
  ['1 000 a request, each with an id and a user', 'with id and user', 1_000],
] as const) {
  const beside = await ofReference(single, kind, many);
  const taken = await ofWaga(kind, many, blockSeconds);
  rows.push({
    ...rowOf(what, 'events/s', [taken.rate, ...ratesBy(taken.measured.perSecond, 1)]),
    figure: taken.rate,
    reference: referenceOf('one process of fastify and JSON.parse that stores nothing', beside.rate),
    ratio: taken.rate / beside.rate,
  });
  rows.push(costRow(`${what}: processor time`, [cost(taken)], 'one process that stores nothing', [cost(beside)]));
}
rows.push(rowOf('most memory of the server after all of these', 'MB', peakBytes(waga.pid) / 1e6));

function costRow(what: string, mine: readonly number[], whose: string, theirs: readonly number[]): ResultRow {
  const beside = referenceOf(whose, theirs);
  const row = rowOf(what, 's per million events', mine);
  return { ...row, reference: beside, ratio: beside.figure / row.figure! };
}

const all = acknowledged.reduce((sum, each) => sum + each, 0);
const compared = comparison(all, await storedEvents(waga, token, began));
await end();
await single.stop();
await double.stop();
printResult({
  name: 'ingest/ndjson',
  date,
  machine,
  rows,
  notes: [
    compared,
    `${connections} connections, one request in flight on each; load generator, server and references share the ${machine.cores} cores. Each request has an Idempotency-Key and is acknowledged when it is on disk.`,
    `The main row runs ${seconds} s in one go; least and most are windows of it and a second block. References run ${blockSeconds} s before, between and after.`,
    `Busiest threads of the server in the main row, processor seconds per million events: ${main.threads.map(({ name, secondsPerMillion }) => `${name} ${shown(secondsPerMillion)}`).join(', ')}.`,
    `Bytes a row without id and user: ${main.bytesPerRequest / 1_000}.`,
    ...(machine.cores === 2 ? [] : [`The goals were set for 2 cores; this machine has ${machine.cores}.`]),
  ],
});
