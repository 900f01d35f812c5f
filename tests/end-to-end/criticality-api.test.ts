import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FindingsAnswer } from '../../src/features/criticality/findings/finding-contract.ts';
import {
  ComponentCriticalityPage,
  CriticalityPage,
  ProcessCriticalityPage,
} from '../../src/features/criticality/page-contract.ts';
import { WhatIfAnswer } from '../../src/features/criticality/what-if/what-if-contract.ts';
import { openCriticality } from './criticality-world.ts';

const checkout = readFileSync(new URL('../../examples/criticality/checkout.yaml', import.meta.url), 'utf8');
/** In the order of the file, which tells nothing of money. */
const inFile = [...checkout.matchAll(/kind: Component\nmetadata: {name: ([\w-]+)/g)].map(([, name]) => name);
const noon = Date.parse('2026-11-18T12:00:00Z');

describe('what is critical, over HTTP', () => {
  let world: Awaited<ReturnType<typeof openCriticality>>;
  beforeAll(async () => {
    world = await openCriticality(noon);
  });
  afterAll(() => world?.close());

  it('is an empty page before there is a catalogue', async () => {
    expect(await world.worked()).toMatchObject({ state: 'ready', catalogVersion: 0, processes: [], components: [] });
  });

  it('is worked out after a catalogue came, as the command line does it', async () => {
    await world.apply(checkout);
    const before = CriticalityPage.parse((await world.ask('GET', '/api/v1/criticality')).body);
    expect(before).toMatchObject({ state: 'working', catalogVersion: 0, components: [] });
    const page = await world.worked();
    expect(page).toMatchObject({ state: 'ready', catalogVersion: 1, moneyHidden: false });
    const money = page.components.map(({ name, valueAtRiskPerHour }) => [name, valueAtRiskPerHour?.text]);
    expect(money).toEqual([
      ['pay', '999.10'],
      ['auth', '997.60'],
      ['shop', '997.20'],
      ['recommender', '59.84'],
      ['db-1', '1.00'],
      ['db-2', '1.00'],
    ]);
    expect(page.components.every(({ hints }) => hints.pageRank >= 1 && hints.betweenness >= 1)).toBe(true);
    expect(page.processes).toMatchObject([{ name: 'checkout', alone: 3, valuePerHour: { text: '1000.00' } }]);
  });

  it('says that nothing has changed to who has the page already', async () => {
    const { headers } = await world.ask('GET', '/api/v1/criticality');
    const tag = headers.get('etag')!;
    const again = await world.ask('GET', '/api/v1/criticality', undefined, { 'if-none-match': tag });
    expect([again.status, again.text]).toEqual([304, '']);
    const other = await world.ask('GET', '/api/v1/criticality', undefined, await world.readerOf([]));
    expect(other.headers.get('etag')).not.toBe(tag);
    expect(other.body).toMatchObject({
      moneyHidden: true,
      processes: [{ valuePerHour: null, expectedLossPerHour: null }],
    });
    expect(other.text).not.toContain('"PLN"');
    const names = other.body.components.map(({ name }: { name: string }) => name);
    expect(names).toEqual(inFile);
  });

  it('tells of one component and one process', async () => {
    const pay = ComponentCriticalityPage.parse((await world.ask('GET', '/api/v1/components/pay/criticality')).body);
    expect(pay.processes).toMatchObject([
      { process: 'checkout', valueAtRiskPerHour: { text: '999.10' }, observed: null },
    ]);
    expect(pay.week).toHaveLength(1);
    expect(new Set(pay.week[0]!.minor)).toEqual(new Set([99_910]));
    const page = (await world.ask('GET', '/api/v1/processes/checkout/criticality')).body;
    const { process, components } = ProcessCriticalityPage.parse(page);
    expect(process.minimalCutSets.count).toBe(4);
    expect(components[0]).toMatchObject({ component: 'pay', levels: { declared: 'critical', derived: 'critical' } });
  });

  it('answers what would be', async () => {
    const change = { component: 'pay', change: 'down' };
    const { status, body } = await world.ask('POST', '/api/v1/criticality/what-if', { changes: [change] });
    expect(status).toBe(200);
    const { processes, totals } = WhatIfAnswer.parse(body);
    expect(processes).toMatchObject([{ name: 'checkout', effect: 'down', shareLost: 1 }]);
    expect(totals).toMatchObject([
      { currency: 'PLN', lossPerHour: { after: { text: '1000.00' } }, changePerYear: null },
    ]);
    const hidden = await world.readerOf([]);
    const without = await world.ask('POST', '/api/v1/criticality/what-if', { changes: [change] }, hidden);
    expect(without.body).toMatchObject({ processes: [{ effect: 'down', lossPerHour: null }], totals: [] });
    const nobody = { changes: [{ component: 'nobody', change: 'nine' }] };
    expect(await world.ask('POST', '/api/v1/criticality/what-if', nobody)).toMatchObject({
      status: 400,
      body: { code: 'bad_input' },
    });
  });

  it('knows no others, and names the nearest', async () => {
    const answer = await world.ask('GET', '/api/v1/components/pya/criticality');
    expect([answer.status, answer.body.near]).toEqual([404, ['pay']]);
  });

  it('lists the findings', async () => {
    const { findings } = FindingsAnswer.parse((await world.ask('GET', '/api/v1/findings')).body);
    expect(findings.length).toBeGreaterThan(0);
    expect(findings.map(({ severity }) => severity)).not.toContain('error');
  });

  it('goes on with a newer catalogue, and tells what traffic has yet to say', async () => {
    const perEvent = checkout.replace(/perHour: "[^"]+"/, 'perEvent: "150.00"');
    await world.apply(checkout.replace('availability: "0.998"', 'availability: "0.997"'));
    await world.waga.clock.tick(world.clock.now);
    await world.apply(perEvent);
    const page = await world.worked();
    expect(page).toMatchObject({ state: 'ready', catalogVersion: 3, processes: [{ valuePerHour: null }] });
    expect(page.notes).toContain('What an hour of checkout is worth is not known yet: too little was measured.');
    expect(page.findings.map(({ code }) => code)).not.toContain('missing_value');
  });
});
