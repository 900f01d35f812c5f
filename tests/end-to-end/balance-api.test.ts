import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { day, minute, toRfc3339 } from '../../src/maths/instants.ts';
import { at, catalogue, edgeHistory, measures, noon, openWorld, paymentHistory } from './balance-world.ts';

/**
 * One story over HTTP, minute by minute from noon, with counts that the test knows:
 * 0–14 all is well · 15–26 payments fall from 120 to 15 a minute and four of five calls of the payment API fail · 27–39 well
 * again · 40–44 the edge fails as 500 of 10 000 in an hour do, and nobody loses anything · from 45 on the event sender is silent.
 */
const drop = { from: 15, to: 27 };
const peak = { from: 40, to: 45 };
const silence = { from: 45, to: 49 };

describe('the balance of a server from outside', () => {
  let world: Awaited<ReturnType<typeof openWorld>>;

  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(() => world?.close());

  async function live(from: number, to: number) {
    for (let index = from; index < to; index++) {
      const dropping = index >= drop.from && index < drop.to;
      const failing = index >= peak.from && index < peak.to ? 8 + (index % 3 === 0 ? 1 : 0) : 0;
      await world.sendRequests(index, {
        'payment-api': dropping ? { good: 100, bad: 400 } : { good: 500, bad: 0 },
        edge: { good: 167 - failing, bad: failing },
      });
      if (index < silence.from) await world.sendEvents(index, dropping ? 15 : 120);
      await world.tick();
    }
    expect(world.failures()).toEqual([]);
  }
  const process = async () => (await world.balance()).processes[0]!;
  const component = async (name: string) => (await world.balance()).components.find((one) => one.name === name)!;

  it('answers an empty state before anything is known', async () => {
    expect(await world.balance()).toMatchObject({ processes: [], verdict: 'unknown', tilt: 0 });
  });

  it('takes a catalogue and history, and finds the alarm of last night', async () => {
    await world.apply(catalogue.noisy);
    const history = paymentHistory(35);
    expect(await world.importHistory('history', 35, history)).toMatchObject({ rows: history.length });
    await world.importHistory('otlp', 2, edgeHistory());
    await live(0, 2);

    // Stability over 24 hours fired at the 16th failure, 03:15, and stays on all day. Over an hour with a floor: nothing.
    const now = await world.balance();
    expect(now).toMatchObject({ verdict: 'noise', losing: [] });
    const edge = await component('edge');
    expect(edge.health.indicators.map(({ measure, state }) => [measure, state])).toEqual([
      [measures.hour, 'ok'],
      [measures.day, 'alarm'],
    ]);
    const { cells, unknownMinutes, alarms } = await world.matrix(noon - day, at(2));
    const nightly = Date.parse('2026-11-18T03:15:00Z');
    expect(alarms).toMatchObject([
      { measure: measures.day, startedAt: toRfc3339(nightly), processes: ['payment'], duringDrop: false },
    ]);
    expect(cells.alarmNoDrop).toEqual({ minutes: (at(2) - nightly) / minute, money: [] });
    expect(cells.neither.minutes).toBe((nightly - (noon - day)) / minute);
    expect([cells.alarmAndDrop.minutes, cells.dropNoAlarm.minutes, unknownMinutes]).toEqual([0, 0, 0]);
  });

  it('is calm once the measure that only makes noise has left the catalogue', async () => {
    await world.apply(catalogue.lean);
    await live(2, drop.from);
    expect(await world.balance()).toMatchObject({ verdict: 'agree-calm', tilt: 0, losing: [] });
    expect((await process()).impact).toMatchObject({ state: 'ok', class: null, drop: null });
    expect(await component('batch')).toMatchObject({ processes: [], health: { state: 'unmeasured' } });
    expect((await world.matrix(noon - day, at(drop.from))).alarms[0]!.endedAt).toBe(toRfc3339(at(3)));
  });

  it('shows a fall from 120 to 15 a minute as 87.5 % and 189 000 PLN in twelve minutes, with the alarm beside it', async () => {
    await live(drop.from, drop.to);
    const { impact } = await process();
    expect(impact).toMatchObject({
      state: 'losing',
      class: 'P1',
      drop: { onset: toRfc3339(at(drop.from)), endedAt: null },
    });
    expect(impact.impactShare!.value).toBeGreaterThan(0.86);
    expect(impact.impactShare!.value).toBeLessThan(0.89);
    const { money } = impact.drop!;
    expect(money).toMatchObject({ unit: 'PLN-minor' });
    expect(Math.abs(money!.value / 18_900_000 - 1)).toBeLessThan(0.03);
    expect(money!.low).toBeLessThan(18_900_000);
    expect(money!.high).toBeGreaterThan(18_900_000);

    const now = await world.balance();
    expect(now.verdict).toBe('agree-alarm');
    expect(now.tilt).toBe(impact.impactShare!.value);
    expect(now.losing).toEqual([impact.lossPerHour]);
    expect(Math.abs(now.losing[0]!.value / 94_500_000 - 1)).toBeLessThan(0.03);
    expect((await component('payment-api')).health.indicators[0]).toMatchObject({
      state: 'alarm',
      good: 5 * 100,
      valid: 5 * 500,
      reached: '0.2000',
      alarm: { startedAt: toRfc3339(at(drop.from)), endedAt: null },
    });
  });

  it('puts the drop’s minutes and all its money into one cell', async () => {
    await live(drop.to, peak.from);
    expect(await world.balance()).toMatchObject({ verdict: 'agree-calm', losing: [] });
    const { cells, drops, alarms, unknownMinutes } = await world.matrix(at(3), at(peak.from), '&process=payment');
    expect(drops).toMatchObject([{ onset: toRfc3339(at(drop.from)), endedAt: toRfc3339(at(drop.to)), class: 'P1' }]);
    // The last bad minute leaves the window of five after four more.
    const alarm = { startedAt: toRfc3339(at(drop.from)), endedAt: toRfc3339(at(drop.to + 4)), duringDrop: true };
    expect(alarms).toMatchObject([{ measure: measures.api, ...alarm }]);
    expect(cells.alarmAndDrop.minutes).toBe(12);
    expect(cells.alarmAndDrop.money.map(({ value }) => value)).toEqual([drops[0]!.money!.value]);
    expect(cells.alarmNoDrop.minutes).toBe(4);
    expect(cells.dropNoAlarm).toEqual({ minutes: 0, money: [] });
    expect(cells.neither.minutes).toBe(peak.from - 3 - 16);
    expect(unknownMinutes).toBe(0);
  });

  it('pages within 5 minutes for 500 failures of 10 000 in a peak hour, and calls it noise when nobody loses', async () => {
    await live(peak.from, peak.to);
    const now = await world.balance();
    expect(now.verdict).toBe('noise');
    expect(now.tilt).toBe(-0.5);
    const [indicator] = (await component('edge')).health.indicators;
    expect(indicator!.state).toBe('alarm');
    const fired = Date.parse(indicator!.alarm!.startedAt);
    expect(fired).toBeGreaterThanOrEqual(at(peak.from));
    expect(fired).toBeLessThan(at(peak.from + 5));
  });

  it('goes on after a restart as if nothing had happened', async () => {
    const before = await world.matrix(at(0), at(peak.to));
    await world.restart();
    await world.tick();
    expect(await world.matrix(at(0), at(peak.to))).toEqual(before);
    expect((await world.balance()).verdict).toBe('noise');
  });

  it('says unknown, and no loss, when the events stop coming', async () => {
    await live(silence.from, silence.to);
    expect(await process()).toMatchObject({ impact: { state: 'unknown', lossPerHour: null, drop: null } });
    expect(await world.balance()).toMatchObject({ verdict: 'unknown', tilt: 0, losing: [] });
    const { cells, unknownMinutes } = await world.matrix(at(0), at(silence.to));
    expect(unknownMinutes).toBe(silence.to - silence.from);
    const counted = Object.values(cells).reduce((sum, cell) => sum + cell.minutes, 0);
    expect(counted + unknownMinutes).toBe(silence.to);
  });

  it('answers the curve and the making of an indicator', async () => {
    const period = `from=${toRfc3339(at(14))}&to=${toRfc3339(at(17))}&step=1`;
    expect(await world.read(`/api/v1/measures/${measures.api}/curve?${period}`)).toMatchObject({
      good: [500, 100, 100],
      valid: [500, 500, 500],
    });
    const made = (await world.read(`/api/v1/measures/${measures.api}/breakdown`)) as { lines: { label: string }[] };
    expect(made.lines.find(({ label }) => label === 'Good')).toMatchObject({ value: '2500' });
  });
});
