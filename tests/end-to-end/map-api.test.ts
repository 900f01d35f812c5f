import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MapAnswer } from '../../src/features/criticality/map/map-contract.ts';
import { hour, minute, toRfc3339 } from '../../src/maths/instants.ts';
import { openCriticality } from './criticality-world.ts';

const noon = Date.parse('2026-11-18T12:00:00Z');
const product = (name: string) => `
---
apiVersion: waga/v1
kind: Product
metadata: {name: ${name}, displayName: ${name.toUpperCase()}}
spec: {}
`;
const process = (name: string, of: string, perHour: string, dependsOn: string) => `
---
apiVersion: waga/v1
kind: Process
metadata: {name: ${name}}
spec:
  level: critical
  product: ${of}
  timeZone: Europe/Warsaw
  steps: [completed]
  kpi: completed
  value: {perHour: "${perHour}", currency: PLN}
  thresholds: {partial: "0.20", total: "0.40"}
  dependsOn: ${dependsOn}
`;
const component = (name: string, dependsOn = '[]') => `
---
apiVersion: waga/v1
kind: Component
metadata: {name: ${name}}
spec: {availability: "0.999", dependsOn: ${dependsOn}}
`;
const first = `
${product('pay')}${product('loan')}
${process('payment', 'pay', '1000.00', '[{component: api}]')}
${process('lending', 'loan', '400.00', '[{component: api}, {component: mail, mode: async, bufferMinutes: 30}]')}
${component('api', '[{anyOf: [{component: db-1}, {component: db-2}]}, {component: hints, mode: soft, share: "0.06"}]')}
${component('db-1')}${component('db-2')}${component('mail')}${component('hints')}
---
apiVersion: waga/v1
kind: Source
metadata: {name: events}
spec: {type: events, processes: [payment], complete: declared}
`;

describe('the map, over HTTP', () => {
  let world: Awaited<ReturnType<typeof openCriticality>>;
  beforeAll(async () => {
    world = await openCriticality(noon);
    await world.apply(first);
    await world.worked();
  });
  afterAll(() => world?.close());

  async function map(at?: number, headers = {}): Promise<MapAnswer> {
    const query = at === undefined ? '' : `?at=${toRfc3339(at)}`;
    const { status, body } = await world.ask('GET', `/api/v1/map${query}`, undefined, headers);
    expect(status).toBe(200);
    return MapAnswer.parse(body);
  }
  const nodeOf = (answer: MapAnswer, id: string) => answer.nodes.find((node) => node.id === id);
  async function sendMinute(at: number): Promise<void> {
    world.clock.now = at + minute;
    const headers = { 'waga-source': 'events', 'waga-complete-until': toRfc3339(at + minute) };
    const event = { process: 'payment', step: 'completed', at: toRfc3339(at) };
    expect((await world.ask('POST', '/api/v1/events', [event], headers)).status).toBe(202);
  }

  it('lays things in layers, with the money at risk and the areas it belongs to', async () => {
    const answer = await map();
    expect(answer).toMatchObject({ now: true, catalogVersion: 1, moneyHidden: false });
    const lies = answer.nodes.map(({ name, layer, area, perHour }) => [name, layer, area, perHour?.text]);
    expect(lies).toEqual([
      ['payment', 0, 'pay', '1000.00'],
      ['lending', 0, 'loan', '400.00'],
      ['api', 1, 'pay', expect.stringMatching(/^13\d\d/)],
      ['db-1', 2, 'pay', expect.any(String)],
      ['db-2', 2, 'pay', expect.any(String)],
      ['mail', 1, 'loan', expect.any(String)],
      ['hints', 2, 'pay', expect.any(String)],
    ]);
    expect(answer.areas.map(({ displayName }) => displayName)).toEqual(['PAY', 'LOAN']);
    expect(answer.edges.map(({ from, to, mode, label }) => [from, to, mode, label])).toEqual([
      ['process:payment', 'component:api', 'hard', null],
      ['process:lending', 'component:api', 'hard', null],
      ['process:lending', 'component:mail', 'async', 'buffers 30 minutes'],
      ['component:api', 'component:db-1', 'group', '1 of 2'],
      ['component:api', 'component:db-2', 'group', '1 of 2'],
      ['component:api', 'component:hints', 'soft', '6 % of the value'],
    ]);
  });

  it('is the one of then in a past minute: catalogue, states, and before there was one', async () => {
    await sendMinute(noon + 10 * minute);
    world.clock.now = noon + hour;
    await world.apply(first.replace('{component: hints, mode: soft, share: "0.06"}', '{component: hints}'));
    await world.worked();
    const [now, then] = [await map(), await map(noon + 10 * minute)];
    expect([now.now, now.catalogVersion, then.now, then.catalogVersion]).toEqual([true, 2, false, 1]);
    const modes = [now, then].map(({ edges }) => edges.find(({ to }) => to === 'component:hints')?.mode);
    expect(modes).toEqual(['hard', 'soft']);
    expect(nodeOf(now, 'process:payment')?.state).toBe('unknown');
    expect(nodeOf(then, 'process:payment')?.state).toBe('ok');
    expect(nodeOf(await map(noon + 30 * minute), 'process:payment')?.state).toBe('unknown');
    expect(nodeOf(then, 'process:lending')?.state).toBe('unmeasured');
    expect(nodeOf(then, 'component:hints')?.perHour?.minor).toBeLessThan(10_000);
    expect(nodeOf(now, 'component:hints')?.perHour?.minor).toBeGreaterThan(100_000);
    expect(await map(noon - hour)).toMatchObject({
      catalogVersion: 0,
      nodes: [],
      notes: ['There was no catalogue yet.'],
    });
  });

  it('knows nothing of the time to come', async () => {
    const { status } = await world.ask('GET', `/api/v1/map?at=${toRfc3339(noon + 2 * hour)}`);
    expect(status).toBe(400);
  });

  it('shows only the money of products that are shown to who asks', async () => {
    const answer = await map(undefined, await world.readerOf(['loan']));
    expect(answer.moneyHidden).toBe(true);
    const money = answer.nodes.map(({ name, perHour }) => [name, perHour?.text ?? null]);
    expect(Object.fromEntries(money)).toMatchObject({ payment: null, lending: '400.00' });
    expect(Number(Object.fromEntries(money).api)).toBeLessThan(401);
    expect(nodeOf(answer, 'component:api')?.area).toBe('loan');
  });
});
