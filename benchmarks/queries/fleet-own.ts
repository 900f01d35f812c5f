/**
 * `node benchmarks/queries/fleet-own.ts [subjects …] [--json]`: a year of hours of 100, 1 000 and 10 000 processes (or as many as said): the
 * availability of all of them over 30 days and over a year, by `GET /api/v1/availability` of a server whose clock stands still, so that the
 * processor's time is that of answers alone; each window begins and ends an hour earlier than the one before it. Reference: the same sums by
 * the store, which adds up hours (`hourSums`). Then the server is started anew: how long until it answers. Bytes are those of the totals.
 */
import { fleetTotals } from '../../src/features/agreements/queries/fleet-totals.ts';
import { bucketStart, day, hour, toRfc3339 } from '../../src/maths/instants.ts';
import { openMeasurements } from '../../src/stores/measurements/duckdb/open.ts';
import { processorSeconds, residentBytes } from '../ingest/process-figures.ts';
import { serverFolder } from '../ingest/waga-server.ts';
import { describeMachine } from '../machine.ts';
import { printResult, type ResultRow, referenceOf, rowOf, shown, spreadOf } from '../result.ts';
import { measured, startStill } from './own/still.ts';
import { catalogueOf, hoursOfYear } from './own/year-of-hours.ts';
import { writeHours } from './waga-filled.ts';

const given = process.argv.slice(2).filter(Number).map(Number);
const sizes = given.length > 0 ? given : [100, 1_000, 10_000];
const asks = 40;
const blocks = 3;

const machine = describeMachine();
const date = new Date().toISOString();
const end = bucketStart(Date.now(), hour);
const rows: ResultRow[] = [];
const notes: string[] = [];
const windowOf = (nth: number, days: number) => ({ from: end - nth * hour - days * day, to: end - nth * hour });
const pathOf = (nth: number, days: number): string => {
  const { from, to } = windowOf(nth, days);
  return `/api/v1/availability?from=${toRfc3339(from)}&to=${toRfc3339(to)}&limit=10000`;
};

for (const size of sizes) await measure(size);
printResult({ name: 'queries/fleet-own', date, machine, rows, notes });

async function measure(size: number): Promise<void> {
  const { data, remove } = serverFolder();
  try {
    const store = await openMeasurements({ directory: data, maxQueuedRows: 5_000_000 });
    const count = await writeHours(store, hoursOfYear(size, end), { from: end - 365 * day, to: end });
    await store.close();
    notes.push(`${size} subjects: ${count} hours.`);
    const first = await startStill(data);
    await first.put('/api/v1/catalog', { files: [{ path: 'catalogue.yaml', text: catalogueOf(size) }] });
    await first.stop();
    await overHttp(data, size);
    await byQuery(data, size);
  } finally {
    remove();
  }
}

/** Start anew, first answer, answers. */
async function overHttp(data: string, size: number): Promise<void> {
  const server = await startStill(data);
  try {
    const before = residentBytes(server.pid);
    const begun = await measured(server, [pathOf(0, 30)]);
    const grown = residentBytes(server.pid) - before;
    const whole = server.listeningAfterMs + begun.wall[0]!;
    const processor = processorSeconds(server.pid) * 1_000;
    const goal = size === 1_000 ? { goal: '< 3 000 ms', met: whole < 3_000 } : {};
    rows.push(rowOf(`${size} subjects: started anew with a year, until the first answer`, 'ms', whole, goal));
    rows.push(rowOf(`${size} subjects: the same, processor`, 'ms', processor));
    rows.push(rowOf(`${size} subjects: of that, reading the totals, processor`, 'ms', begun.processor));
    notes.push(`${size} subjects: the server grew by ${shown(grown / 1_024 ** 2)} MB with its first answer.`);
    // what is compiled while it runs is compiled before
    await measured(
      server,
      Array.from({ length: asks }, (_, nth) => pathOf(nth, 30)),
    );
    for (const days of [30, 364]) {
      const all = [];
      for (let block = 0; block < blocks; block++) {
        all.push(
          await measured(
            server,
            Array.from({ length: asks }, (_, nth) => pathOf(nth, days)),
          ),
        );
      }
      const processor = all.map((one) => one.processor);
      const met = size === 1_000 && days === 30 ? spreadOf(processor).figure <= 5 : null;
      const wanted = met === null ? {} : { goal: '≤ 5 ms', met };
      rows.push(rowOf(`${size} subjects, ${days} days, over HTTP, processor`, 'ms', processor, wanted));
      rows.push(
        rowOf(
          `${size} subjects, ${days} days, over HTTP, clock`,
          'ms',
          all.flatMap(({ wall }) => wall),
        ),
      );
    }
  } finally {
    await server.stop();
  }
}

/** The totals alone, beside the store that adds the same hours up. */
async function byQuery(data: string, size: number): Promise<void> {
  const store = await openMeasurements({ directory: data });
  const totals = fleetTotals({ measurements: store, now: () => end });
  await totals.before(end);
  const { subjects, bytes } = totals.size();
  rows.push(rowOf(`${size} subjects: totals of each`, 'bytes', bytes / subjects));
  for (const days of [30, 364]) {
    const [own, scanned]: [number[], number[]] = [[], []];
    for (let nth = 0; nth < 7; nth++) {
      const window = windowOf(nth, days);
      let began = processorMs();
      const [before, after] = await Promise.all([totals.before(window.from), totals.before(window.to)]);
      let sum = 0;
      for (let key = 0; key < size; key++) {
        const name = `process:process-${key}`;
        sum += after.of(name)!.valid - before.of(name)!.valid;
      }
      own.push(processorMs() - began);
      began = processorMs();
      const sums = await store.ask({ ask: 'hourSums', step: 'month', ...window });
      const valid = sums.valid.reduce((all, one) => all + one, 0);
      scanned.push(processorMs() - began);
      if (valid !== sum) throw new Error(`${valid} by the store, ${sum} by the totals`);
    }
    const ratio = spreadOf(scanned).figure / spreadOf(own).figure;
    const reference = referenceOf('the store adds the hours up', scanned);
    rows.push(rowOf(`${size} subjects, ${days} days, totals alone, processor`, 'ms', own, { reference, ratio }));
  }
  await store.close();
}

function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
