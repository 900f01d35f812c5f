import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type EpochMs, minute, toRfc3339 } from '../../maths/instants.ts';
import { openRecords, type Records } from '../../stores/records/open.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { catalogKinds } from '../catalog/kinds.ts';
import { readFiles } from '../catalog/read-files.ts';
import { signalKinds } from '../signals/kinds.ts';
import { objectiveJobs } from './jobs.ts';
import { objectiveQueries } from './queries.ts';

const start = Date.parse('2026-11-20T10:00:00Z');
const apiMeasure = 'technical_service_payment-api_availability';
const measureYaml = `
---
apiVersion: waga/v1
kind: Measure
metadata: {name: ${apiMeasure}}
spec:
  class: technical
  component: payment-api
  type: availability
  source: otlp
  metric: http.server.request.duration
  bad: {http.response.status_code: "5*"}
  objective: {atLeast: "0.99", overMinutes: 5, floor: 20}
`;
const componentsYaml = `
apiVersion: waga/v1
kind: Component
metadata: {name: payment-api}
spec: {}
---
apiVersion: waga/v1
kind: Component
metadata: {name: ledger-db}
spec: {}
---
apiVersion: waga/v1
kind: Source
metadata: {name: otlp}
spec: {type: otlp, components: [payment-api]}
`;

function catalogOf(text: string, version: number): Catalog {
  const { documents, findings } = readFiles([{ path: 'c.yaml', text }], [...catalogKinds, ...signalKinds]);
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  return { version, appliedAt: 0, documents };
}

/** Hand-made signals: bad of 100 per minute from `start`; null is an unmeasured minute. */
function pretendSignals() {
  const bad: (number | null)[] = [];
  const asked: { minutes: number }[] = [];
  let broken = false;
  return {
    bad,
    asked,
    until: () => start + bad.length * minute,
    breakDown: (is: boolean) => (broken = is),
    signals: {
      indicatorSteps: () => Promise.reject(new Error('not asked')),
      async indicatorMinutes({ from, to }: { measure: string; from: EpochMs; to: EpochMs }) {
        if (broken) throw new Error('disk');
        const minutes = (to - from) / minute;
        asked.push({ minutes });
        const at = Array.from({ length: minutes }, (_, index) => bad[(from - start) / minute + index] ?? null);
        return {
          from,
          good: Float64Array.from(at, (one) => (one === null ? Number.NaN : 100 - one)),
          valid: Float64Array.from(at, (one) => (one === null ? Number.NaN : 100)),
          notes: [],
        };
      },
      completeUntil: async () => (bad.length === 0 ? null : start + bad.length * minute),
    },
  };
}

