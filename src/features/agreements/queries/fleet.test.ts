import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type EpochMs, hour, minute, toRfc3339 } from '../../../maths/instants.ts';
import { openMeasurements } from '../../../stores/measurements/duckdb/open.ts';
import { type Batch, emptyBatch, type Measurements } from '../../../stores/measurements/measurements.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { catalogKinds } from '../../catalog/kinds.ts';
import { readFiles } from '../../catalog/read-files.ts';
import { businessSeries } from '../../signals/business-series.ts';
import { signalKinds } from '../../signals/kinds.ts';
import { signalQueries } from '../../signals/queries.ts';
import { FleetAnswer, FleetQuery } from '../fleet-contract.ts';
import { hourJob } from '../jobs/hours.ts';
import { fleetQueries } from './fleet.ts';
import { hourQueries } from './hours.ts';

const text = `
apiVersion: waga/v1
kind: Process
metadata: {name: payment}
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
spec: {type: events, complete: declared, processes: [payment]}
---
apiVersion: waga/v1
kind: Source
metadata: {name: tech}
spec: {type: otlp, components: [gateway]}
`;
const read = readFiles([{ path: 'a.yaml', text }], [...catalogKinds, ...signalKinds]);
const catalog: Catalog = { version: 1, appliedAt: 0, documents: read.documents };
const start = Date.UTC(2026, 10, 19);
const until = Date.UTC(2026, 10, 20, 12, 25);
/** Nothing is known of payment in these minutes. */
const hole = { from: Date.UTC(2026, 10, 19, 6, 10), to: Date.UTC(2026, 10, 19, 6, 40) };

/** Counts of a minute, different in each. */
const validOf = (at: EpochMs): number => 10 + ((at / minute) % 7);
const badOf = (at: EpochMs): number => (at / minute) % 3;

