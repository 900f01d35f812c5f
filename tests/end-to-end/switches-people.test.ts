import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { minute, toRfc3339 } from '../../src/maths/instants.ts';
import { noon, openSwitchWorld, type SwitchWorld, shop } from './switch-world.ts';

const catalogue = (hook: string, flags: string) =>
  shop(`---
apiVersion: waga/v1
kind: Switch
metadata: {name: card-off, displayName: Cards}
spec:
  process: payment
  carriedOut: {by: webhook, url: "${hook}/flags", secrets: [hook]}
  verify: [{by: flag, provider: "${flags}", flag: card-off, off: true}]
  verifyWithin: 1m
  customersSee: {off: Cards rest.}
  automatic: {maintenance: true}
---
apiVersion: waga/v1
kind: Switch
metadata: {name: all-off, displayName: All payments}
spec:
  process: payment
  carriedOut: {by: person, how: In the console of the shop.}
  customersSee: {off: Payments come back soon.}
  twoPeople: true
---
apiVersion: waga/v1
kind: Maintenance
metadata: {name: cards-rest}
spec:
  subjects: [{process: payment}]
  from: ${toRfc3339(noon + 5 * minute)}
  to: ${toRfc3339(noon + 9 * minute)}
  mute: true
  switches: [card-off]
`).replace('spec:\n  level', 'spec:\n  product: pay\n  level') +
  '---\napiVersion: waga/v1\nkind: Product\nmetadata: {name: pay}\nspec: {}\n';

describe('switches, people and windows over HTTP', () => {
  let world: SwitchWorld;
  beforeAll(async () => {
    world = await openSwitchWorld(catalogue);
    await world.minutes(2);
    await world.member('anna', 'on-call');
    await world.member('piotr', 'editor');
    await world.member('jan', 'reader');
  });
  afterAll(() => world?.close());
  const off = { act: 'switch', position: 'off', reason: 'Nobody can pay.' };

  it('take the right to switch, and what was looked at', async () => {
    expect((await world.act('jan', 'all-off', off)).status).toBe(403);
    expect((await world.page('all-off', 'jan')).may).toEqual([]);
    expect((await world.page('all-off', 'anna')).may).toEqual(['off', 'half']);
    expect((await world.ask('anna', 'POST', '/api/v1/switches/all-off/acts', off)).status, 'without If-Match').toBe(
      400,
    );
    expect((await world.ask('machine', 'POST', '/api/v1/tokens', { name: 't', scopes: ['switch'] })).status).toBe(400);
    expect((await world.ask('anna', 'GET', '/api/v1/switches/none')).status).toBe(404);
  });

  it('wait for a second person, who is not the first', async () => {
    expect((await world.act('anna', 'all-off', off, 0)).json).toMatchObject({
      state: 'asked',
      position: 'on',
      revision: 1,
    });
    expect(await world.page('all-off', 'piotr')).toMatchObject({
      ...{ asked: { by: 'anna', mine: false, reason: 'Nobody can pay.' }, may: ['agree', 'decline'] },
    });
    expect((await world.act('anna', 'all-off', { act: 'agree' }, 1)).status).toBe(403);
    expect((await world.act('machine', 'all-off', { act: 'agree' }, 1)).status).toBe(403);
    const done = await world.act('piotr', 'all-off', { act: 'agree' }, 1);
    expect(done.json).toMatchObject({ position: 'off', state: 'unchecked', by: 'anna', asked: null, revision: 3 });
    const audit = await world.ask('machine', 'GET', '/api/v1/audit?subject=switch%20all-off');
    expect(audit.text).toContain('"switch.ask"');
    expect(audit.text).toContain('"switch.agree"');
  });

  it('are switched by a window of maintenance when it begins and when it ends, once, over a restart', async () => {
    await world.minutes(4);
    const begun = await world.page('card-off');
    expect(begun).toMatchObject({
      position: 'off',
      by: null,
      why: { policy: { kind: 'maintenance', name: 'cards-rest' } },
    });
    world.flags.flags['card-off'] = true;
    await world.minutes(1);
    expect(await world.page('card-off')).toMatchObject({ position: 'off', state: 'verified' });
    await world.restart();
    await world.minutes(1);
    expect(world.told()).toEqual(['card-off off']);
    world.flags.flags['card-off'] = false;
    await world.minutes(3);
    expect(await world.page('card-off')).toMatchObject({ position: 'on', by: null, state: 'verified' });
    expect(world.told()).toEqual(['card-off off', 'card-off on']);
  });

  it('keep what was forecast when somebody switched, and show its amounts to whom they are shown', async () => {
    for (const name of ['anna', 'jan']) await world.signIn(name);
    // while anything of the process is off, the present loss is what that costs, and nothing is forecast of leaving it on
    const on = { act: 'switch', position: 'on', reason: 'Everybody can pay.' };
    expect((await world.act('anna', 'all-off', on)).status).toBe(200);
    await world.minutes(8, 0);
    expect((await world.act('anna', 'card-off', off)).status).toBe(200);
    const { forecast } = (await world.page('card-off')).why!;
    expect(forecast).toMatchObject({ leave: { unit: 'PLN-minor' } });
    const hidden = await world.page('card-off', 'jan');
    expect(hidden).toMatchObject({
      moneyHidden: true,
      why: { forecast: { leave: null, banner: null, switchOff: null } },
    });
    expect(hidden.acts.flatMap(({ why }) => why?.forecast?.leave ?? [])).toEqual([]);
    expect((await world.act('anna', 'card-off', { ...off, position: 'half', share: '0.5' })).status).toBe(200);
    expect((await world.page('card-off')).why!.forecast).toMatchObject({ isOff: true, leave: null, proposed: null });
    const { text } = await world.ask('jan', 'GET', '/api/v1/switches?process=payment');
    expect(text).toContain('card-off');
    expect(text).not.toContain('PLN-minor');
  });
});
