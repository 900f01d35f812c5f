/**
 * `node benchmarks/speed/tick.ts [processes]`: how long a tick takes when a new minute is complete for every process, on the
 * embedded stores: the expectation's part and the impact's, beside the time that merely asking the store once for the
 * minute's counts of all processes takes in the same run.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Catalog } from '../../src/features/catalog/catalog.ts';
import { catalogKinds } from '../../src/features/catalog/kinds.ts';
import { readFiles } from '../../src/features/catalog/read-files.ts';
import { expectationJobs } from '../../src/features/expectations/jobs.ts';
import { expectationQueries } from '../../src/features/expectations/queries.ts';
import { impactJobs } from '../../src/features/impact/jobs.ts';
import { impactQueries } from '../../src/features/impact/queries.ts';
import { businessSeries } from '../../src/features/signals/business-series.ts';
import { signalKinds } from '../../src/features/signals/kinds.ts';
import { signalQueries } from '../../src/features/signals/queries.ts';
import { day, hour, minute } from '../../src/maths/instants.ts';
import { seededRandom } from '../../src/maths/random.ts';
import { openMeasurements } from '../../src/stores/measurements/duckdb/open.ts';
import { emptyBatch } from '../../src/stores/measurements/measurements.ts';
import { openRecords } from '../../src/stores/records/open.ts';

const processes = Number(process.argv[2] ?? 1_000);
const days = 5;
const start = Date.UTC(2026, 10, 18, 12);
const from = start - days * day;
const random = seededRandom(9);
const names = Array.from({ length: processes }, (_, nth) => `process-${nth}`);

const text = [
  ...names.map(
    (name) =>
      `apiVersion: waga/v1\nkind: Process\nmetadata: {name: ${name}}\nspec: {timeZone: Europe/Warsaw, steps: [completed], kpi: completed, value: {perEvent: "10.00", currency: PLN}, thresholds: {partial: "0.20", total: "0.40"}}`,
  ),
  `apiVersion: waga/v1\nkind: Source\nmetadata: {name: events}\nspec: {type: events, complete: declared, seriesLimit: 100000, processes: [${names.join(', ')}]}`,
].join('\n---\n');
const read = readFiles([{ path: 'a.yaml', text }], [...catalogKinds, ...signalKinds]);
if (read.findings.length > 0) throw new Error(read.findings[0]!.message);
const catalog: Catalog = { version: 1, appliedAt: from, documents: read.documents };

const folder = mkdtempSync(join(tmpdir(), 'waga-tick-'));
let now = start;
const clock = (): number => now;
const measurements = await openMeasurements({
  directory: folder,
  memoryLimitMb: 1_024,
  threads: 1,
  maxQueuedRows: 5_000_000,
  now: clock,
});
const { db: records, close } = await openRecords({ file: join(folder, 'records.db') });

const key = (name: string) =>
  businessSeries('events', {
    process: name,
    step: 'completed',
    outcome: 'ok',
    environment: 'production',
    attributes: {},
    count: 1,
    money: null,
    anonymous: 0,
  })[0]!.key;
const shape = Array.from({ length: 1_440 }, (_, nth) => 20 * (1 + 0.6 * Math.sin((nth / 1_440) * 2 * Math.PI)));

/** Counts of every process for the minutes of an interval, declared complete. */
async function append(begin: number, end: number): Promise<void> {
  const batch = emptyBatch();
  batch.series = names.map(key);
  for (let nth = 0; nth < processes; nth++) {
    for (let at = begin; at < end; at += minute) {
      const n = random.poisson(shape[(at / minute) % 1_440]!);
      if (n > 0) batch.counts.push({ series: nth, at, n });
    }
  }
  batch.alive = [{ source: 'events', from: begin, to: end }];
  await measurements.append(batch);
}

const began = performance.now();
for (let at = from; at < start; at += hour) await append(at, Math.min(start, at + hour));
const memory = { completeUntil: start };
const queries = signalQueries({ measurements, catalog: () => catalog, now: clock });
const signals = { ...queries, completeUntil: async () => memory.completeUntil, importedAt: async () => null };
const expectations = expectationQueries({ records, catalog: () => catalog, signals });
const impact = impactQueries({ records, catalog: () => catalog, now: clock, signals, expectations } as never);
const [expecting] = expectationJobs({ catalog: () => catalog, expectations });
const [judging] = impactJobs({ catalog: () => catalog, signals, expectations, impact });
console.log(
  `${processes} processes, ${days} days of minutes: ready after ${((performance.now() - began) / 1_000).toFixed(1)} s`,
);
let ticks = 0;
while ((await expectations.due(now)).length > 0) {
  await expecting!.run(now);
  ticks += 1;
}
await judging!.run(now);
console.log(`learned in ${ticks} ticks, ${((performance.now() - began) / 1_000).toFixed(1)} s after the start`);

const rounds = 12;
const took: Record<string, number[]> = { expectation: [], impact: [], 'nothing new': [], reference: [] };
async function timed(what: string, work: () => Promise<unknown>): Promise<void> {
  const at = performance.now();
  await work();
  took[what]!.push(performance.now() - at);
}
const all = await measurements.ask({ ask: 'series', source: 'events' });
for (let round = 0; round < rounds; round++) {
  await append(now, now + minute);
  now += minute;
  memory.completeUntil = now;
  now += 5_000;
  await timed('expectation', () => expecting!.run(now));
  await timed('impact', () => judging!.run(now));
  now += 5_000;
  await timed('nothing new', async () => {
    await expecting!.run(now);
    await judging!.run(now);
  });
  now -= 10_000;
  await timed('reference', () =>
    measurements.ask({ ask: 'counts', series: all.map(({ id }) => id), step: minute, from: now - minute, to: now }),
  );
}
for (const [what, times] of Object.entries(took)) {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!.toFixed(0);
  console.log(`${what.padEnd(14)} median ${at(0.5)} ms, from ${at(0)} to ${at(1)} ms`);
}
await measurements.close();
await close();
rmSync(folder, { recursive: true });
