import { describe, expect, it } from 'vitest';
import { makeWorld, type World } from '../../../../benchmarks/accuracy/world.ts';
import { day, type EpochMs, hour, minute, toRfc3339 } from '../../../maths/instants.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { catalogKinds } from '../../catalog/kinds.ts';
import { readFiles } from '../../catalog/read-files.ts';
import { signalKinds } from '../../signals/kinds.ts';
import type { ReplayChange } from '../replay-contract.ts';
import { withChanges } from './changed-rules.ts';
import { ReplayEngine } from './replay-engine.ts';
import { replayOutcome } from './replay-outcome.ts';
import { type ReplaySetup, seriesOf, warmUpMs } from './replay-setup.ts';

const historyDays = 21;
const days = 2;

function catalogOf(objective: string, level = 'critical', lossLimit = ''): Catalog {
  const text = `apiVersion: waga/v1
kind: Process
metadata: {name: payment}
spec: {level: ${level}, timeZone: Europe/Warsaw, steps: [completed], kpi: completed, value: {perEvent: "10.00", currency: PLN}, ${lossLimit} thresholds: {partial: "0.20", total: "0.40"}, dependsOn: [{component: api}]}
---
apiVersion: waga/v1
kind: Component
metadata: {name: api}
spec: {}
---
apiVersion: waga/v1
kind: Measure
metadata: {name: stability}
spec: {class: technical, component: api, type: availability, metric: requests, bad: {code: "5*"}, objective: ${objective}}`;
  const { documents, findings } = readFiles([{ path: 'a.yaml', text }], [...catalogKinds, ...signalKinds]);
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  return { version: 1, appliedAt: 0, documents };
}

interface Requests {
  valid: number;
  bad: number;
}

/** Replays two days of a world; `requests` says what the measure counts in a minute, in minutes since the begin of the period. */
function replay(
  world: World,
  { objective = '{atLeast: "0.99"}', level = 'critical', lossLimit = '', changes = [] as ReplayChange[] },
  requests: (minuteOfPeriod: number) => Requests = () => ({ valid: 100, bad: 0 }),
  until: EpochMs = Number.POSITIVE_INFINITY,
  retirements: ReplaySetup['retirements'] = [],
) {
  const start = world.from + historyDays * day;
  const from = start + warmUpMs;
  const catalog = catalogOf(objective, level, lossLimit);
  const setup: ReplaySetup = {
    period: { from, to: Math.min(until, from + days * day) },
    before: [{ from: start, catalog }],
    after: [{ from: start, catalog: withChanges(catalog, changes) }],
    values: new Map([['payment', { kind: 'perEvent', currency: 'PLN', minor: 1_000 }]]),
    ...{ recorded: new Map(), outages: [], otherAlarms: [], retirements, learnEveryDays: 1 },
  };
  expect(seriesOf(setup).measures).toHaveLength(1);
  const engine = new ReplayEngine(setup);
  const counts = (a: EpochMs, b: EpochMs) =>
    world.counts.slice(Math.round((a - world.from) / minute), Math.round((b - world.from) / minute));
  engine.add({
    ...{ from: world.from, to: start, measures: [], measuresFrom: start },
    business: [counts(world.from, start)],
  });
  for (let at = start; at < setup.period.to; at += day) {
    const to = Math.min(setup.period.to, at + day);
    const each = Array.from({ length: (to - at) / minute }, (_, i) => requests((at - from) / minute + i));
    const valid = Float64Array.from(each, (one) => one.valid);
    const good = Float64Array.from(each, (one) => one.valid - one.bad);
    engine.add({ from: at, to, business: [counts(at, to)], measures: [{ good, valid }], measuresFrom: at });
  }
  return { outcome: replayOutcome(setup, engine.result()), from };
}

const outageAt = (historyDays + 1) * 1_440 + 720;
const calm = () => makeWorld({ seed: 71, days: historyDays + 1 + days, rate: 120, dispersion: 1.2 });
const dropping = (share: number) =>
  makeWorld({
    ...{ seed: 71, days: historyDays + 1 + days, rate: 120, dispersion: 1.2 },
    outages: [{ fromMinute: outageAt, minutes: 40, share }],
  });

