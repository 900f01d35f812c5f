import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { day, type EpochMs, hour, minute } from '../../../maths/instants.ts';
import { openMeasurements } from '../../../stores/measurements/duckdb/open.ts';
import { type Batch, emptyBatch, type Measurements } from '../../../stores/measurements/measurements.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { catalogKinds } from '../../catalog/kinds.ts';
import { readFiles } from '../../catalog/read-files.ts';
import { plainCalendar } from '../../expectations/business-calendar.ts';
import { learnProfile } from '../../expectations/learn.ts';
import { businessSeries } from '../../signals/business-series.ts';
import { signalKinds } from '../../signals/kinds.ts';
import { signalQueries } from '../../signals/queries.ts';
import { wholeHourMask } from '../minute-mask.ts';
import { hourQueries } from '../queries/hours.ts';
import { hourJob } from './hours.ts';

const text = `
apiVersion: waga/v1
kind: Process
metadata: {name: payment}
spec: {timeZone: Europe/Warsaw, steps: [started, completed], kpi: completed, value: {perEvent: "10.00", currency: PLN}, thresholds: {partial: "0.20", total: "0.40"}}
---
apiVersion: waga/v1
kind: Process
metadata: {name: silent}
spec: {timeZone: Europe/Warsaw, steps: [completed], kpi: completed, thresholds: {partial: "0.20", total: "0.40"}}
---
apiVersion: waga/v1
kind: Component
metadata: {name: gateway}
spec: {}
---
apiVersion: waga/v1
kind: Measure
metadata: {name: gateway-answers}
spec: {class: technical, component: gateway, type: availability, source: tech, metric: answers, bad: {code: "5*"}, objective: {atLeast: "0.99"}}
---
apiVersion: waga/v1
kind: Source
metadata: {name: events}
spec: {type: events, complete: declared, processes: [payment, silent]}
---
apiVersion: waga/v1
kind: Source
metadata: {name: tech}
spec: {type: otlp, components: [gateway]}
`;
const read = readFiles([{ path: 'a.yaml', text }], [...catalogKinds, ...signalKinds]);
const catalog: Catalog = { version: 1, appliedAt: 0, documents: read.documents };
const now = Date.UTC(2026, 10, 20, 12, 5);
const first = Date.UTC(2026, 10, 15);
const lastHour = Date.UTC(2026, 10, 20, 12);
const payment = { kind: 'process', name: 'payment' } as const;