describe('the objectives job', () => {
  let directory: string;
  let store: Records;
  let world: ReturnType<typeof pretendSignals>;
  let catalog: Catalog;

  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'objectives-'));
    store = await openRecords({ file: join(directory, 'records.db') });
    world = pretendSignals();
    catalog = catalogOf(componentsYaml + measureYaml, 1);
  });
  afterEach(async () => {
    await store.close();
    rmSync(directory, { recursive: true });
  });

  function process() {
    const deps = { records: store.db, catalog: () => catalog, signals: world.signals };
    const objectives = objectiveQueries(deps);
    const [job] = objectiveJobs({ ...deps, objectives });
    return { objectives, tick: (after = 2_000) => job!.run(world.until() + after) };
  }
  const alarms = () => store.db.selectFrom('alarms').selectAll().orderBy('started_at').execute();
  const at = (index: number) => start + index * minute;

  it('opens an alarm with the first missed minute and closes it when the objective stays met', async () => {
    const { objectives, tick } = process();
    for (const one of [0, 0, 0, 0, 0, 30]) {
      world.bad.push(one);
      await tick();
    }
    const [api, database] = objectives.current();
    expect(api).toMatchObject({ component: 'payment-api', state: 'alarm', asOf: toRfc3339(world.until() + 2_000) });
    expect(api!.indicators[0]).toMatchObject({
      state: 'alarm',
      good: 470,
      valid: 500,
      reached: '0.9400',
      objective: '0.99',
      window: { from: toRfc3339(at(1)), to: toRfc3339(at(6)), minutes: 5 },
      goodMeans: 'no server error (HTTP 5xx)',
      alarm: { id: `${apiMeasure}@2026-11-20T10:05:00Z`, startedAt: '2026-11-20T10:05:00Z', endedAt: null },
    });
    expect(database).toMatchObject({ component: 'ledger-db', state: 'unmeasured', indicators: [] });

    // The bad minute leaves the window after 4 more; then 5 met ones close it, dated back to the first.
    for (let index = 0; index < 9; index++) {
      world.bad.push(0);
      await tick();
    }
    expect(await alarms()).toMatchObject([{ started_at: at(5), ended_at: at(10) }]);
    expect(objectives.current()[0]!.state).toBe('ok');
  });

  it('does not call a source silent at the turn of a minute, however short its patience', async () => {
    catalog = catalogOf(componentsYaml.replace('type: otlp,', 'type: otlp, silentAfter: 1m,') + measureYaml, 1);
    const { objectives, tick } = process();
    world.bad.push(0, 0, 0, 0, 0);
    await tick(minute + 3_000);
    expect(objectives.current()[0]!.state).toBe('ok');
    await tick(2 * minute);
    expect(objectives.current()[0]!.state).toBe('unknown');
  });

  it('gives the same alarms however often it runs and wherever it is started anew', async () => {
    world.bad.push(0, 0, 0, 0, 0, 30, 0, 0, 0, 0, 0, 0);
    const first = process();
    await first.tick();
    await first.tick();
    expect(await alarms()).toMatchObject([{ started_at: at(5), ended_at: null }]);
    const again = process();
    world.bad.push(0, 0, 0);
    await again.tick();
    expect(await alarms()).toMatchObject([{ started_at: at(5), ended_at: at(10) }]);
    await process().tick();
    world.bad.push(40);
    await process().tick();
    await process().tick();
    expect(await alarms()).toMatchObject([
      { started_at: at(5), ended_at: at(10) },
      { started_at: at(15), ended_at: null },
    ]);
  });

  it('reads nothing while no minute has been completed, and one window a minute after', async () => {
    const { tick } = process();
    world.bad.push(0, 0);
    await tick();
    await tick();
    expect(world.asked).toEqual([{ minutes: 1_445 }]);
    world.bad.push(0);
    await tick();
    expect(world.asked).toEqual([{ minutes: 1_445 }, { minutes: 6 }]);
  });

  it('is unknown when the source is silent, and the alarm stays as it was', async () => {
    const { objectives, tick } = process();
    world.bad.push(0, 0, 0, 0, 30);
    await tick();
    await tick(3 * minute - 1);
    expect(objectives.current()[0]!.state).toBe('alarm');
    await tick(3 * minute);
    const [api] = objectives.current();
    expect(api).toMatchObject({ state: 'unknown' });
    expect(api!.indicators[0]).toMatchObject({ state: 'unknown', good: null, valid: null, reached: null });
    expect(api!.indicators[0]!.notes.join(' ')).toContain('No complete data since 2026-11-20T10:05:00Z');
    expect(api!.indicators[0]!.alarm).toMatchObject({ endedAt: null });
  });

  it('shows an indicator that cannot be read as unknown, fails, and catches up later', async () => {
    const { objectives, tick } = process();
    world.bad.push(0, 0, 0, 0, 30);
    world.breakDown(true);
    await expect(tick()).rejects.toThrow('disk');
    expect(objectives.current()[0]!.state).toBe('unknown');
    world.breakDown(false);
    await tick();
    expect(await alarms()).toMatchObject([{ started_at: at(4), ended_at: null }]);
  });

  it('ends the alarm of a measure that leaves the catalogue', async () => {
    const { objectives, tick } = process();
    world.bad.push(0, 0, 0, 0, 30);
    await tick();
    catalog = catalogOf(componentsYaml, 2);
    await tick();
    expect(await alarms()).toMatchObject([{ started_at: at(4), ended_at: world.until() }]);
    expect(objectives.current()[0]!.state).toBe('unmeasured');

    // Declared anew, it goes on from that end; the bad minute still lies in its window.
    catalog = catalogOf(componentsYaml + measureYaml, 3);
    world.bad.push(0);
    await tick();
    expect(await alarms()).toMatchObject([
      { started_at: at(4), ended_at: at(5) },
      { started_at: at(5), ended_at: null },
    ]);
  });

  it('answers alarms that touch a period', async () => {
    const { objectives, tick } = process();
    world.bad.push(0, 0, 0, 0, 0, 30, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    await tick();
    const during = (from: number, to: number) => objectives.alarms({ from: at(from), to: at(to) });
    expect(await during(5, 6)).toHaveLength(1);
    expect(await during(0, 5)).toEqual([]);
    expect(await during(10, 20)).toEqual([]);
    expect((await during(0, 20))[0]).toMatchObject({ measure: apiMeasure, component: 'payment-api' });
  });
});
