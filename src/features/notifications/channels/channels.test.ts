import { describe, expect, it } from 'vitest';
import { ChannelSpec } from '../channel.ts';
import type { Message, MessageKind } from '../message.ts';
import { channelKind } from './list.ts';
import type { Answer, HttpTelling, Telling } from './telling.ts';

const now = Date.UTC(2026, 10, 20, 3, 5);
const startedAt = '2026-11-20T03:00:00Z';
const message = (kind: MessageKind, other: Partial<Message> = {}): Message => ({
  key: 'inc-7',
  sequence: 1,
  kind,
  severity: 'critical',
  title: 'payment: 45% of payments are missing',
  lines: [
    { label: 'Impact', text: '45% <@U1> [x](http://evil.example) "quoted"' },
    { label: 'Loss', text: '12 300.00 PLN', money: true },
  ],
  link: 'https://waga.example.com/incidents/inc-7?a=1&b=2',
  runbook: 'https://wiki.example.com/payment',
  dedup: 'inc-7',
  startedAt,
  at: startedAt,
  ...other,
});
const specs = {
  'slack-app': { channel: 'C024BE91L', token: 'slack' },
  'slack-webhook': { address: 'hook' },
  teams: { address: 'hook' },
  pagerduty: { routingKey: 'key' },
  alertmanager: { url: 'https://alerts.example.com', labels: { team: 'pay' }, auth: { basicFrom: 'am' } },
  email: { server: 'smtp://mail.example.com', from: 'waga@example.com', to: ['duty@example.com'] },
  webhook: { url: 'https://hooks.example.com/in', secrets: ['sign'] },
} as const;
type Type = keyof typeof specs;
const telling = (type: Type, about: Message, other: Partial<Telling> = {}): Telling => ({
  id: 'msg_1',
  channel: 'ops',
  spec: ChannelSpec.parse({ type, ...specs[type], ...(other.spec ?? {}) }),
  message: about,
  opening: true,
  reference: null,
  inDigest: false,
  now,
  secret: (name) => (name === 'sign' ? `whsec_${Buffer.alloc(24).toString('base64')}` : `https://x.example/${name}`),
  ...(({ spec: _, ...rest }) => rest)(other),
});
const http = (type: Type, about: Message, other: Partial<Telling> = {}) => {
  const told = channelKind(type).tell(telling(type, about, other)) as HttpTelling;
  return { ...told, json: JSON.parse(told.body) };
};
const read = (type: Type, answer: Partial<Answer>, other: Partial<Telling> = {}) =>
  channelKind(type).read!({ status: 200, headers: {}, body: '', ...answer }, telling(type, message('page'), other));

describe('every channel', () => {
  it.each(Object.keys(specs) as Type[])('%s hides money unless it is to show it, and links to Waga', (type) => {
    const text = (money: 'show' | 'hide') =>
      JSON.stringify(channelKind(type).tell(telling(type, message('page'), { spec: { money } as ChannelSpec })));
    expect(text('hide')).not.toContain('12 300.00');
    expect(text('show')).toContain('12 300.00');
    expect(text('hide')).toContain('https://waga.example.com/incidents/inc-7');
  });
});

describe('Slack', () => {
  it('is posted to first and rewritten then; a further page is an answer that the channel sees', () => {
    const reference = { id: '1700.01', place: 'C9' };
    expect(http('slack-app', message('page'))).toMatchObject({
      url: 'https://slack.com/api/chat.postMessage',
      json: { channel: 'C024BE91L' },
    });
    expect(http('slack-app', message('update'), { reference })).toMatchObject({
      url: 'https://slack.com/api/chat.update',
      json: { channel: 'C9', ts: '1700.01' },
    });
    expect(http('slack-app', message('page'), { reference }).json).toMatchObject({
      channel: 'C024BE91L',
      thread_ts: '1700.01',
      reply_broadcast: true,
    });
  });

  it('shows texts as they are: nobody is called and no link is made by them', () => {
    const { json } = http('slack-webhook', message('page'));
    expect(JSON.stringify(json)).toContain('45% &lt;@U1&gt;');
    expect(json.blocks.at(-1).text.text).toBe(
      '<https://waga.example.com/incidents/inc-7?a=1&amp;b=2|Open in Waga and acknowledge>  ·  <https://wiki.example.com/payment|Runbook>',
    );
  });

  it('stays within the bounds of blocks', () => {
    const lines = Array.from({ length: 40 }, (_, index) => ({ label: `l${index}`, text: 'x'.repeat(2_000) }));
    const { json } = http('slack-app', message('page', { title: 'y'.repeat(300), lines }));
    expect(json.blocks.length).toBeLessThan(50);
    expect(json.blocks[0].text.text.length).toBeLessThanOrEqual(150);
    for (const { fields = [] } of json.blocks) {
      expect(fields.length).toBeLessThanOrEqual(10);
      for (const { text } of fields) expect(text.length).toBeLessThanOrEqual(2_000);
    }
  });

  it('answers 200 to everything: what it says decides, and its words are not repeated', () => {
    const ok = { body: '{"ok":true,"ts":"1700.01","channel":"C9"}' };
    expect(read('slack-app', ok)).toEqual({ state: 'sent', reference: { id: '1700.01', place: 'C9' } });
    const said = (error: string, reference = null as Telling['reference']) =>
      read('slack-app', { body: JSON.stringify({ ok: false, error }) }, { reference });
    expect(said('invalid_auth')).toEqual({ state: 'failed', reason: 'Slack refused it: the token is not valid.' });
    expect(said('ratelimited').state).toBe('retry');
    expect(said('<script>')).toMatchObject({ state: 'failed', reason: expect.not.stringContaining('script') });
    expect(said('message_not_found', { id: '1' })).toMatchObject({ state: 'retry', forget: true });
    expect(read('slack-app', { body: '<html>' })).toMatchObject({ state: 'retry' });
    expect(read('slack-app', { status: 429, headers: { 'retry-after': '7' } })).toMatchObject({ askedMs: 7_000 });
  });
});

