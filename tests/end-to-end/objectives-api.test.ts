import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ObjectivePage, type ObjectiveRow, ObjectivesAnswer } from '../../src/features/objectives/slo-contract.ts';
import { minute } from '../../src/maths/instants.ts';
import { catalogue, measures, noon, openWorld } from './balance-world.ts';

const source = (spec: string): string => `{metricSource: {type: waga, spec: ${spec}}}`;
const slo = (name: string, service: string, ratio: string, rest: string): string => `---
apiVersion: openslo/v1
kind: SLO
metadata: {name: ${name}}
spec:
  service: ${service}
  indicator:
    metadata: {name: ${name}-sli}
    spec: {ratioMetric: ${ratio}}
${rest.replace(/^/gm, '  ')}
`;
const completed = source('{process: payment, step: completed}');
const api = source(`{measure: ${measures.api}}`);
const month =
  'timeWindow: [{duration: 1M, isRolling: false, calendar: {startTime: 2026-01-01 00:00:00, timeZone: Europe/Warsaw}}]';
const rolling = 'timeWindow: [{duration: 28d, isRolling: true}]';
const payments = (target: string): string =>
  slo(
    'pay',
    'payment',
    `{good: ${completed}, total: ${completed}}`,
    `${month}\nbudgetingMethod: Occurrences\nobjectives: [{target: ${target}}]`,
  );
const requests = slo(
  'answers',
  'payment-api',
  `{good: ${api}, total: ${api}}`,
  `${rolling}\nbudgetingMethod: Occurrences\nobjectives: [{target: 0.99}]`,
);
const minutesOf = slo(
  'minutes',
  'payment-api',
  `{good: ${api}, total: ${api}}`,
  `${rolling}\nbudgetingMethod: Timeslices\nobjectives: [{target: 0.9, timeSliceTarget: 0.95, timeSliceWindow: 1m}]`,
);
const elsewhere = slo(
  'elsewhere',
  'payment-api',
  '{good: {metricSource: {type: Datadog, spec: {}}}, total: {metricSource: {type: Datadog, spec: {}}}}',
  `${rolling}\nbudgetingMethod: Occurrences\nobjectives: [{target: 0.99}]`,
);
const product = '---\napiVersion: waga/v1\nkind: Product\nmetadata: {name: pay}\nspec: {}\n';
const things = catalogue.lean.replace('value: {', 'product: pay\n  value: {') + product;

