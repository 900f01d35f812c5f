/** A year of hours of many processes and their outages, made up and written into a data folder through the stores' own seams. */
import { join } from 'node:path';
import { type HourProgress, progressState } from '../../../src/features/agreements/hour-progress.ts';
import { wholeHourMask } from '../../../src/features/agreements/minute-mask.ts';
import { blankOutage, dueAtOf } from '../../../src/features/outages/new-outage.ts';
import type { Outage } from '../../../src/features/outages/outage.ts';
import { foundBy } from '../../../src/features/outages/outage-row.ts';
import { day, hour, minute, second } from '../../../src/maths/instants.ts';
import { type Random, seededRandom } from '../../../src/maths/random.ts';
import { openMeasurements } from '../../../src/stores/measurements/duckdb/open.ts';
import { emptyBatch, type HourRollUp } from '../../../src/stores/measurements/measurements.ts';
import { openRecords } from '../../../src/stores/records/open.ts';

export const year = { from: Date.UTC(2025, 10, 1), to: Date.UTC(2026, 10, 1) };
export const processName = (nth: number): string => `process-${nth}`;
const outagesEach = 20;

/** Attempts of an hour by a daily curve; one hour in three hundred has a hole in its measurement. */
export function hourOf(nth: number, at: number, random: Random): HourRollUp {
  const usual = 600 * (1 + 0.6 * Math.sin((at / day) * 2 * Math.PI));
  const valid = random.poisson(usual);
  const bad = Math.min(valid, random.poisson(usual / 500));
  const hole = random.uniform() < 1 / 300 ? (1n << BigInt(1 + Math.floor(random.uniform() * 30))) - 1n : 0n;
  return {
    subject: `process:${processName(nth)}`,
    at,
    measured: wholeHourMask - hole,
    good: valid - bad,
    valid,
    userUpSeconds: 400 * (valid - bad),
    userDownSeconds: 300 * bad,
    deliveredMinor: 4_900 * (valid - bad),
    expectedMinor: Math.round(4_900 * usual),
    currency: 'PLN',
  };
}

/** Resolves how many rows. */
export async function writeHours(directory: string, processes: number): Promise<number> {
  const store = await openMeasurements({ directory, memoryLimitMb: 1_024, threads: 2, maxQueuedRows: 5_000_000 });
  const random = seededRandom(3);
  let rows = 0;
  for (let from = year.from; from < year.to; from += 4 * day) {
    const batch = emptyBatch();
    for (let at = from; at < Math.min(from + 4 * day, year.to); at += hour) {
      for (let nth = 0; nth < processes; nth++) batch.hours.push(hourOf(nth, at, random));
    }
    rows += batch.hours.length;
    await store.append(batch);
  }
  const whole: HourProgress = { from: year.from, until: year.to, valued: true, importedAt: 0 };
  const states = Array.from({ length: processes }, (_, nth) => progressState(`process:${processName(nth)}`, whole));
  await store.append({ ...emptyBatch(), states });
  await store.close();
  return rows;
}

/** About twenty outages a process: most short, a few long, some planned and left out, some a vendor's, some of a part only. */
export async function writeLedger(directory: string, processes: number): Promise<number> {
  const { db, close } = await openRecords({ file: join(directory, 'records.db') });
  const random = seededRandom(4);
  const outages: Outage[] = [];
  for (let nth = 0; nth < processes; nth++) {
    const count = random.poisson(outagesEach);
    for (let one = 0; one < count; one++) outages.push(outageOf(nth, one, random));
  }
  await db.transaction().execute(async (records) => {
    for (let first = 0; first < outages.length; first += 500) {
      const rows = outages.slice(first, first + 500).map((outage, place) => {
        return { ...foundBy(outage), imported: null, line: first + place + 1, updated_at: year.to };
      });
      await records.insertInto('outages').values(rows).execute();
    }
  });
  await close();
  return outages.length;
}

function outageOf(nth: number, one: number, random: Random): Outage {
  const from = year.from + Math.floor(random.uniform() * 364) * day + Math.floor(random.uniform() * 86_400) * second;
  const seconds = Math.min(20_000, Math.ceil(300 * Math.exp(random.normal())));
  const planned = random.uniform() < 0.2;
  const detected = { from, to: from + Math.max(30, seconds) * second };
  const vendor = random.uniform() < 0.3;
  return {
    ...blankOutage,
    id: `${processName(nth)}-${one}`,
    subject: { kind: 'process', name: processName(nth) },
    state: 'locked',
    kind: planned ? 'planned' : 'unplanned',
    fault: vendor ? 'vendor' : 'own',
    vendor: vendor ? 'bank' : null,
    share: random.uniform() < 0.3 ? '0.4' : '1',
    detected,
    refined: { from: from - minute, to: detected.to - minute },
    excluded: { fromProcess: planned, fromGlobal: false },
    cause: 'A pool of connections ran dry after a deployment of the gateway.',
    summary: 'Payments failed until the deployment was taken back.',
    dueAt: dueAtOf(detected),
    revision: 4,
  };
}