describe('hours', () => {
  let folder: string;
  let measurements: Measurements;
  let clock: EpochMs;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'waga-hours-'));
    clock = now;
    measurements = await openMeasurements({ directory: folder, threads: 1, memoryLimitMb: 256, now: () => clock });
    await fill();
  });
  afterEach(async () => {
    await measurements.close();
    rmSync(folder, { recursive: true });
  });

  const row = (process: string, step: string, outcome: string, count: number) => ({
    ...{ process, step, outcome, environment: 'production', attributes: {}, count, anonymous: 0 },
    money: null,
  });
  const event = (process: string, step: string, outcome: string) =>
    businessSeries('events', row(process, step, outcome, 1))[0]!.key;

  /** Five days: each minute ten attempts, of which one fails from 18 November on; nothing is known from 06:10 to 06:40 of the 19th. */
  async function fill(): Promise<void> {
    const batch: Batch = emptyBatch();
    const answers = (code: string) =>
      ({ source: 'tech', name: 'answers', kind: 'counts', unit: '1', labels: { 'service.name': 'gw', code } }) as const;
    batch.series = [
      event('payment', 'completed', 'ok'),
      event('payment', 'completed', 'failed'),
      event('silent', 'completed', 'ok'),
      answers('200'),
      answers('500'),
    ];
    for (let at = first; at < now; at += minute) {
      const fails = at >= Date.UTC(2026, 10, 18) ? 1 : 0;
      batch.counts.push({ series: 0, at, n: 10 - fails }, { series: 2, at, n: 5 }, { series: 3, at, n: 99 });
      batch.counts.push({ series: 4, at, n: 1 });
      if (fails > 0) batch.counts.push({ series: 1, at, n: fails });
    }
    const hole = Date.UTC(2026, 10, 19, 6);
    batch.alive = [
      { source: 'events', from: first, to: hole + 10 * minute },
      { source: 'events', from: hole + 40 * minute, to: now },
      { source: 'tech/=gw', from: first, to: now },
    ];
    const seen = (at: number, user: bigint, outcome: string) =>
      batch.people.push({ process: 'payment', step: 'completed', at, user, outcome });
    // science.md 1.1: A and B within an hour, cut off after 30 minutes.
    const base = Date.UTC(2026, 10, 20, 9);
    for (const [at, outcome] of [
      [0, 'ok'],
      [10, 'ok'],
      [20, 'failed'],
      [25, 'failed'],
      [30, 'ok'],
      [40, 'ok'],
    ] as const) {
      seen(base + at * minute, 1n, outcome);
    }
    for (const [at, outcome] of [
      [0, 'ok'],
      [22, 'failed'],
      [55, 'ok'],
    ] as const)
      seen(base + at * minute, 2n, outcome);
    await measurements.append(batch);
  }

  /** A server's part of it, begun anew on the same store. */
  function begin(peopleRetentionDays = 14) {
    const signals = signalQueries({ measurements, catalog: () => catalog, now: () => clock });
    const counts = new Float64Array(5 * 1_440).fill(10);
    const learned = learnProfile(
      { from: first, counts },
      {
        timeZone: 'Europe/Warsaw',
        calendar: plainCalendar,
        exclude: [],
      },
    );
    const deps = {
      measurements,
      catalog: () => catalog,
      signals: { ...signals, importedAt: async () => null },
      expectations: { learned: () => learned, recordedDrops: async () => [] },
      impact: { eventValue: () => ({ kind: 'perEvent', currency: 'PLN', minor: 1_000 }) as const },
    };
    const hours = hourQueries({ ...deps, now: () => clock });
    const job = hourJob({ ...deps, hours, config: { measurements: { peopleRetentionDays } } });
    return { hours, job, run: () => runUntilDone(job, hours) };
  }

  /** Ticks until a tick changes nothing. */
  async function runUntilDone(job: ReturnType<typeof hourJob>, hours: ReturnType<typeof hourQueries>): Promise<void> {
    for (let before = ''; ; ) {
      await job.run(clock);
      const after = JSON.stringify([...(await hours.progress())]);
      if (after === before) return;
      before = after;
    }
  }

  const yesterday = { from: Date.UTC(2026, 10, 19), to: Date.UTC(2026, 10, 20) };

  it('are counted back through what is stored, each with what was measured in it', async () => {
    const { hours, run } = begin();
    await run();
    const rows = await hours.hours({ subject: payment, from: first, to: lastHour });
    expect(rows.map(({ at }) => at)).toEqual(Array.from({ length: 5 * 24 + 12 }, (_, nth) => first + nth * hour));
    const hole = rows.find(({ at }) => at === Date.UTC(2026, 10, 19, 6))!;
    expect(hole).toMatchObject({ good: 30 * 9, valid: 30 * 10, deliveredMinor: 30 * 9 * 1_000, currency: 'PLN' });
    expect(hole.measured).toBe(wholeHourMask - (((1n << 30n) - 1n) << 10n));
    expect(await hours.unmeasured({ subject: payment, ...yesterday })).toEqual([
      { from: Date.UTC(2026, 10, 19, 6, 10), to: Date.UTC(2026, 10, 19, 6, 40) },
    ]);
    expect([...(await hours.unmeasuredOfAll(yesterday)).keys()].sort()).toEqual(['process:payment', 'process:silent']);
    // Before the first failure nobody could tell whether failures are told of.
    expect(rows[0]).toMatchObject({ good: 0, valid: 0, deliveredMinor: 600_000 });
  });

  it('add up over a period, with good and valid of components and what was expected', async () => {
    const { hours, run } = begin();
    await run();
    const totals = await hours.totals(yesterday);
    const minutes = 1_440 - 30;
    expect(totals.get('process:payment')).toMatchObject({
      good: 9 * minutes,
      valid: 10 * minutes,
      measuredMinutes: minutes,
    });
    expect(totals.get('process:payment')!.expectedMinor / (10 * minutes * 1_000)).toBeCloseTo(1, 1);
    expect(totals.get('process:silent')).toMatchObject({
      good: 0,
      valid: 0,
      userUpSeconds: 0,
      deliveredMinor: 5 * minutes * 1_000,
    });
    expect(totals.get('component:gateway')).toMatchObject({
      good: 99 * 1_440,
      valid: 100 * 1_440,
      measuredMinutes: 1_440,
      currency: null,
    });
    expect(await hours.totals(yesterday)).toEqual(totals);
  });

  it('hold the time of users as the paper has it, and keep it when who it was is kept no longer', async () => {
    const { hours, run } = begin();
    await run();
    const nine = { from: Date.UTC(2026, 10, 20, 9), to: Date.UTC(2026, 10, 20, 10) };
    const expected = { userUpSeconds: 77 * 60, userDownSeconds: 40 * 60 };
    expect((await hours.totals(nine)).get('process:payment')).toMatchObject(expected);
    clock += 2 * day;
    await measurements.retain(0, clock - day);
    const late = { ...emptyBatch(), series: [event('payment', 'completed', 'ok')] };
    await measurements.append({ ...late, counts: [{ series: 0, at: nine.from, n: 7 }] });
    const anew = begin(1);
    await anew.run();
    const after = (await anew.hours.totals(nine)).get('process:payment')!;
    expect(after).toMatchObject({ ...expected, good: 9 * 60 + 7 });
  });

  it('are counted again when something comes late, be it hours or days', async () => {
    const { hours, job, run } = begin();
    await run();
    const before = (await hours.totals(yesterday)).get('process:payment')!;
    const longAgo = (await hours.hours({ subject: payment, from: first, to: first + hour }))[0]!;
    const late = { ...emptyBatch(), series: [event('payment', 'completed', 'failed')] };
    await measurements.append({ ...late, counts: [{ series: 0, at: yesterday.from + hour, n: 4 }] });
    const hole = Date.UTC(2026, 10, 19, 6);
    await measurements.append({ ...emptyBatch(), alive: [{ source: 'events', from: hole, to: hole + hour }] });
    const key = event('payment', 'completed', 'ok');
    await measurements.append({ ...emptyBatch(), series: [key], counts: [{ series: 0, at: first, n: 3 }] });
    clock += 11 * minute;
    await runUntilDone(job, hours);
    const after = (await hours.totals(yesterday)).get('process:payment')!;
    expect(after).toMatchObject({ valid: before.valid + 4 + 300, measuredMinutes: 1_440 });
    expect(await hours.unmeasured({ subject: payment, ...yesterday })).toEqual([]);
    const [again] = await hours.hours({ subject: payment, from: first, to: first + hour });
    expect(again!.deliveredMinor).toBe(longAgo.deliveredMinor + 3_000);
  });

  it('of now are counted from the minutes, and go on after a restart where they were', async () => {
    const one = begin();
    await one.run();
    const today = { from: Date.UTC(2026, 10, 20), to: Date.UTC(2026, 10, 21) };
    expect((await one.hours.totals(today)).get('process:payment')).toMatchObject({ valid: 10 * (12 * 60 + 5) });
    expect(await one.hours.unmeasured({ subject: payment, ...today })).toEqual([]);
    clock = now + 2 * hour;
    const another = begin();
    // Nothing was proven since: all of it is unmeasured but the last minutes, which still may be proven.
    expect(await another.hours.unmeasured({ subject: payment, ...today })).toEqual([
      { from: now, to: clock - 15 * minute },
    ]);
    await another.run();
    expect(await another.hours.unmeasured({ subject: payment, ...today })).toEqual([
      { from: now, to: clock - 15 * minute },
    ]);
    const rows = await another.hours.hours({ subject: payment, ...today });
    expect(rows.map(({ at }) => (at - today.from) / hour)).toEqual(Array.from({ length: 15 }, (_, nth) => nth));
    expect(rows.at(-1)!.measured).toBe(0n);
  });
});