describe('Teams', () => {
  it('gets an Adaptive Card of less than 28 KB whose texts are no links', () => {
    const lines = Array.from({ length: 40 }, (_, index) => ({ label: `l${index}`, text: 'x'.repeat(2_000) }));
    expect(http('teams', message('page', { lines })).body.length).toBeLessThan(28_000);
    const { json } = http('teams', message('page'));
    const card = json.attachments[0].content;
    expect(card).toMatchObject({ type: 'AdaptiveCard', version: '1.4', actions: [{ type: 'Action.OpenUrl' }, {}] });
    expect(JSON.stringify(card)).not.toContain('[x](');
  });
});

describe('PagerDuty', () => {
  it.each([
    ['page', {}, 'trigger'],
    ['blind', {}, 'trigger'],
    ['update', {}, 'trigger'],
    ['update', { acknowledgedBy: 'Anna' }, 'acknowledge'],
    ['page', { acknowledgedBy: 'Anna' }, 'trigger'],
    ['closing', {}, 'resolve'],
  ] as const)('%s %j is %s', (kind, other, action) => {
    const { url, json } = http('pagerduty', message(kind, other));
    expect(url).toBe('https://events.pagerduty.com/v2/enqueue');
    expect(json).toMatchObject({ event_action: action, dedup_key: 'inc-7', payload: { severity: 'critical' } });
  });
});

describe('Alertmanager', () => {
  it('gets an alert that ends a few minutes ahead, and in the past when it is over', () => {
    const { json, url, headers } = http('alertmanager', message('page'));
    expect(url).toBe('https://alerts.example.com/api/v2/alerts');
    expect(headers.authorization).toMatch(/^Basic /);
    expect(json).toHaveLength(1);
    expect(json[0]).toMatchObject({
      labels: { alertname: 'Waga', waga_key: 'inc-7', severity: 'critical', team: 'pay' },
      startsAt: startedAt,
      endsAt: '2026-11-20T03:10:00Z',
    });
    expect(http('alertmanager', message('closing')).json[0].endsAt).toBe(startedAt);
  });

  it('ends the alert of another severity, which is another alert', () => {
    const { json } = http('alertmanager', message('update', { severity: 'error' }), { opening: false });
    const ends = json.map(({ labels, endsAt }: { labels: { severity: string }; endsAt: string }) => [
      labels.severity,
      endsAt,
    ]);
    expect(ends).toEqual([
      ['error', '2026-11-20T03:10:00Z'],
      ...['critical', 'warning', 'info'].map((severity) => [severity, startedAt]),
    ]);
  });
});

describe('e-mail', () => {
  const mail = (about: Message, reference: Telling['reference'] = null) => {
    const told = channelKind('email').tell(telling('email', about, { reference }));
    return told.by === 'mail' ? told.mail : null;
  };

  it('begins a thread and answers it under the same subject', () => {
    const first = mail(message('page'));
    expect(first).toMatchObject({ messageId: '<msg_1@example.com>', inReplyTo: null, tls: 'required' });
    const outcome = read('email', { status: 250 });
    expect(outcome).toEqual({ state: 'sent', reference: { id: first!.messageId, place: first!.subject } });
    const reference = outcome.state === 'sent' ? outcome.reference! : null;
    const answer = mail(message('closing', { title: 'payment: over after 12 minutes' }), reference);
    expect(answer).toMatchObject({ inReplyTo: first!.messageId, subject: `Re: ${first!.subject}` });
  });

  it('holds no markup of others and no second header line', () => {
    const told = mail(message('page', { title: 'a\r\nBcc: everybody@example.com' }));
    expect(told!.subject).toBe('a Bcc: everybody@example.com');
    expect(told!.html).toContain('45% &lt;@U1&gt; [x](http://evil.example) &quot;quoted&quot;');
  });

  it('reads the digits of the server', () => {
    expect(read('email', { status: 451 }).state).toBe('retry');
    expect(read('email', { status: 550 }).state).toBe('failed');
  });
});

describe('a webhook', () => {
  it('refuses a secret of another form than Standard Webhooks has it', () => {
    const short = () => channelKind('webhook').tell(telling('webhook', message('page'), { secret: () => 'whsec_abc' }));
    expect(short).toThrow('whsec_ and the base64 of 24 to 64 bytes');
  });
});
