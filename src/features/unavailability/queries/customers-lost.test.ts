import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { day, hour, minute } from '../../../maths/instants.ts';
import { openMeasurements } from '../../../stores/measurements/duckdb/open.ts';
import { emptyBatch, type Measurements } from '../../../stores/measurements/measurements.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { catalogKinds } from '../../catalog/kinds.ts';
import { readFiles } from '../../catalog/read-files.ts';
import { businessSeries } from '../../signals/business-series.ts';
import { signalKinds } from '../../signals/kinds.ts';
import { countCustomersLost } from './customers-lost.ts';

const text = `
apiVersion: waga/v1
kind: Process
metadata: {name: payment}
spec: {timeZone: UTC, steps: [started, completed], kpi: completed, thresholds: {partial: "0.20", total: "0.40"}}
---
apiVersion: waga/v1
kind: Source
metadata: {name: events}
spec: {type: events, complete: declared, processes: [payment]}
`;
const read = readFiles([{ path: 'a.yaml', text }], [...catalogKinds, ...signalKinds]);
const catalog: Catalog = { version: 1, appliedAt: 0, documents: read.documents };
const start = Date.UTC(2026, 10, 20, 10);
const end = start + 90 * minute;
const asked = { process: 'payment', outage: { from: start, to: end }, until: end + day, keptFrom: start - 10 * day };

describe('customers lost in an outage', () => {
  let folder: string;
  let measurements: Measurements;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'waga-customers-'));
    measurements = await openMeasurements({ directory: folder, threads: 1, memoryLimitMb: 256, now: () => end + day });
  });
  afterEach(async () => {
    await measurements.close();
    rmSync(folder, { recursive: true });
  });

  type Pass = readonly [at: number, user: bigint | null, step: string, outcome: string];
  async function send(passes: readonly Pass[]): Promise<void> {
    const batch = emptyBatch();
    batch.alive = [{ source: 'events', from: start - day, to: end + day }];
    for (const [at, user, step, outcome] of passes) {
      const row = { process: 'payment', step, outcome, environment: 'production', attributes: {}, money: null };
      const { key } = businessSeries('events', { ...row, count: 1, anonymous: user === null ? 1 : 0 })[0]!;
      batch.counts.push({ series: batch.series.push(key) - 1, at, n: 1 });
      if (user !== null) batch.people.push({ process: 'payment', step, at, user, outcome });
    }
    await measurements.append(batch);
  }
  const count = (more: Partial<typeof asked> = {}) =>
    countCustomersLost({ measurements, catalog }, { ...asked, ...more });

  it('counts whom it knows: who came back within the day is not lost, who came back later or not at all is', async () => {
    await send([
      // failed before the outage, or did nothing but give up
      [start - minute, 1n, 'completed', 'failed'],
      [start + minute, 2n, 'completed', 'abandoned'],
      // succeeded in it at the end, hours later, just within the day, just after it
      ...([3n, 4n, 5n, 6n] as const).map((user): Pass => [start + minute, user, 'completed', 'failed']),
      [end - minute, 3n, 'completed', 'ok'],
      [end + 5 * hour, 4n, 'completed', 'ok'],
      [end + day - minute, 5n, 'completed', 'ok'],
      [end + day, 6n, 'completed', 'ok'],
      // only began again; never came back, after two failures, an hour apart
      [start + 2 * minute, 7n, 'completed', 'failed'],
      [end + minute, 7n, 'started', 'ok'],
      [start, 2n ** 64n - 1n, 'started', 'failed'],
      [end - minute, 2n ** 64n - 1n, 'completed', 'failed'],
      // failed after the outage
      [end, 8n, 'completed', 'failed'],
    ]);
    expect(await count()).toBe(3);
    expect(await count({ until: end + hour })).toBe(5);
    expect(await count({ until: end })).toBe(5);
    // by the minute: one that ends within a minute has it whole
    expect(await count({ outage: { from: start + 30_000, to: start + 61_000 }, until: end + day })).toBe(2);
  });

  it('is none where nobody failed and failures are told of, and not known where nobody can tell', async () => {
    expect(await count()).toBeNull();
    await send([[start - hour, 1n, 'completed', 'ok']]);
    expect(await count()).toBeNull();
    await send([[start - 2 * hour, 2n, 'completed', 'failed']]);
    expect(await count()).toBe(0);
    expect(await count({ keptFrom: start + minute })).toBeNull();
    await send([[start + hour, null, 'completed', 'failed']]);
    expect(await count()).toBeNull();
  });

  it('is not known where users are known of other days alone', async () => {
    await send([
      [start - 3 * day, 1n, 'completed', 'failed'],
      [start + hour, null, 'completed', 'ok'],
    ]);
    expect(await count()).toBeNull();
  });
});
