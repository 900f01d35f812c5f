import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openSwitchWorld, type SwitchWorld, shop } from './switch-world.ts';

const catalogue = (hook: string, flags: string) =>
  shop(`---
apiVersion: waga/v1
kind: Switch
metadata: {name: blik-off, displayName: BLIK}
spec:
  process: payment
  part: {attribute: method, value: blik}
  carriedOut: {by: webhook, url: "${hook}/flags", secrets: [hook]}
  verify:
    - {by: flag, provider: "${flags}", tokenFrom: flags, flag: blik-off, off: true}
    - {by: traffic, within: 1m}
  verifyWithin: 2m
  customersSee: {off: BLIK is greyed out., on: BLIK is offered.}
  moves: {share: "0.70", source: the outage of May}
  breaker: {policy: automatic, openAt: "0.60", over: 3m, openFor: 3m, shares: ["0.25"], stepFor: 3m}
---
apiVersion: waga/v1
kind: Channel
metadata: {name: people}
spec: {type: webhook, url: "${hook}/people", secrets: [hook]}
---
apiVersion: waga/v1
kind: Rotation
metadata: {name: pay}
spec:
  timeZone: UTC
  covers: {processes: [payment]}
  channels: [people]
  layers: [{name: week, people: ["user:anna"], since: "2026-11-16T09:00", turn: 1w}]
  escalation: [{afterMinutes: 0, to: {onCall: true}}]
`);

