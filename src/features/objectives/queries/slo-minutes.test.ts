import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type EpochMs, minute } from '../../../maths/instants.ts';
import { openMeasurements } from '../../../stores/measurements/duckdb/open.ts';
import { emptyBatch, type Measurements } from '../../../stores/measurements/measurements.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { catalogKinds } from '../../catalog/kinds.ts';
import type { SloReading } from '../../catalog/openslo/evaluated.ts';
import { readFiles } from '../../catalog/read-files.ts';
import { signalKinds } from '../../signals/kinds.ts';
import { type MeasureSpec, measureNamed } from '../../signals/measure.ts';
import { signalQueries } from '../../signals/queries.ts';
import { sloMinutes } from './slo-minutes.ts';

const start = Date.parse('2026-11-20T10:00:00Z');
const at = (index: number): EpochMs => start + index * minute;
const { documents } = readFiles(
  [
    {
      path: 'a.yaml',
      text: `
apiVersion: waga/v1
kind: Component
metadata: {name: web}
spec: {}
---
apiVersion: waga/v1
kind: Source
metadata: {name: prom}
spec: {type: remote-write, components: [web]}
---
apiVersion: waga/v1
kind: Measure
metadata: {name: fast}
spec: {class: technical, component: web, type: latency, source: prom, metric: seconds, goodUnder: 100ms, objective: {atLeast: "0.9"}}
`,
    },
  ],
  [...catalogKinds, ...signalKinds],
);
const catalog: Catalog = { version: 1, appliedAt: 0, documents };
const measures = { fast: measureNamed(catalog, 'fast')!.spec as MeasureSpec };

describe('minutes of an objective', () => {
  let folder: string;
  let store: Measurements;
  let minutes: ReturnType<typeof sloMinutes>;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'slo-minutes-'));
    store = await openMeasurements({ directory: folder, threads: 1, now: () => at(10) });
    const signals = signalQueries({ measurements: store, catalog: () => catalog, now: () => at(10) });
    minutes = sloMinutes({ measurements: store, catalog: () => catalog, signals });
  });
  afterEach(async () => {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const read = async (reading: SloReading) => {
    const { good, valid } = await minutes.read({ reading, measures }, { from: start, to: at(4) });
    return { good: [...good], valid: [...valid] };
  };

  it('of a gauge are good where every series keeps the limit, and unknown where none was read', async () => {
    const batch = emptyBatch();
    for (const pod of ['a', 'b'])
      batch.series.push({ source: 'prom', name: 'queue', kind: 'gauge', unit: '', labels: { pod, job: 'web' } });
    const gauge = (series: number, index: number, min: number, max: number): void => {
      batch.gauges.push({ series, at: at(index), n: 2, min, max, last: max, lastAt: at(index) + 1 });
    };
    gauge(0, 0, 1, 9);
    gauge(1, 0, 1, 10);
    gauge(0, 1, 1, 11);
    gauge(1, 1, 1, 2);
    gauge(1, 3, 10, 12);
    await store.append(batch);
    const of = (op: 'lte' | 'gte', value: number, where = {}): SloReading => ({
      ...{ kind: 'gauge', source: 'prom', metric: 'queue', where, op, value },
    });
    const [none, valid] = [Number.NaN, [1, 1, Number.NaN, 1]];
    expect(await read(of('lte', 10))).toEqual({ good: [1, 0, none, 0], valid });
    expect(await read(of('gte', 10))).toEqual({ good: [0, 0, none, 1], valid });
    expect((await read(of('lte', 10, { pod: 'a' }))).valid).toEqual([1, 1, none, none]);
    expect((await read(of('lte', 10, { pod: 'c' }))).valid).toEqual([none, none, none, none]);
  });

  it('of a latency measure are held against the limit of the objective, not its own', async () => {
    const batch = emptyBatch();
    const bucket = (le: string) => ({
      source: 'prom',
      name: 'seconds_bucket',
      kind: 'counts' as const,
      unit: 's',
      labels: { le },
    });
    // as Prometheus sends them: each bucket holds those below it
    for (const [le, n] of [
      ['0.1', 5],
      ['0.5', 8],
      ['+Inf', 10],
    ] as const) {
      batch.series.push(bucket(le));
      batch.counts.push({ series: batch.series.length - 1, at: at(1), n });
    }
    batch.alive.push({ source: 'prom/*', from: start, to: at(3) });
    await store.append(batch);
    const of = (op: 'lte' | 'gt', milliseconds: number): SloReading => ({
      kind: 'latency',
      measure: 'fast',
      op,
      milliseconds,
    });
    const none = Number.NaN;
    expect(await read(of('lte', 500))).toEqual({ good: [0, 8, 0, none], valid: [0, 10, 0, none] });
    expect((await read(of('lte', 100))).good).toEqual([0, 5, 0, none]);
    expect((await read(of('gt', 500))).good).toEqual([0, 2, 0, none]);
  });
});
