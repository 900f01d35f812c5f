/**
 * `node benchmarks/speed/store.ts [--series 100,1000,10000] [--days 2] [--year DIR] [--json]`: what settled days save. For each number of
 * series: bytes for a sample as it came and settled, how long a day takes to settle and holds up an append, and how long the store
 * takes for the sums of all series and for one series by the hour and by the minute; each beside the same question on the same rows as
 * they came, in the same run. With a data folder: how long it takes to open, and the sums of all its series over 30 days and a year.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { day, hour, minute } from '../../src/maths/instants.ts';
import { seededRandom } from '../../src/maths/random.ts';
import { openMeasurements } from '../../src/stores/measurements/duckdb/open.ts';
import { emptyBatch, type Measurements } from '../../src/stores/measurements/measurements.ts';
import { describeMachine } from '../machine.ts';
import { printResult, type ResultRow, referenceOf, rowOf } from '../result.ts';

const { values } = parseArgs({
  options: {
    series: { type: 'string', default: '100,1000,10000' },
    days: { type: 'string', default: '2' },
    year: { type: 'string' },
    json: { type: 'boolean' },
  },
});
const days = Number(values.days);
const from = Date.UTC(2026, 10, 2);
const to = from + days * day;
const date = new Date().toISOString();
const machine = describeMachine();
const rows: ResultRow[] = [];
const notes: string[] = [
  'Times include the way to the thread of the store and back. Every sum was compared with that of the rows as they came.',
];

const keyOf = (nth: number) => ({
  source: 'benchmark',
  name: 'requests',
  kind: 'counts' as const,
  unit: '1',
  labels: { nth: `${nth}` },
});

/** Poisson counts that follow the day, of means from 20 to 3 000 a minute, an hour of all series after the other. */
async function fill(store: Measurements, series: number): Promise<void> {
  const random = seededRandom(9);
  const names = Array.from({ length: series }, (_, nth) => keyOf(nth));
  for (let at = from; at < to; at += hour) {
    const batch = { ...emptyBatch(), series: names };
    for (let each = at; each < at + hour; each += minute) {
      const shape = 1 + 0.6 * Math.sin(((each % day) / day) * 2 * Math.PI);
      for (let nth = 0; nth < series; nth++) {
        batch.counts.push({ series: nth, at: each, n: random.poisson(shape * [20, 100, 3_000][nth % 3]!) });
      }
    }
    await store.append(batch);
  }
}

/** Milliseconds of each of so many runs, and what the last gave. */
async function timed<T>(work: () => Promise<T>, runs = 9): Promise<{ took: number[]; last: T }> {
  const took: number[] = [];
  let last = await work();
  for (let run = 0; run < runs; run++) {
    const began = performance.now();
    last = await work();
    took.push(performance.now() - began);
  }
  return { took, last };
}

/** The questions by name; the window begins and ends within an hour. */
function questions(store: Measurements, series: number) {
  const all = Array.from({ length: series }, (_, nth) => nth + 1);
  const window = { from: from + 7 * minute, to: to - 11 * hour - 23 * minute };
  const one = [Math.ceil(series / 2)];
  return {
    'sums of all series': () => store.ask({ ask: 'totals', series: all, ...window }),
    'one series by the hour': () => store.ask({ ask: 'counts', series: one, ...window, step: hour }),
    'one series by the minute': () => store.ask({ ask: 'counts', series: one, ...window, step: minute }),
  };
}

/** How long appends of one row took while the days were settled, one after the other. */
async function settleWhileAppending(store: Measurements): Promise<{ seconds: number[]; held: number[] }> {
  const held: number[] = [];
  const seconds: number[] = [];
  let isDone = false;
  const appending = (async () => {
    while (!isDone) {
      const began = performance.now();
      await store.append({ ...emptyBatch(), series: [keyOf(0)], counts: [{ series: 0, at: to + day, n: 1 }] });
      held.push(performance.now() - began);
    }
  })();
  for (let nth = 0; nth < days; nth++) {
    const began = performance.now();
    await store.settle(to, 1);
    seconds.push((performance.now() - began) / 1_000);
  }
  isDone = true;
  await appending;
  return { seconds, held };
}