describe('objectives', () => {
  let world: Awaited<ReturnType<typeof openWorld>>;
  const all = async (rest = ''): Promise<ObjectivesAnswer> =>
    ObjectivesAnswer.parse(await world.read(`/api/v1/objectives${rest}`));
  const row = async (name: string): Promise<ObjectiveRow> => (await all()).objectives.find((one) => one.name === name)!;
  const page = async (name: string) => ObjectivePage.parse(await world.read(`/api/v1/objectives/${name}`));
  let next = 0;
  async function minutes(count: number, requestsOf: { good: number; bad: number }): Promise<void> {
    for (const end = next + count; next < end; next++) {
      await world.sendEvents(next, 4);
      await world.sendRequests(next, { 'payment-api': requestsOf });
      await world.tick();
    }
  }

  beforeAll(async () => {
    world = await openWorld();
    await world.apply(things + payments('0.99') + requests + minutesOf + elsewhere);
    // from the first of November in Warsaw to noon of the 18th, 10 a minute and 1 % of them failed
    const begun = Date.parse('2026-10-31T23:00:00Z');
    const past = Array.from({ length: (noon - begun) / minute }, (_, index) => begun + index * minute);
    await world.importHistory(
      'history',
      40,
      past.flatMap((when, index) => [
        { process: 'payment', step: 'completed', at: when, count: 10 },
        ...(index % 10 === 0 ? [{ process: 'payment', step: 'completed', outcome: 'failed', at: when, count: 1 }] : []),
      ]),
    );
    await minutes(3, { good: 100, bad: 0 });
    for (let turn = 0; turn < 20; turn++) await world.tick();
  });
  afterAll(() => world?.close());

  it('are filled from history, by the month of the zone, with counts that are exact', async () => {
    const pay = await row('pay');
    const count = (noon - Date.parse('2026-10-31T23:00:00Z')) / minute;
    expect(pay).toMatchObject({
      window: { from: '2026-10-31T23:00:00Z', to: '2026-11-30T23:00:00Z', rolling: false, timeZone: 'Europe/Warsaw' },
      good: String(10 * count + 12),
      valid: String(10 * count + count / 10 + 12),
      ...{ state: 'met', completeness: 1, target: '0.99', subject: { kind: 'process', name: 'payment' } },
    });
    expect(pay.budget).toMatchObject({
      spent: String(count / 10),
      allowed: ((10.1 * count + 12) / 100).toFixed(2).replace(/0$/, ''),
    });
  });

  it('say what is left in money where an event has a price, and why where it has none', async () => {
    const pay = await row('pay');
    const left = Number(pay.budget!.allowed) - Number(pay.budget!.spent);
    expect(pay.budget!.leftMoney).toMatchObject({ unit: 'PLN-minor', value: Math.round(left * 15_000) });
    expect((await row('answers')).budget).toMatchObject({
      leftMoney: null,
      moneyWhy: expect.stringContaining('the value at risk of payment-api'),
    });
  });

  it('say why one is not measured, and find none that does not exist', async () => {
    expect(await row('elsewhere')).toMatchObject({
      state: 'unsupported',
      why: expect.stringContaining('type datadog'),
    });
    await expect(world.read('/api/v1/objectives/answer')).rejects.toThrow('did you mean answers?');
    expect((await all('?only=unsupported&q=ELSE')).objectives.map(({ name }) => name)).toEqual(['elsewhere']);
  });

  it('burn when the component fails, page once, and go on burning over a restart', async () => {
    await minutes(40, { good: 100, bad: 0 });
    expect((await row('answers')).burns.map(({ state }) => state)).toEqual(['calm', 'calm', 'frozen', 'frozen']);
    await minutes(12, { good: 0, bad: 100 });
    const burning = await row('answers');
    expect(burning.burns[0]).toMatchObject({ severity: 'page', state: 'burning' });
    expect(burning).toMatchObject({ state: 'missed', good: '4300', valid: '5500' });
    expect((await all()).objectives[0]!.burns.some(({ state }) => state === 'burning')).toBe(true);
    await world.restart();
    await minutes(1, { good: 0, bad: 100 });
    const after = await page('answers');
    expect(after.alerts.filter(({ longMinutes }) => longMinutes === 60)).toEqual([
      { severity: 'page', from: burning.burns[0]!.since, to: null, longMinutes: 60 },
    ]);
    await minutes(6, { good: 100, bad: 0 });
    expect((await page('answers')).alerts.find(({ longMinutes }) => longMinutes === 60)!.to).not.toBe(null);
  });

  it('stay frozen while nothing is measured', async () => {
    next += 30;
    await world.sendEvents(next++, 4);
    await world.tick();
    const frozen = await row('answers');
    expect(new Set(frozen.burns.map(({ state }) => state))).toEqual(new Set(['frozen']));
  });

  it('take in events that come late, and count the same after a restart', async () => {
    const before = await row('pay');
    await world.sendEvents(5, 3);
    await minutes(12, { good: 100, bad: 0 });
    const after = await row('pay');
    expect(Number(after.good)).toBe(Number(before.good) + 3 + 12 * 4);
    await world.restart();
    for (let turn = 0; turn < 20; turn++) await world.tick();
    const again = await row('pay');
    expect([again.good, again.valid, again.completeness]).toEqual([after.good, after.valid, after.completeness]);
  });

  it('count minutes as slices', async () => {
    const slices = await row('minutes');
    expect(slices).toMatchObject({ valid: '74', good: '61', state: 'missed', method: 'Timeslices' });
  });

  it('read an import of history that comes later', async () => {
    const before = await row('pay');
    const when = noon - 3 * 86_400_000;
    const lately = noon - 120 * minute;
    await world.importHistory('history', 4, [
      { process: 'payment', step: 'completed', at: when, count: 5 },
      { process: 'payment', step: 'completed', outcome: 'failed', at: lately, count: 1_000 },
    ]);
    await minutes(2, { good: 100, bad: 0 });
    for (let turn = 0; turn < 5; turn++) await world.tick();
    const after = await row('pay');
    expect(Number(after.good)).toBe(Number(before.good) + 5 + 2 * 4);
    const overSixHours = ({ burns }: ObjectiveRow) => burns.find(({ longMinutes }) => longMinutes === 360)!.long!;
    expect(overSixHours(after)).toBeGreaterThan(10 * overSixHours(before));
  });

  it('begin another version with an edit, and leave the past its rule', async () => {
    const before = await row('pay');
    await world.apply(things + payments('0.999') + requests + minutesOf + elsewhere);
    await world.tick();
    const edited = await page('pay');
    expect(edited).toMatchObject({ target: '0.999', versions: 2, good: before.good });
    expect(edited.rules.map(({ target }) => target)).toEqual(['0.999', '0.99']);
    expect(Number(edited.budget!.allowed)).toBeCloseTo(Number(before.budget!.allowed), 1);
    expect(edited.history.leftRatio.at(-1)).not.toBe(null);
  });

  it('show a part of them at a time', async () => {
    const first = await all('?limit=2');
    const second = await all(`?limit=2&cursor=${first.next}`);
    expect([...first.objectives, ...second.objectives].map(({ name }) => name).sort()).toEqual([
      'answers',
      'elsewhere',
      'minutes',
      'pay',
    ]);
    expect(second.next).toBe(null);
    await expect(all('?cursor=nothing')).rejects.toThrow('400');
  });

  it('hide the money of a product that is not shown, and tell Prometheus what is left', async () => {
    const { url, machineToken } = world.running();
    const made = await fetch(`${url}/api/v1/tokens`, {
      method: 'POST',
      headers: { authorization: `Bearer ${machineToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'blind', scopes: ['read', 'metrics'], money: [] }),
    });
    const { secret } = (await made.json()) as { secret: string };
    const headers = { authorization: `Bearer ${secret}` };
    const shown = ObjectivesAnswer.parse(await (await fetch(`${url}/api/v1/objectives`, { headers })).json());
    expect(shown.moneyHidden).toBe(true);
    expect(
      shown.objectives.every(({ budget }) => budget === null || (budget.leftMoney ?? budget.burnPerHour) === null),
    ).toBe(true);
    const metrics = await (await fetch(`${url}/metrics`, { headers })).text();
    expect(metrics).toMatch(/waga_error_budget_remaining_ratio\{objective="answers"\} -\d/);
    expect(metrics).toMatch(/waga_objectives_memory_bytes \d+/);
  });
});
