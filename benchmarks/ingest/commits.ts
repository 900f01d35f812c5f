/**
 * `node benchmarks/ingest/commits.ts [--seconds 5] [--folder DIR] [--json]`: durable commits a second of the store of measurements through its seam, with 1, 8 and
 * 64 appends in flight, beside 4 KiB written and synced by fio one after the other, in the same folder and in turns. An append is what
 * a request of 1 000 events leaves: 60 sums, a key and its answer.
 */
import { join } from 'node:path';
import { openMeasurements } from '../../src/stores/measurements/duckdb/open.ts';
import { type Batch, emptyBatch, type SeriesKey } from '../../src/stores/measurements/measurements.ts';
import { describeMachine, diskSpeed } from '../machine.ts';
import { printResult, type ResultRow, referenceOf, rowOf } from '../result.ts';
import { folderOfThis } from './ends-with.ts';
import { optionsOf } from './options.ts';

const given = optionsOf({ seconds: { usual: 5, quick: 1 } }, ['folder']);
const { seconds } = given;
const rounds = 3;
const inFlight = [1, 8, 64];
const date = new Date().toISOString();
const { folder, remove } = folderOfThis('commits', given.folder);
const machine = describeMachine(folder);
const store = await openMeasurements({ directory: join(folder, 'store') });
const minuteMs = 60_000;

const series: SeriesKey[] = Array.from({ length: 60 }, (_, index) => ({
  ...{ source: 'bench', name: `business/payment/${index % 3}`, kind: 'counts', unit: 'event' },
  labels: { shard: String(index) },
}));

let number = 0;
function batch(): Batch {
  const now = Date.now();
  const at = Math.floor(now / minuteMs) * minuteMs;
  number += 1;
  return {
    ...emptyBatch(),
    key: { source: 'bench', key: `batch-${number}`, answer: '{"accepted":1000,"duplicate":0,"rejected":[]}', at: now },
    series,
    counts: series.map((_, index) => ({ series: index, at, n: 1 + (index % 50) })),
    states: [{ key: 'source bench', value: `{"accepted":${number * 1_000}}` }],
  };
}

/** Appends a second with so many in flight, and the milliseconds that each took. */
async function appends(many: number, time: number): Promise<{ rate: number; p99: number }> {
  const began = performance.now();
  const took: number[] = [];
  async function work(): Promise<void> {
    while (performance.now() - began < time * 1_000) {
      const sent = performance.now();
      const { known } = await store.append(batch());
      if (known) throw new Error('a batch was known that was never sent');
      took.push(performance.now() - sent);
    }
  }
  await Promise.all(Array.from({ length: many }, work));
  const rate = took.length / ((performance.now() - began) / 1_000);
  took.sort((a, b) => a - b);
  return { rate, p99: took[Math.ceil(took.length * 0.99) - 1]! };
}

await appends(8, 1);
const disk: number[] = [];
const measured = new Map(inFlight.map((many) => [many, [] as { rate: number; p99: number }[]]));
for (let round = 0; round < rounds; round++) {
  disk.push(diskSpeed(folder, seconds / 2).syncsPerSecond);
  for (const many of inFlight) measured.get(many)!.push(await appends(many, seconds));
}
const acknowledged = number;
const stored = await store.ask({ ask: 'states', prefix: 'source bench' });
const sums = await store.ask({ ask: 'series', source: 'bench' });
const now = Date.now();
const window = { from: now - 86_400_000 - (now % minuteMs), to: now - (now % minuteMs) + minuteMs };
const { n } = await store.ask({ ask: 'counts', series: sums.map(({ id }) => id), ...window, step: minuteMs });
await store.close();
remove();

const perBatch = series.reduce((sum, _, index) => sum + 1 + (index % 50), 0);
const total = n.reduce((sum, each) => sum + each, 0);
if (total !== acknowledged * perBatch)
  throw new Error(`${acknowledged * perBatch} were acknowledged, ${total} are stored`);
if (stored.length !== 1) throw new Error('the state of the last append is not stored');

const reference = referenceOf(`4 KiB written and synced by ${machine.disk.by}`, disk);
const rows: ResultRow[] = inFlight.flatMap((many) => {
  const of = measured.get(many)!;
  const row = rowOf(
    `durable appends, ${many} in flight`,
    'a second',
    of.map(({ rate }) => rate),
  );
  return [
    { ...row, reference, ratio: row.figure! / reference.figure },
    rowOf(
      `p99 of an append, ${many} in flight`,
      'ms',
      of.map(({ p99 }) => p99),
    ),
  ];
});
printResult({
  name: 'ingest/commits',
  date,
  machine,
  rows,
  notes: [
    `Each of ${acknowledged} appends resolved after it was on disk; the sum of what they added was asked of the store and is exact.`,
    `${rounds} rounds of ${seconds} s each, the disk before each round. Several appends that wait may share one commit: with many in flight more are durable than the disk syncs.`,
  ],
});