for (const series of values.series.split(',').map(Number)) {
  const folder = mkdtempSync(join(tmpdir(), 'waga-store-'));
  const open = () => openMeasurements({ directory: folder, maxQueuedRows: 20_000_000 });
  let store = await open();
  await fill(store, series);
  await store.close();
  const samples = series * days * 1_440;
  const raw = statSync(join(folder, 'measurements.duckdb')).size / samples;
  // Opened anew, days are counted again as far as a start does; the questions of the rows as they came are asked by counts.
  store = await open();
  const all = Array.from({ length: series }, (_, nth) => nth + 1);
  const window = { from: from + 7 * minute, to: to - 11 * hour - 23 * minute };
  const scan = await timed(() => store.ask({ ask: 'counts', series: all, ...window, step: 10_000 * day }));
  const before = new Map<string, { took: number[]; last: { n: Float64Array } }>();
  for (const [what, ask] of Object.entries(questions(store, series)))
    before.set(what, await timed<{ n: Float64Array }>(ask));
  before.set('sums of all series', { took: scan.took, last: scan.last });
  const { seconds, held } = await settleWhileAppending(store);
  for (const [what, ask] of Object.entries(questions(store, series))) {
    const { took, last } = await timed<{ n: Float64Array }>(ask);
    const plain = before.get(what)!;
    if (plain.last.n.some((n, nth) => n !== last.n[nth])) throw new Error(`${what}: the answers differ`);
    const reference = referenceOf('rows as they came', plain.took);
    const own = rowOf(`${series} series: ${what}`, 'ms', took);
    rows.push({ ...own, reference, ratio: reference.figure / own.figure! });
  }
  rows.push(rowOf(`${series} series: settle a day`, 's', seconds));
  rows.push(rowOf(`${series} series: an append while days are settled`, 'ms', held));
  // Copied, the file holds no more than what is in it: the room of the days as they came is used again, and not given back.
  await store.backup(join(folder, 'copy.duckdb'), async () => undefined);
  await store.close();
  const settled = statSync(join(folder, 'copy.duckdb')).size / samples;
  const reference = referenceOf('as they came', raw);
  rows.push(rowOf(`${series} series: bytes for a sample`, 'B', settled, { reference, ratio: raw / settled }));
  rmSync(folder, { recursive: true });
}

if (values.year) {
  const opened: number[] = [];
  for (let round = 0; round < 5; round++) {
    const began = performance.now();
    const store = await openMeasurements({ directory: values.year });
    opened.push(performance.now() - began);
    await store.close();
  }
  rows.push(
    rowOf('a year: open the store', 'ms', opened, { goal: 'under 3 s', met: opened.every((each) => each < 3_000) }),
  );
  const before = process.memoryUsage().rss;
  const store = await openMeasurements({ directory: values.year });
  const series = (await store.ask({ ask: 'series', kind: 'counts' })).map(({ id }) => id);
  rows.push(
    rowOf(
      'a year: memory of the open store, by series',
      'kB',
      (process.memoryUsage().rss - before) / 1_000 / series.length,
    ),
  );
  const known = await store.ask({ ask: 'days' });
  const last = known.at(-1)!.day;
  const end =
    Date.UTC(Number(last.slice(0, 4)), Number(last.slice(4, 6)) - 1, Number(last.slice(6))) + 11 * hour + 17 * minute;
  for (const back of [30, 365]) {
    let shift = 0;
    const fresh = await timed(() =>
      store.ask({ ask: 'totals', series, from: end - back * day - shift++ * minute, to: end }),
    );
    rows.push(
      rowOf(`a year: sums of ${series.length} series over ${back} days, a new window each time`, 'ms', fresh.took),
    );
    const again = await timed(() => store.ask({ ask: 'totals', series, from: end - back * day, to: end }));
    rows.push(rowOf(`a year: sums of ${series.length} series over ${back} days, the same window`, 'ms', again.took));
  }
  const one = [series[Math.floor(series.length / 2)]!];
  for (const step of [hour, minute]) {
    const { took } = await timed(() => store.ask({ ask: 'counts', series: one, from: end - 30 * day, to: end, step }));
    rows.push(rowOf(`a year: one series over 30 days by the ${step === hour ? 'hour' : 'minute'}`, 'ms', took));
  }
  await store.close();
}
printResult({ name: 'speed/store', date, machine, rows, notes });