describe('the fleet between minutes', () => {
  let folder: string;
  let measurements: Measurements;
  let clock: EpochMs;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'waga-fleet-'));
    clock = until + 10_000;
    measurements = await openMeasurements({ directory: folder, threads: 1, memoryLimitMb: 256, now: () => clock });
    await measurements.append(batchOf(start, until));
  });
  afterEach(async () => {
    await measurements.close();
    rmSync(folder, { recursive: true });
  });

  const event = (outcome: string) => {
    const row = { process: 'payment', step: 'completed', outcome, environment: 'production', attributes: {} };
    return businessSeries('events', { ...row, count: 1, anonymous: 0, money: null })[0]!.key;
  };

  function batchOf(from: EpochMs, to: EpochMs): Batch {
    const batch = emptyBatch();
    const answers = (code: string) =>
      ({ source: 'tech', name: 'answers', kind: 'counts', unit: '1', labels: { 'service.name': 'gw', code } }) as const;
    batch.series = [event('ok'), event('failed'), answers('200'), answers('500')];
    for (let at = from; at < to; at += minute) {
      const [valid, bad] = [validOf(at), badOf(at)];
      batch.counts.push({ series: 0, at, n: valid - bad }, { series: 2, at, n: 2 * valid - bad });
      if (bad > 0) batch.counts.push({ series: 1, at, n: bad }, { series: 3, at, n: bad });
    }
    const proven = [
      { from, to: Math.min(to, hole.from) },
      { from: Math.max(from, hole.to), to },
    ];
    batch.alive = [
      ...proven.filter((one) => one.from < one.to).map((one) => ({ source: 'events', ...one })),
      { source: 'tech/=gw', from, to },
    ];
    return batch;
  }

  /** A server's part of it, begun anew on the same store, its hours counted as far as they can be. */
  async function begin() {
    const deps = {
      ...{ measurements, catalog: () => catalog, now: () => clock },
      signals: {
        ...signalQueries({ measurements, catalog: () => catalog, now: () => clock }),
        importedAt: async () => null,
      },
      expectations: { learned: () => ({ refusal: 'too short' }) as never, recordedDrops: async () => [] },
      impact: { eventValue: () => null },
      config: { measurements: { peopleRetentionDays: 14, retentionDays: 400, hoursRetentionDays: 3_660 } },
    };
    const hours = hourQueries(deps);
    const job = hourJob({ ...deps, hours });
    const fleet = fleetQueries({ ...deps, hours });
    const tick = async (): Promise<void> => {
      for (let before = ''; ; ) {
        await job.run(clock);
        const after = JSON.stringify([...(await hours.progress())]);
        if (after === before) return;
        before = after;
      }
    };
    return {
      tick,
      async over(from: EpochMs, to: EpochMs) {
        const query = FleetQuery.parse({ from: toRfc3339(from), to: toRfc3339(to), sort: 'name' });
        const { subjects } = FleetAnswer.parse(JSON.parse(await fleet.availability(query)));
        return new Map(
          subjects.map(({ subject, good, valid, measuredMinutes, unmeasuredMinutes }) => [
            subject.name,
            { good, valid, measuredMinutes, unmeasuredMinutes },
          ]),
        );
      },
    };
  }

  /** The plain sum of the minutes, up to those that may still be proven. */
  function summed(from: EpochMs, to: EpochMs, times: 1 | 2, isHole: (at: EpochMs) => boolean) {
    const sums = { good: 0, valid: 0, measuredMinutes: 0, unmeasuredMinutes: 0 };
    for (let at = from; at < Math.min(to, until); at += minute) {
      if (isHole(at)) sums.unmeasuredMinutes += 1;
      else {
        sums.good += times * validOf(at) - badOf(at);
        sums.valid += times * validOf(at);
        sums.measuredMinutes += 1;
      }
    }
    return sums;
  }
  const expected = (from: EpochMs, to: EpochMs) =>
    new Map([
      ['gateway', summed(from, to, 2, () => false)],
      ['payment', summed(from, to, 1, (at) => at >= hole.from && at < hole.to)],
    ]);

  const at = (day: number, hours: number, minutes = 0): EpochMs => Date.UTC(2026, 10, day, hours, minutes);
  const windows: [string, EpochMs, EpochMs][] = [
    ['within one hour that is over', at(19, 6, 5), at(19, 6, 30)],
    ['from the middle of an hour to the middle of another', at(19, 5, 50), at(20, 9, 7)],
    ['up to now', at(19, 6, 20), until],
    ['within the present hour', at(20, 12, 3), at(20, 12, 20)],
    ['one minute', at(20, 12, 4), at(20, 12, 5)],
    ['into the present hour', at(19, 23, 59), at(20, 12, 11)],
  ];

  it.each(windows)('is the plain sum of its minutes %s', async (_, from, to) => {
    const { over, tick } = await begin();
    await tick();
    expect(await over(from, to)).toEqual(expected(from, to));
  });

  it('is the same when the hours just over are not counted yet, and after a start anew', async () => {
    const first = await begin();
    await first.tick();
    await measurements.append(batchOf(until, until + hour));
    clock = until + hour + 10_000;
    // no tick: the hour that ended is counted for whoever asks
    const later = await begin();
    for (const server of [first, later]) {
      const found = await server.over(at(20, 11, 30), at(20, 13, 10));
      const whole = summedUpTo(at(20, 11, 30), at(20, 13, 10));
      expect(found.get('payment')).toMatchObject(whole);
    }
    await first.tick();
    expect((await first.over(at(20, 11, 30), at(20, 13, 10))).get('payment')).toMatchObject(
      summedUpTo(at(20, 11, 30), at(20, 13, 10)),
    );
  });

  function summedUpTo(from: EpochMs, to: EpochMs) {
    const sums = { good: 0, valid: 0, measuredMinutes: 0 };
    for (let one = from; one < to; one += minute) {
      sums.good += validOf(one) - badOf(one);
      sums.valid += validOf(one);
      sums.measuredMinutes += 1;
    }
    return sums;
  }

  it('follows what comes late', async () => {
    const { over, tick } = await begin();
    await tick();
    const window = [at(19, 3), at(19, 8)] as const;
    const before = (await over(...window)).get('payment')!;
    const late = emptyBatch();
    late.series = [event('ok')];
    late.counts = [{ series: 0, at: at(19, 4, 30), n: 1_000 }];
    await measurements.append(late);
    clock += 11 * minute;
    await tick();
    const after = (await over(...window)).get('payment')!;
    expect([after.good - before.good, after.valid - before.valid]).toEqual([1_000, 1_000]);
  });

  it('counts nothing twice while hours are being counted', async () => {
    const { over, tick } = await begin();
    const counting = tick();
    for (let nth = 0; nth < 20; nth++) {
      const { good, valid } = (await over(at(20, 9), at(20, 12))).get('gateway')!;
      const whole = expected(at(20, 9), at(20, 12)).get('gateway')!;
      expect(valid).toBeLessThanOrEqual(whole.valid);
      expect(good).toBeLessThanOrEqual(whole.good);
    }
    await counting;
    expect(await over(at(20, 9), at(20, 12))).toEqual(expected(at(20, 9), at(20, 12)));
  });
});
