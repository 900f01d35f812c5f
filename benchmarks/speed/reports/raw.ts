/** How long it takes to count hours from minutes, for some processes and days: what a report would cost without hours. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { countHours } from '../../../src/features/agreements/queries/count-hours.ts';
import { catalogKinds } from '../../../src/features/catalog/kinds.ts';
import { readFiles } from '../../../src/features/catalog/read-files.ts';
import { businessSeries } from '../../../src/features/signals/business-series.ts';
import { signalKinds } from '../../../src/features/signals/kinds.ts';
import { day, minute } from '../../../src/maths/instants.ts';
import { openMeasurements } from '../../../src/stores/measurements/duckdb/open.ts';
import { emptyBatch } from '../../../src/stores/measurements/measurements.ts';
import { processName, year } from './year.ts';

/** Milliseconds for requests alone, without users and without what was expected. */
export async function countFromMinutes(processes: number, days: number): Promise<number> {
  const names = Array.from({ length: processes }, (_, nth) => processName(nth));
  const text = [
    ...names.map(
      (name) =>
        `apiVersion: waga/v1\nkind: Process\nmetadata: {name: ${name}}\nspec: {timeZone: UTC, steps: [completed], kpi: completed, thresholds: {partial: "0.20", total: "0.40"}}`,
    ),
    `apiVersion: waga/v1\nkind: Source\nmetadata: {name: events}\nspec: {type: events, complete: declared, processes: [${names.join(', ')}]}`,
  ].join('\n---\n');
  const { documents } = readFiles([{ path: 'a.yaml', text }], [...catalogKinds, ...signalKinds]);
  const folder = mkdtempSync(join(tmpdir(), 'reports-raw-'));
  const measurements = await openMeasurements({ directory: folder, maxQueuedRows: 5_000_000 });
  try {
    const window = { from: year.from, to: year.from + days * day };
    const keys = names.flatMap((process) =>
      ['ok', 'failed'].map((outcome) => {
        const counted = { attributes: {}, count: 1, money: null, anonymous: 0 };
        return businessSeries('events', {
          ...{ process, step: 'completed', outcome, environment: 'production' },
          ...counted,
        })[0]!.key;
      }),
    );
    for (let from = window.from; from < window.to; from += day) {
      const batch = { ...emptyBatch(), series: keys, alive: [{ source: 'events', from, to: from + day }] };
      for (let at = from; at < from + day; at += minute) {
        for (let series = 0; series < keys.length; series++) batch.counts.push({ series, at, n: 1 + (series % 7) });
      }
      await measurements.append(batch);
    }
    const subjects = names.map((name) => ({ kind: 'process', name }) as const);
    const catalog = { version: 1, appliedAt: 0, documents };
    const began = performance.now();
    const rows = await countHours(
      {
        measurements,
        catalog: () => catalog,
        signals: { indicatorMinutes: () => Promise.reject(new Error('there are no measures')) },
        expectations: { learned: () => null, recordedDrops: async () => [] },
        impact: { eventValue: () => null },
      },
      subjects,
      window,
    );
    const took = performance.now() - began;
    if (rows.length !== processes * days * 24) throw new Error('not every hour was counted');
    return took;
  } finally {
    await measurements.close();
    rmSync(folder, { recursive: true });
  }
}
