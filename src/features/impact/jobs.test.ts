import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fiveWeeks, makeWorld, type World } from '../../../benchmarks/accuracy/world.ts';
import { type EpochMs, minute, toRfc3339 } from '../../maths/instants.ts';
import type { MinuteSeries } from '../../maths/minute-series.ts';
import { openRecords, type Records } from '../../stores/records/open.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { decidedAt, withDecisions } from '../catalog/decided.ts';
import { catalogKinds } from '../catalog/kinds.ts';
import type { DecidedTerms } from '../catalog/process-terms.ts';
import { readFiles } from '../catalog/read-files.ts';
import { termsHistory } from '../catalog/terms-history.ts';
import { expectationJobs } from '../expectations/jobs.ts';
import { expectationQueries } from '../expectations/queries.ts';
import { ImpactCurve, ProcessImpact } from './contract.ts';
import { impactJobs } from './jobs.ts';
import { impactQueries } from './queries.ts';

const yaml = `
apiVersion: waga/v1
kind: Process
metadata: {name: payment}
spec:
  timeZone: UTC
  steps: [started, completed]
  kpi: completed
  value: {from: event, currency: PLN}
  thresholds: {partial: "0.20", total: "0.40"}
`;
const at = fiveWeeks + 600;

/** The store's answers over a pretend world: minutes up to the declared time, 150.00 PLN each. */
function signalsOf(world: World, complete: { until: EpochMs | null }) {
  const asked: number[] = [];
  const minutes = (from: EpochMs, to: EpochMs, times: number): MinuteSeries => ({
    from,
    counts: Float64Array.from({ length: (to - from) / minute }, (_, i) => {
      const time = from + i * minute;
      const known = complete.until !== null && time < complete.until;
      return known ? (world.counts[(time - world.from) / minute] ?? Number.NaN) * times : Number.NaN;
    }),
  });
  return {
    asked,
    businessMinutes: async ({ from, to }: { from: EpochMs; to: EpochMs }) => {
      asked.push((to - from) / minute);
      return minutes(from, to, 1);
    },
    manyBusinessMinutes: async (steps: readonly object[], { from, to }: { from: EpochMs; to: EpochMs }) => {
      asked.push((to - from) / minute);
      return steps.map(() => minutes(from, to, 1));
    },
    businessMoney: async ({ from, to }: { from: EpochMs; to: EpochMs }) => minutes(from, to, 15_000),
    conversion: async () => ({ started: 200, finished: 150, counted: 'users' as const }),
    completeUntil: async () => complete.until,
    importedAt: async () => null,
  };
}