describe('a replay', () => {
  it('finds a total stop within two minutes, and loses nothing where nothing is changed', () => {
    const { outcome, from } = replay(dropping(1), {});
    expect(outcome.drops).toHaveLength(1);
    const [drop] = outcome.drops;
    expect(drop).toMatchObject({ class: 'P1', process: 'payment', from: toRfc3339(from + 12 * hour) });
    expect(drop!.before).toBeLessThanOrEqual(2);
    expect(drop!.after).toBe(drop!.before);
    expect(outcome.before).toEqual(outcome.after);
    expect(outcome.before).toMatchObject({ pages: 1, noise: 0, tickets: 0, incidents: 1 });
    expect([outcome.lost, outcome.gone, outcome.added, outcome.moved]).toEqual([[], [], [], []]);
  });

  it('says that a P2 is lost where the thresholds tried no longer reach it', () => {
    const changes: ReplayChange[] = [{ kind: 'process', name: 'payment', partial: '0.6', total: '0.9' }];
    const { outcome } = replay(dropping(0.32), { changes });
    expect(outcome.drops).toMatchObject([{ class: 'P2', after: null }]);
    expect(outcome.drops[0]!.before).not.toBeNull();
    expect(outcome.lost).toEqual([outcome.drops[0]!.id]);
    expect(outcome.gone).toMatchObject([{ way: 'page', name: 'P2', drop: outcome.drops[0]!.id }]);
    expect(outcome.after).toMatchObject({ pages: 0 });
  });

  it('does not lose it where an alarm of a component below still tells of it', () => {
    const changes: ReplayChange[] = [{ kind: 'process', name: 'payment', partial: '0.6', total: '0.9' }];
    const failing = (i: number) => ({ valid: 100, bad: i >= 721 && i < 760 ? 30 : 0 });
    const { outcome } = replay(dropping(0.32), { changes }, failing);
    expect(outcome.lost).toEqual([]);
    expect(outcome.drops[0]!.after).toBeGreaterThan(0);
    expect(outcome.after).toMatchObject({ pages: 1, noise: 0 });
  });

  it('tells every call that a measure left out no longer makes, and by night which', () => {
    // a quarter of an hour each night that no customer notices: 02:10 in Warsaw
    const nightly = (i: number) => ({ valid: 100, bad: (((i + 120) % 1_440) + 1_440) % 1_440 === 130 ? 90 : 0 });
    const { outcome } = replay(calm(), { changes: [{ kind: 'measure', name: 'stability', off: true }] }, nightly);
    expect(outcome.before).toMatchObject({ pages: 2, pagesByNight: 2, noise: 2 });
    expect(outcome.after).toMatchObject({ pages: 0, noise: 0 });
    expect(outcome.gone).toHaveLength(2);
    expect(outcome.gone[0]).toMatchObject({ component: 'api', process: 'payment', byNight: true, drop: null });
  });

  it('makes no call of a measure from its retirement on, on neither side', () => {
    const nightly = (i: number) => ({ valid: 100, bad: (((i + 120) % 1_440) + 1_440) % 1_440 === 130 ? 90 : 0 });
    const world = calm();
    const at = world.from + (historyDays + 2) * day;
    const retired = [{ alert: 'measure:stability', act: 'retire' as const, at }];
    const { outcome } = replay(world, {}, nightly, Number.POSITIVE_INFINITY, retired);
    expect(outcome.before).toMatchObject({ pages: 1 });
    expect(outcome.after).toEqual(outcome.before);
  });

  it('calls again once a slow loss is over, whose end lies hours before it is seen, and leaves no ticket of what was told', () => {
    const each = (i: number) => ({ valid: 100, bad: i > 0 && i % 720 >= 70 && i % 720 < 82 ? 4 : 0 });
    const world = makeWorld({
      ...{ seed: 91, days: historyDays + 1 + days, rate: 60, dispersion: 1.3, weather: 0.01, growth: 0 },
      outages: [{ fromMinute: (historyDays + 1) * 1_440 + 100, minutes: 420, share: 0.14 }],
    });
    const { outcome } = replay(
      world,
      { lossLimit: 'lossLimit: "2500.00",', changes: [{ kind: 'measure', name: 'stability', off: true }] },
      each,
    );
    const late = outcome.gone.filter(({ at }) => Date.parse(at) >= world.from + (historyDays + 2) * day);
    expect(late[0]).toMatchObject({ way: 'page', component: 'api' });
    expect(outcome.drops.some(({ before }) => before !== null)).toBe(true);
    expect(outcome.before!.tickets).toBe(0);
  });

  it('decides nothing from minutes that lie ahead: cut short, it has come to the same until then', () => {
    const noise = (i: number) => ({ valid: 100, bad: i % 500 === 60 ? 40 : 0 });
    const whole = replay(dropping(0.5), { changes: [{ kind: 'measure', name: 'stability', off: true }] }, noise);
    const cut = whole.from + 13 * hour;
    const part = replay(dropping(0.5), { changes: [{ kind: 'measure', name: 'stability', off: true }] }, noise, cut);
    const until = whole.outcome.gone.filter(({ at }) => Date.parse(at) <= cut);
    expect(until.length).toBeGreaterThan(0);
    expect(part.outcome.gone.map(({ at, name }) => [at, name])).toEqual(until.map(({ at, name }) => [at, name]));
  });
});

describe('API stability of 99.9 %', () => {
  const overDay = '{atLeast: "0.999", overMinutes: 1440, floor: 20}';
  const overHour: ReplayChange[] = [{ kind: 'measure', name: 'stability', overMinutes: 60, floor: 1_000 }];

  it('over 24 hours pages for some failures at three in the morning; over one hour with a floor it does not', () => {
    // 02:00 UTC is 03:00 or 04:00 in Warsaw: 16 of some 14 400 requests a day, at night
    const byNight = (i: number) => ({ valid: 10, bad: i >= 120 && i < 136 ? 1 : 0 });
    const { outcome } = replay(calm(), { objective: overDay, changes: overHour }, byNight);
    expect(outcome.before).toMatchObject({ pages: 1, pagesByNight: 1, noise: 1 });
    expect(outcome.after).toMatchObject({ pages: 0, incidents: 0 });
    expect(outcome.lost).toEqual([]);
  });

  it('over one hour still pages within five minutes for 500 failures of the 10 000 requests of a peak hour', () => {
    const atPeak = (i: number) => ({ valid: 166, bad: i >= 720 && i < 780 ? 8 : 0 });
    const { outcome, from } = replay(calm(), { objective: overDay, changes: overHour }, atPeak);
    const paged = [...outcome.added, ...outcome.moved.map(({ after }) => after)];
    const after = paged.length > 0 ? Date.parse(paged[0]!.at) : null;
    expect(outcome.after).toMatchObject({ pages: 1 });
    expect(after! - (from + 12 * hour)).toBeLessThanOrEqual(5 * minute);
  });
});
