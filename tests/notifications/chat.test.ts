import { afterEach, beforeEach, expect, it } from 'vitest';
import { second } from '../../src/maths/instants.ts';
import { describeOnRecords } from '../contract/records-engines.ts';
import { messageOf, type Office, openOffice } from './office.ts';
import { startReceiver, type WebhookReceiver } from './webhook-receiver.ts';

interface Posted {
  channel?: string;
  ts?: string;
  thread_ts?: string;
  text?: string;
  event_action?: string;
  dedup_key?: string;
  payload?: { summary: string };
}

/** Servers that answer as Slack, Teams and PagerDuty do; what they are sent is what is looked at. */
describeOnRecords('channels for people', (records) => {
  let now: number;
  let receiver: WebhookReceiver;
  let office: Office;
  let posts = 0;
  const slack = (path: string) => {
    if (path === '/v2/enqueue') return { status: 202, body: '{"status":"success"}' };
    if (!path.startsWith('/api/')) return { status: 200, body: 'ok' };
    posts += path.endsWith('postMessage') ? 1 : 0;
    return { status: 200, body: JSON.stringify({ ok: true, ts: `1700.${posts}`, channel: 'C0REAL' }) };
  };
  const bodies = (): Posted[] => receiver.received.map(({ body }) => body as Posted);
  const paths = () => receiver.received.map(({ path }) => path);
  const tell = async (key: string, sequence: number, other: Parameters<typeof messageOf>[2], ...channels: string[]) => {
    await office.tell(messageOf(key, sequence, other), ...channels);
    await office.settled();
  };

  beforeEach(async () => {
    now = Date.UTC(2026, 10, 20, 3);
    posts = 0;
    receiver = await startReceiver(null);
    receiver.behave(slack);
    const { url } = receiver;
    const secretOf = (value: string) => ({ value, origin: url });
    office = openOffice(records(), {
      now: () => now,
      secrets: { token: secretOf('xoxb-1'), hook: secretOf(`${url}/hook`), key: secretOf('R0KEY') },
      channels: {
        app: `{type: slack-app, channel: C024BE91L, token: token, url: "${url}/api"}`,
        hook: '{type: slack-webhook, address: hook}',
        teams: '{type: teams, address: hook}',
        pager: `{type: pagerduty, routingKey: key, url: "${url}"}`,
      },
    });
  });
  afterEach(async () => {
    await office.stop();
    await receiver.close();
  });

  it('have one message of a key in Slack, rewritten in place', async () => {
    await tell('a', 1, {}, 'app');
    await tell('a', 2, { acknowledgedBy: 'Anna' }, 'app');
    await tell('a', 3, { kind: 'page', title: 'worse' }, 'app');
    await tell('a', 4, { kind: 'closing' }, 'app');
    expect(paths().map((path) => path.replace('/api/chat.', ''))).toEqual([
      'postMessage',
      'update',
      'postMessage',
      'update',
    ]);
    const [, update, further, closing] = bodies();
    expect(update).toMatchObject({ channel: 'C0REAL', ts: '1700.1' });
    expect(further).toMatchObject({ channel: 'C024BE91L', thread_ts: '1700.1' });
    expect(closing).toMatchObject({ channel: 'C0REAL', ts: '1700.1' });
  });

  it('are told anew where the message that was to be rewritten is gone', async () => {
    await tell('a', 1, {}, 'app');
    receiver.behave((path) =>
      path.endsWith('update') ? { status: 200, body: '{"ok":false,"error":"message_not_found"}' } : slack(path),
    );
    await tell('a', 2, {}, 'app');
    expect(paths().map((path) => path.replace('/api/chat.', ''))).toEqual(['postMessage', 'update', 'postMessage']);
    expect(await office.states()).toEqual(['a 1 sent', 'a 2 sent']);
  });

  it('are told the beginning and the end where nothing can be rewritten', async () => {
    for (const sequence of [1, 2, 3]) await tell('a', sequence, {}, 'hook', 'teams');
    await tell('a', 4, { kind: 'closing' }, 'hook', 'teams');
    expect(receiver.received).toHaveLength(4);
    expect(await office.states('hook')).toEqual(['a 1 sent', 'a 2 left-out', 'a 3 left-out', 'a 4 sent']);
  });

  it('get the newest alone after they could not be reached, still as a page', async () => {
    receiver.behave({ status: 503 });
    for (const sequence of [1, 2, 3]) await tell('a', sequence, {}, 'pager');
    receiver.behave(slack);
    now += 60 * second;
    office.wake();
    await office.settled();
    const got = bodies().filter(({ payload }) => payload?.summary === 'payment a 3');
    expect(got.at(-1)).toMatchObject({ event_action: 'trigger', dedup_key: 'a' });
    expect(await office.states()).toEqual(['a 1 superseded', 'a 2 superseded', 'a 3 sent']);
  });

  it('get many messages at once as one, pages that follow by themselves, and its end', async () => {
    const keys = Array.from({ length: 40 }, (_, index) => `k${String(index).padStart(2, '0')}`);
    const { enqueueAll } = await import('../../src/features/notifications/actions/enqueue.ts');
    const all = (sequence: number, other: Parameters<typeof messageOf>[2]) =>
      records()
        .transaction()
        .execute(async (transaction) => {
          await enqueueAll(
            transaction,
            keys.map((key) => ({ message: messageOf(key, sequence, other), channels: ['pager', 'app'] })),
            now,
          );
        });
    await all(1, {});
    office.wake();
    await office.settled();
    expect(receiver.received).toHaveLength(2);
    const whole = bodies().find(({ event_action }) => event_action === 'trigger')!;
    expect(whole.payload!.summary).toBe('40 messages at once: 40 open');
    expect((await office.states('pager')).filter((state) => state.endsWith('grouped'))).toHaveLength(40);

    await tell('k07', 2, { kind: 'page', title: 'k07 is worse' }, 'pager');
    expect(bodies().at(-1)).toMatchObject({ event_action: 'trigger', dedup_key: 'k07' });
    await all(3, { kind: 'closing' });
    office.wake();
    await office.settled();
    const ends = bodies().filter(({ event_action }) => event_action === 'resolve');
    expect(ends.map(({ dedup_key }) => dedup_key).sort()).toEqual([whole.dedup_key, 'k07'].sort());
    // in Slack the digest was rewritten
    expect(paths().filter((path) => path.endsWith('chat.update'))).toHaveLength(1);
  });
});
