import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hour, minute, second } from '../../src/maths/instants.ts';
import { describeOnRecords } from '../contract/records-engines.ts';
import { messageOf, type Office, openOffice, secret } from './office.ts';
import { startReceiver, type WebhookReceiver } from './webhook-receiver.ts';

describeOnRecords('the delivery of webhooks', (records) => {
  let now: number;
  let receiver: WebhookReceiver;
  let office: Office;
  const spec = (extra = '') => `{type: webhook, url: ${receiver.url}/in, secrets: [hook]${extra}}`;
  const open = (): Office =>
    openOffice(records(), {
      now: () => now,
      secrets: { hook: { value: secret, origin: receiver.url } },
      channels: { ops: spec() },
    });
  const told = () => receiver.received.map(({ body }) => `${body.data!.key} ${body.data!.sequence}`);
  const rest = async () => {
    office.wake();
    await office.settled();
  };
  const later = async (milliseconds: number) => {
    now += milliseconds;
    await rest();
  };

  beforeEach(async () => {
    // signatures hold for five minutes of real time
    now = Date.now();
    receiver = await startReceiver(secret);
    office = open();
  });
  afterEach(async () => {
    await office.stop();
    await receiver.close();
  });

  it('tells every message of a key in order, signed, without money', async () => {
    for (const sequence of [1, 2, 3]) await office.tell(messageOf('a', sequence), 'ops');
    await rest();
    expect(told()).toEqual(['a 1', 'a 2', 'a 3']);
    expect(receiver.forged).toBe(0);
    expect(await office.states()).toEqual(['a 1 sent', 'a 2 sent', 'a 3 sent']);
    expect(receiver.received[0]!.body).toMatchObject({
      specversion: '1.0',
      type: 'waga.message.page',
      subject: 'a',
      source: 'https://waga.example.com',
      data: { link: 'https://waga.example.com/incidents/a', lines: [{ label: 'Impact' }] },
    });
    expect(JSON.stringify(receiver.received)).not.toContain('PLN');
  });

  it('writes a message once, however often it is written', async () => {
    const first = await office.tell(messageOf('a', 1), 'ops', 'ops');
    expect(await office.tell(messageOf('a', 1), 'ops')).toEqual(first);
    await rest();
    expect(told()).toEqual(['a 1']);
  });

  it('writes nothing where the transaction of what it tells of fails', async () => {
    const { enqueue } = await import('../../src/features/notifications/actions/enqueue.ts');
    const failing = records()
      .transaction()
      .execute(async (transaction) => {
        await enqueue(transaction, messageOf('a', 1), ['ops'], now);
        throw new Error('rolled back');
      });
    await expect(failing).rejects.toThrow('rolled back');
    await rest();
    expect(told()).toEqual([]);
  });

  it('goes on when the receiver is back, in order and under the same id', async () => {
    await receiver.down();
    await office.tell(messageOf('a', 1), 'ops');
    await rest();
    await office.tell(messageOf('a', 2), 'ops');
    await rest();
    expect(await office.states()).toEqual(['a 1 waiting', 'a 2 waiting']);
    await receiver.up();
    await later(30 * second);
    expect(told()).toEqual(['a 1', 'a 2']);
    const rows = await records().selectFrom('deliveries').select(['id', 'tries']).orderBy('created_at').execute();
    expect(rows.map(({ tries }) => tries)).toContain(2);
    expect(receiver.received.map(({ id }) => id).sort()).toEqual(rows.map(({ id }) => id).sort());
  });

  it('goes on in another process where one was stopped, whatever had been sent', async () => {
    let answer = (): void => undefined;
    receiver.behave({ status: 204, until: new Promise<void>((done) => (answer = done)) });
    await office.tell(messageOf('a', 1), 'ops');
    await expect.poll(() => receiver.received.length).toBe(1);
    await office.stop();
    answer();
    receiver.behave({ status: 204 });
    office = open();
    await rest();
    expect(await office.states()).toEqual(['a 1 sent']);
    expect(receiver.received.map(({ repeat }) => repeat)).toEqual([false, true]);
  });

  it('waits as long as a 429 asks, with everything for that receiver', async () => {
    receiver.behave({ status: 429, headers: { 'retry-after': '120' } });
    await office.tell(messageOf('a', 1), 'ops');
    await rest();
    receiver.behave({ status: 204 });
    await office.tell(messageOf('b', 1), 'ops');
    await later(119 * second);
    expect(told()).toEqual(['a 1']);
    await later(2 * second);
    expect(told().slice(1).sort()).toEqual(['a 1', 'b 1']);
  });

  it('fails at once what the receiver refuses, says so, and goes on with the rest', async () => {
    receiver.behave({ status: 422, body: 'the secret of somebody else' });
    await office.tell(messageOf('a', 1), 'ops');
    await rest();
    receiver.behave({ status: 204 });
    await office.tell(messageOf('b', 1), 'ops');
    await rest();
    expect(await office.states()).toEqual(['a 1 failed', 'b 1 sent']);
    const row = await records().selectFrom('deliveries').select('reason').where('state', '=', 'failed').execute();
    expect(row).toEqual([{ reason: 'The receiver answered 422.' }]);
  });

  it('stops at 410 until the channel is another', async () => {
    receiver.behave({ status: 410 });
    await office.tell(messageOf('a', 1), 'ops');
    await rest();
    receiver.behave({ status: 204 });
    await office.tell(messageOf('a', 2), 'ops');
    await rest();
    expect(await office.states()).toEqual(['a 1 failed', 'a 2 failed']);
    expect(receiver.received).toHaveLength(1);
    office.channels({ ops: spec(', money: show') });
    await office.tell(messageOf('a', 3), 'ops');
    await rest();
    expect(told()).toEqual(['a 1', 'a 3']);
    expect(JSON.stringify(receiver.received.at(-1))).toContain('12 300.00 PLN');
  });

  it('gives up after days, and says how often it tried', async () => {
    // signatures are old by this clock, so that this receiver looks at none
    const down = await startReceiver(null);
    down.behave({ status: 503 });
    await office.stop();
    office = openOffice(records(), {
      now: () => now,
      secrets: { hook: { value: secret, origin: down.url } },
      channels: { ops: `{type: webhook, url: ${down.url}, secrets: [hook]}` },
    });
    await office.tell(messageOf('a', 1), 'ops');
    for (let hours = 0; hours < 120; hours++) await later(hour);
    const row = await records().selectFrom('deliveries').select(['state', 'reason', 'tries']).executeTakeFirst();
    expect(row).toMatchObject({ state: 'failed', tries: 12 });
    expect(row?.reason).toBe('The receiver answered 503. Given up after 12 tries.');
    expect(new Set(down.received.map(({ id }) => id)).size).toBe(1);
    await down.close();
  });

  it('lets one slow receiver hold up no other', async () => {
    const quick = await startReceiver(secret);
    let answer = (): void => undefined;
    receiver.behave({ status: 204, until: new Promise<void>((done) => (answer = done)) });
    await office.stop();
    const both = { slow: { value: secret, origin: receiver.url }, fast: { value: secret, origin: quick.url } };
    const specOf = (name: string, url: string) => `{type: webhook, url: ${url}, secrets: [${name}]}`;
    office = openOffice(records(), {
      now: () => now,
      secrets: both,
      channels: { slow: specOf('slow', receiver.url), fast: specOf('fast', quick.url) },
    });
    await office.tell(messageOf('a', 1), 'slow', 'fast');
    await expect.poll(() => office.states('fast')).toEqual(['a 1 sent']);
    expect(await office.states('slow')).toEqual(['a 1 waiting']);
    answer();
    await office.settled();
    expect(await office.states('slow')).toEqual(['a 1 sent']);
    await quick.close();
  });

  it('sends a secret nowhere but where it belongs, and nothing to addresses that are not opened', async () => {
    await office.stop();
    office = openOffice(records(), {
      now: () => now,
      secrets: { hook: { value: secret, origin: 'https://elsewhere.example.com' } },
      channels: {
        ops: spec(),
        closed: '{type: alertmanager, url: "http://169.254.169.254"}',
        none: spec().replace('[hook]', '[nope]'),
      },
    });
    await office.tell(messageOf('a', 1), 'ops', 'closed', 'none');
    await rest();
    const rows = await records()
      .selectFrom('deliveries')
      .select(['channel', 'state', 'reason'])
      .orderBy('channel')
      .execute();
    expect(rows.map(({ state }) => state)).toEqual(['waiting', 'waiting', 'waiting']);
    expect(rows[0]!.reason).toContain('not public (metadata)');
    expect(rows[1]!.reason).toBe('The configuration of the server has no secret called nope.');
    expect(rows[2]!.reason).toBe('The secret hook is for another address than this channel sends to.');
    expect(receiver.received).toEqual([]);
  });

  it('signs with both secrets while they are changed', async () => {
    await office.stop();
    const old = { value: `whsec_${Buffer.alloc(32, 9).toString('base64')}`, origin: receiver.url };
    office = openOffice(records(), {
      now: () => now,
      secrets: { hook: { value: secret, origin: receiver.url }, old },
      channels: { ops: spec().replace('[hook]', '[old, hook]') },
    });
    await office.tell(messageOf('a', 1), 'ops');
    await rest();
    expect(told()).toEqual(['a 1']);
  });

  it('ends what waits for a channel that is no longer there', async () => {
    await receiver.down();
    await office.tell(messageOf('a', 1), 'ops');
    await rest();
    office.channels({ other: spec() });
    await later(minute);
    expect(await office.states()).toEqual(['a 1 failed']);
    await receiver.up();
  });
});

describe('a signature', () => {
  it('is refused by the official library where a byte differs', async () => {
    const receiver = await startReceiver(secret);
    const headers = { 'webhook-id': 'msg_1', 'webhook-timestamp': '1', 'webhook-signature': 'v1,AAAA' };
    const answer = await fetch(receiver.url, { method: 'POST', body: '{}', headers });
    expect([answer.status, receiver.forged]).toEqual([401, 1]);
    await receiver.close();
  });
});
