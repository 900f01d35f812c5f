import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { day, hour, minute } from '../../maths/instants.ts';
import { openMeasurements } from '../../stores/measurements/duckdb/open.ts';
import { emptyBatch, type Measurements } from '../../stores/measurements/measurements.ts';
import { emptyCatalog } from '../catalog/catalog.ts';
import { signalJobs } from './jobs.ts';
import { signalQueries } from './queries.ts';

const now = Date.UTC(2026, 10, 20, 12);
let directory: string;
let measurements: Measurements;
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'waga-retention-'));
  measurements = await openMeasurements({ directory, now: () => now });
});
afterEach(async () => {
  await measurements.close();
  rmSync(directory, { recursive: true });
});

it('forgets who did what after 14 days and keeps the counts to the end of the retention', async () => {
  const process = 'payment';
  const step = 'completed';
  const ages = [1, 20, 500].map((days) => now - days * day);
  await measurements.append({
    ...emptyBatch(),
    series: [{ source: 'shop', name: 'business/payment/completed', kind: 'counts', unit: '1', labels: {} }],
    counts: ages.map((at) => ({ series: 0, at, n: 7 })),
    people: ages.map((at, user) => ({ process, step, at, user: BigInt(user), outcome: 'ok' })),
  });
  const config = { measurements: { retentionDays: 400, peopleRetentionDays: 14, hoursRetentionDays: 3_660 } };
  const [retention] = signalJobs({
    measurements,
    signals: signalQueries({ measurements, catalog: () => emptyCatalog, now: () => now }),
    config,
  });
  await retention!.run(now + hour);

  const window = { from: now - 600 * day, to: now + minute, step: day };
  const people = await measurements.ask({ ask: 'people', process, steps: [step], ...window });
  expect(people.map(({ at }) => at)).toEqual([now - day - 12 * hour]);
  const [series] = await measurements.ask({ ask: 'series' });
  const counts = await measurements.ask({ ask: 'counts', series: [series!.id], ...window });
  expect([...counts.n]).toEqual([7, 7]);
});