describe('a switch over HTTP, with a real receiver and a real holder of flags', () => {
  let world: SwitchWorld;
  beforeAll(async () => {
    world = await openSwitchWorld(catalogue);
    await world.minutes(20);
  });
  afterAll(() => world?.close());
  const blik = () => world.page('blik-off');

  it('is told to the receiver in a signed message, and what was looked at must still hold', async () => {
    const reason = 'BLIK answers nobody.';
    expect(await world.act('machine', 'blik-off', { act: 'switch', position: 'off', reason }, 7)).toMatchObject({
      status: 412,
    });
    const done = await world.act('machine', 'blik-off', { act: 'switch', position: 'off', reason }, 0);
    expect(done).toMatchObject({
      status: 200,
      json: { position: 'off', state: 'sent', customersSee: 'BLIK is greyed out.' },
    });
    expect(world.receiver.forged).toBe(0);
    const sent = world.receiver.received.filter(({ body: { type } }) => type === 'waga.switch.set');
    expect(sent).toHaveLength(1);
    const { id, body } = sent[0]!;
    expect(body).toMatchObject({
      ...{ specversion: '1.0', id, type: 'waga.switch.set', subject: 'blik-off' },
      data: {
        ...{ id, switch: 'blik-off', type: 'switch', process: 'payment', part: { attribute: 'method', value: 'blik' } },
        ...{ position: 'off', share: null, revision: 1, reason },
      },
    });
  });

  it('is shown as not verified when the flag reports off while customers still get through', async () => {
    world.flags.flags['blik-off'] = true;
    await world.minutes(4, 37);
    const { state, checks, acts } = await blik();
    expect(state).toBe('not-verified');
    expect(checks.map(({ by, agrees, says }) => [by, agrees, says])).toEqual([
      ['flag', true, 'The flag reads off.'],
      ['traffic', false, expect.stringMatching(/^\d+ came through since /)],
    ]);
    expect(acts[0]).toMatchObject({ act: 'not-verified', by: null, says: expect.stringContaining('came through') });
    expect(world.flags.tokens.at(-1)).toBe('a token of flags');
    const { text } = await world.ask('machine', 'GET', '/metrics');
    expect(text).toContain('waga_switch_position{switch="blik-off"} 0');
    expect(text).toContain('waga_switch_not_verified{switch="blik-off"} 1');
  });

  it('is verified once nobody comes through, and falls back when the flag turns', async () => {
    await world.minutes(16, 0);
    expect(await blik()).toMatchObject({ state: 'verified', position: 'off' });
    world.flags.flags['blik-off'] = false;
    await world.minutes(1, 0);
    expect(await blik()).toMatchObject({
      state: 'not-verified',
      checks: [{ agrees: false, says: 'The flag reads on.' }, {}],
    });
    expect(
      (await world.act('machine', 'blik-off', { act: 'switch', position: 'on', reason: 'They are back.' })).status,
    ).toBe(200);
    await world.minutes(12);
    expect(await blik()).toMatchObject({ state: 'verified', position: 'on', customersSee: 'BLIK is offered.' });
    expect(world.told()).toEqual(['blik-off off', 'blik-off on']);
  });

  it('opens by its breaker, lets a share through, closes; the forecast that decided is on record', async () => {
    const open = await world.until('blik-off', 'off', 0);
    expect(open).toMatchObject({ by: null, breaker: { state: 'open', policy: 'automatic' } });
    world.flags.flags['blik-off'] = true;
    const half = await world.until('blik-off', 'half', 0);
    expect(half).toMatchObject({ share: '0.25', breaker: { state: 'half-open', share: '0.25' } });
    const on = await world.until('blik-off', 'on', 15);
    expect(on.breaker).toMatchObject({ state: 'closed' });
    expect(world.told().slice(2)).toEqual(['blik-off off', 'blik-off half 0.25', 'blik-off on']);
    await vi.waitUntil(() => world.titles().some((title) => title.startsWith('closing BLIK is on, by')));
    expect(world.titles()).toEqual(
      expect.arrayContaining([
        'ticket BLIK is to be off, and is not verified',
        'update BLIK is off, and verified now',
        'ticket BLIK is off, by its breaker',
        'update BLIK is let through for 25 % of customers, by its breaker',
        'closing BLIK is on, by its breaker',
      ]),
    );
    world.flags.flags['blik-off'] = false;
    await world.minutes(3);
    expect(await blik()).toMatchObject({ state: 'verified', position: 'on', breaker: { next: null } });
    const opened = (await blik()).acts.find(({ position, act }) => act === 'switch' && position === 'off')!;
    expect(opened.why).toMatchObject({
      policy: { kind: 'breaker', name: 'blik-off' },
      incident: expect.stringContaining('payment'),
      forecast: { proposed: 'switch-off', by: 'money', leave: { unit: 'PLN-minor' }, switchOff: { unit: 'PLN-minor' } },
    });
    const { leave, switchOff } = opened.why!.forecast!;
    expect(switchOff!.value).toBeLessThan(leave!.value);
    const { json } = await world.ask('machine', 'GET', `/api/v1/incidents/${opened.why!.incident}`);
    expect(json.steps.map(({ step, by }: { step: string; by: string }) => `${step} ${by}`)).toContain('act Waga');
  });

  it('does not switch against a person, and goes on advising', async () => {
    expect(await world.until('blik-off', 'off', 0)).toMatchObject({ by: null });
    const on = { act: 'switch', position: 'on', reason: 'The bank says it is up.' };
    expect((await world.act('machine', 'blik-off', on)).status).toBe(200);
    await world.minutes(5, 0);
    expect(await blik()).toMatchObject({ position: 'on', breaker: { next: { position: 'off' } } });
    await world.minutes(4);
    expect((await blik()).breaker!.next).toBeNull();
    expect(await world.until('blik-off', 'off', 0), 'once all was well it may again').toMatchObject({ by: null });
  });

  it('tells the same once after a restart, and goes on until the receiver takes it', async () => {
    await world.receiver.down();
    const before = new Set(world.receiver.received);
    const on = { act: 'switch', position: 'on', reason: 'Try once more.' };
    const { json } = await world.act('machine', 'blik-off', on);
    expect(json).toMatchObject({ state: 'sending', telling: { tries: 1, reason: expect.any(String) } });
    await world.restart();
    world.receiver.behave({ status: 503 });
    await world.receiver.up();
    await world.seconds(10);
    await world.seconds(30);
    expect(await blik()).toMatchObject({ state: 'sending', telling: { reason: 'The receiver answers 503.' } });
    world.receiver.behave({ status: 204 });
    await world.seconds(60);
    const since = world.receiver.received.filter((one) => !before.has(one) && one.body.type === 'waga.switch.set');
    const ids = since.map(({ id }) => id);
    expect(ids.length).toBeGreaterThanOrEqual(3);
    expect(new Set(ids).size).toBe(1);
    expect((await blik()).acts.filter(({ act }) => act === 'not-told')).toHaveLength(1);
    expect(await blik()).toMatchObject({ state: 'sent', telling: null });
  });
});
