/** `node benchmarks/speed/reports/cold.ts DIR`: opens the stores and makes the yearly figures of every process, twice; says how long it took. */
import { join } from 'node:path';
import { hourQueries } from '../../../src/features/agreements/queries/hours.ts';
import { rememberedLedger } from '../../../src/features/agreements/queries/remembered-ledger.ts';
import { emptyCatalog } from '../../../src/features/catalog/catalog.ts';
import { usualPolicy } from '../../../src/features/outages/availability.ts';
import { availabilityOf } from '../../../src/features/outages/availability-of.ts';
import { rowsOf } from '../../../src/features/outages/ledger-rows.ts';
import { outageQueries } from '../../../src/features/outages/queries/outages.ts';
import { fractionOf } from '../../../src/maths/exact-fraction.ts';
import { openMeasurements } from '../../../src/stores/measurements/duckdb/open.ts';
import { openRecords } from '../../../src/stores/records/open.ts';
import { year } from './year.ts';

export interface ColdReport {
  /** Milliseconds from the start of the process to its first line, and to the figures. */
  started: number;
  toFigures: number;
  opening: number;
  /** Of all its threads. */
  processor: number;
  processorAgain: number;
  first: Part;
  second: Part;
  example: string;
}

interface Part {
  hours: number;
  ledger: number;
  figures: number;
}

const processorMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
};

const directory = process.argv[2]!;
const began = performance.now();
const [measurements, { db, close }] = await Promise.all([
  openMeasurements({ directory }),
  openRecords({ file: join(directory, 'records.db') }),
]);
const opened = performance.now();
const hours = hourQueries({
  measurements,
  catalog: () => emptyCatalog,
  now: () => year.to,
  // Nothing is counted from minutes here: every hour of the year is over.
  signals: { indicatorMinutes: () => Promise.reject(new Error('no minutes are wanted')) },
  expectations: { learned: () => null, recordedDrops: async () => [] },
  impact: { eventValue: () => null },
});
const outages = rememberedLedger(outageQueries({ records: db }));

/** Time, requests, users and value of each process over the year, exactly. */
async function report(): Promise<{ part: Part; text: string }> {
  const start = performance.now();
  const [totals, unmeasured] = await Promise.all([hours.totals(year), hours.unmeasuredOfAll(year)]);
  const counted = performance.now();
  const bySubject = Map.groupBy(await outages.list(year), ({ subject }) => `${subject.kind}:${subject.name}`);
  const listed = performance.now();
  const figures = [...totals].map(([key, sums]) => {
    const rows = rowsOf(bySubject.get(key) ?? [], unmeasured.get(key) ?? [], { scope: 'process', until: year.to });
    const share = (part: number, whole: number) => fractionOf(BigInt(part), BigInt(whole)).text;
    return [
      key,
      availabilityOf(rows, year, usualPolicy).adjusted.low.text,
      share(sums.good, sums.valid),
      share(sums.userUpSeconds, sums.userUpSeconds + sums.userDownSeconds),
      share(sums.deliveredMinor, sums.expectedMinor),
    ].join(' ');
  });
  const end = performance.now();
  const part = { hours: counted - start, ledger: listed - counted, figures: end - listed };
  return { part, text: figures.sort().join('\n') };
}

const first = await report();
const toFigures = performance.now();
const processor = processorMs();
const second = await report();
if (first.text !== second.text) throw new Error('the second report differs from the first');
const said: ColdReport = {
  ...{ started: began, toFigures, opening: opened - began, processor, processorAgain: processorMs() - processor },
  ...{ first: first.part, second: second.part, example: first.text.split('\n')[0]! },
};
process.stdout.write(JSON.stringify(said));
await measurements.close();
await close();