describe('the job of impact on its stores', () => {
  let records: Records;
  const world = makeWorld({
    seed: 61,
    days: 36,
    rate: 120,
    dispersion: 1.5,
    outages: [{ fromMinute: at, minutes: 12, share: 0.875 }],
  });
  const { documents } = readFiles([{ path: 'p.yaml', text: yaml }], catalogKinds);
  const plain: Catalog = { version: 1, appliedAt: 0, documents };
  let held = plain;
  const catalog = (): Catalog => held;
  beforeEach(async () => {
    records = await openRecords({ file: ':memory:' });
    held = plain;
  });
  afterEach(() => records.close());

  function started(complete: { until: EpochMs | null }) {
    const signals = signalsOf(world, complete);
    const expectations = expectationQueries({ records: records.db, catalog, signals });
    const impact = impactQueries({ records: records.db, catalog, signals, expectations });
    const jobs = [
      ...expectationJobs({ catalog, expectations }),
      ...impactJobs({ catalog, signals, expectations, impact }),
    ];
    const tick = async (now: EpochMs): Promise<ProcessImpact> => {
      for (const job of jobs) await job.run(now);
      return ProcessImpact.parse(impact.current()[0]);
    };
    return { signals, impact, tick };
  }
  const time = (i: number): EpochMs => world.from + i * minute;

  it('opens one drop, keeps its money up to date through a restart, ends it', async () => {
    const complete = { until: time(at - 2) as EpochMs | null };
    let { tick, impact } = started(complete);
    expect(await tick(time(at - 2) + 5_000)).toMatchObject({ state: 'ok', drop: null, conversion: { started: 200 } });
    for (let i = at - 1; i <= at + 6; i++) {
      complete.until = time(i);
      await tick(time(i) + 5_000);
      await tick(time(i) + 10_000);
    }
    const losing = impact.current()[0]!;
    expect(losing).toMatchObject({ state: 'losing', class: 'P1', drop: { onset: toRfc3339(time(at)), endedAt: null } });
    expect(losing.lossPerHour?.unit).toBe('PLN-minor/h');
    expect(losing.lossPerHour?.value).toBe(losing.lossPerHour && Math.round(losing.lossPerHour.value));
    expect(losing.valuePerEvent?.text?.value).toBe('150.00');

    ({ tick, impact } = started(complete));
    for (let i = at + 7; i <= at + 40; i++) {
      complete.until = time(i);
      await tick(time(i) + 5_000);
    }
    const drops = await impact.drops({ from: time(at - 60), to: time(at + 60) });
    expect(drops).toHaveLength(1);
    expect(drops[0]).toMatchObject({ onset: toRfc3339(time(at)), endedAt: toRfc3339(time(at + 12)), class: 'P1' });
    let missing = 0;
    for (let i = at; i < at + 12; i++) missing += world.undisturbed[i]! - world.counts[i]!;
    expect(drops[0]!.lost.value / missing).toBeGreaterThan(0.88);
    expect(drops[0]!.lost.value / missing).toBeLessThan(1.12);
    expect(drops[0]!.money?.value).toBe(Math.round(drops[0]!.lost.value * 15_000));
    expect(impact.current()[0]).toMatchObject({ state: 'ok', drop: null, lossPerHour: null });

    const curve = ImpactCurve.parse(await impact.curve('payment', time(at - 60), time(at + 40), 5));
    expect(curve.actual).toHaveLength(20);
    expect(curve.expected[12]! / curve.actual[12]!).toBeGreaterThan(4);
    expect(curve.low[12]).toBeLessThan(curve.expected[12]!);
    const breakdown = await impact.breakdown('payment');
    expect(breakdown.lines.map(({ label }) => label)).toEqual(
      expect.arrayContaining(['Actual', 'Expected', 'Level', 'Value per event', 'Sources']),
    );
  });

  it('reads a drop by what was valid when it was, whatever is signed afterwards', async () => {
    const complete = { until: time(at + 20) as EpochMs | null };
    const file = { process: 'payment', level: 'standard' as const, thresholds: { partial: '0.20', total: '0.40' } };
    const signed: DecidedTerms = {
      ...{ process: 'payment', decision: 'payment-1', version: 1, level: 'critical' },
      ...{ thresholds: { partial: '0.95', total: '0.97' }, from: time(at + 20), until: null },
    };
    const history = (decided: DecidedTerms[]) => termsHistory([{ ...file, from: 0, until: null }], decided);
    held = { ...plain, history: history([]) };
    let { tick, impact } = started(complete);
    await tick(time(at + 20) + 5_000);
    const of = () => impact.drops({ from: time(at), to: time(at + 60) });
    expect(await of()).toMatchObject([{ class: 'P1', level: 'standard' }]);
    held = { ...withDecisions(plain, decidedAt([signed], signed.from)), history: history([signed]) };
    world.counts[at + 3] = (world.counts[at + 3] ?? 0) + 1;
    for (let restart = 0; restart < 2; restart++) {
      for (let i = 21; i <= 23; i++) {
        complete.until = time(at + 20 + i);
        await tick(time(at + 20 + i) + 5_000);
      }
      expect(await of()).toMatchObject([{ class: 'P1', level: 'standard' }]);
      expect(JSON.stringify(await impact.breakdown('payment'))).toContain('P2 from 95.0 %');
      ({ tick, impact } = started(complete));
    }
  });

  it('asks the store for minutes, not for weeks, once it has learned', async () => {
    const complete = { until: time(at - 60) as EpochMs | null };
    const { tick, signals } = started(complete);
    await tick(time(at - 60) + 5_000);
    signals.asked.length = 0;
    complete.until = time(at - 59);
    await tick(time(at - 59) + 5_000);
    await tick(time(at - 59) + 10_000);
    expect(signals.asked).toEqual([16]);
  });

  it('is unknown while the sender is silent, with the drop in sight and no new loss', async () => {
    const complete = { until: time(at + 5) as EpochMs | null };
    const { tick } = started(complete);
    const before = await tick(time(at + 5) + 5_000);
    expect(before).toMatchObject({ state: 'losing', class: 'P1' });
    const silent = await tick(time(at + 8));
    expect(silent).toMatchObject({ state: 'unknown', actual: null, impactShare: null, lossPerHour: null });
    expect(silent.drop?.lost).toEqual(before.drop?.lost);
  });

  it('learns first, says nothing without data, and names what it does not know', async () => {
    const complete = { until: null as EpochMs | null };
    const { tick, impact } = started(complete);
    expect(await tick(time(at))).toMatchObject({
      state: 'learning',
      notes: expect.arrayContaining([expect.stringContaining('3 days needed')]),
    });
    await expect(impact.breakdown('payments')).rejects.toMatchObject({ code: 'not_found' });
    const curve = await impact.curve('payment', time(at), time(at + 10), 5);
    expect(curve).toMatchObject({ actual: [null, null], expected: [null, null] });
  });
});
