import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { channelKind } from './channels/list.ts';
import type { Manner } from './channels/telling.ts';
import { digestClosing, digested, digestOf, mostByThemselves } from './digest.ts';
import { isLoud, Message, type MessageKind } from './message.ts';
import { type KeyPlan, planChannel, planKey, type Told, type Waiting } from './plan.ts';

const at = '2026-11-20T03:00:00Z';
const message = (key: string, sequence: number, kind: MessageKind): Message => ({
  key,
  sequence,
  kind,
  severity: 'critical',
  title: `${key} ${sequence}`,
  lines: [],
  link: 'https://waga.example.com/x',
  dedup: key,
  startedAt: at,
  at,
});
const waiting = (key: string, sequence: number, kind: MessageKind, nextAt = 0): Waiting => {
  return { id: `${key}-${sequence}`, message: message(key, sequence, kind), nextAt, createdAt: sequence };
};
const told = (sequence: number, digest: string | null = null): Told => ({ sequence, digest });
const sent = ({ send }: KeyPlan) => (send === null ? null : [send.waiting.message.sequence, send.message.kind]);
const numbers = (rows: readonly Waiting[]) => rows.map(({ message: { sequence } }) => sequence);

const kinds = fc.constantFrom<MessageKind>('page', 'blind', 'ticket', 'update', 'closing');
const rows = fc.array(kinds, { minLength: 1, maxLength: 8 }).chain((all) =>
  fc.shuffledSubarray(
    all.map((kind, index) => waiting('k', index + 1, kind)),
    { minLength: 1 },
  ),
);
const known = fc.option(
  fc.record({ sequence: fc.integer({ min: 0, max: 8 }), digest: fc.constantFrom(null, 'digest:x') }),
);
const manners = fc.constantFrom<Manner>('in-place', 'thread', 'ends', 'each');

describe('the plan of one key', () => {
  it('ends or sends, loses nothing, and never sends what is older than what was told', () => {
    fc.assert(
      fc.property(rows, known, manners, (all, before, manner) => {
        const plan = planKey(all, before, manner);
        const touched = [...plan.superseded, ...plan.leftOut, ...(plan.send ? [plan.send.waiting] : [])];
        if (manner === 'each') {
          expect(touched).toHaveLength(1);
          expect(plan.send!.waiting.message.sequence).toBe(Math.min(...numbers(all)));
          return;
        }
        expect(new Set(touched)).toEqual(new Set(all));
        expect(touched).toHaveLength(all.length);
        if (plan.send) expect(plan.send.waiting.message.sequence).toBe(Math.max(...numbers(all)));
        if (plan.send && before) expect(plan.send.waiting.message.sequence).toBeGreaterThan(before.sequence);
      }),
    );
  });

  it('never makes a page silent: it is sent as a page, or something after it says that it is over or quiet again', () => {
    fc.assert(
      fc.property(rows, known, manners, (all, before, manner) => {
        const plan = planKey(all, before, manner);
        const fresh = all.filter(({ message: { sequence } }) => sequence > (before?.sequence ?? 0));
        const newest = fresh.toSorted((a, b) => a.message.sequence - b.message.sequence).at(-1);
        const loud = fresh.some(({ message: { kind } }) => isLoud(kind));
        if (manner === 'each' || !loud || newest?.message.kind === 'closing' || newest?.message.kind === 'ticket')
          return;
        expect(plan.send && isLoud(plan.send.message.kind)).toBe(true);
      }),
    );
  });

  it('tells the newest with the loudness of the page that it stands for', () => {
    const all = [waiting('k', 1, 'page'), waiting('k', 2, 'update'), waiting('k', 3, 'update')];
    const plan = planKey(all, null, 'in-place');
    expect([sent(plan), numbers(plan.superseded)]).toEqual([
      [3, 'page'],
      [1, 2],
    ]);
    expect(plan.send?.message.title).toBe('k 3');
    expect(sent(planKey([...all, waiting('k', 4, 'closing')], null, 'ends'))).toEqual([4, 'closing']);
  });

  it('tells a channel that knows the ends only no change in between, but a further page', () => {
    expect(planKey([waiting('k', 2, 'update')], told(1), 'ends')).toMatchObject({
      send: null,
      leftOut: [{ id: 'k-2' }],
    });
    expect(sent(planKey([waiting('k', 2, 'update')], null, 'ends'))).toEqual([2, 'update']);
    expect(sent(planKey([waiting('k', 2, 'page')], told(1), 'ends'))).toEqual([2, 'page']);
    expect(sent(planKey([waiting('k', 2, 'closing')], told(1), 'ends'))).toEqual([2, 'closing']);
  });

  it('rewrites no digest, but pages out of it', () => {
    const follow = (kind: MessageKind) => planKey([waiting('k', 2, kind)], told(1, 'digest:x'), 'in-place');
    expect(follow('update').leftOut).toHaveLength(1);
    expect(follow('closing').leftOut).toHaveLength(1);
    expect(sent(follow('page'))).toEqual([2, 'page']);
  });
});

describe('the plan of a channel', () => {
  it('has pages first, then what waited longest, and leaves alone what is not due', () => {
    const all = [
      waiting('a', 1, 'ticket', 5),
      waiting('b', 3, 'page', 5),
      waiting('c', 2, 'ticket', 5),
      waiting('d', 1, 'page', 11),
    ];
    expect(planChannel(all, new Map(), 'in-place', 10).map(({ key }) => key)).toEqual(['b', 'a', 'c']);
  });

  it('takes up a key that is being tried again as soon as something new is written for it', () => {
    const all = [waiting('a', 1, 'page', 1_000), waiting('a', 2, 'update', 10)];
    expect(planChannel(all, new Map(), 'each', 10).map(sent)).toEqual([[1, 'page']]);
    expect(planChannel([all[0]!], new Map(), 'each', 10)).toEqual([]);
  });
});

describe('a digest', () => {
  const plans = (many: number, kind: MessageKind = 'page') =>
    planChannel(
      Array.from({ length: many }, (_, index) => waiting(`k${index}`, 1, kind)),
      new Map(),
      'in-place',
      10,
    );

  it('stands for messages when more wait than one can read one by one, and never for a program', () => {
    expect(digested(plans(mostByThemselves), new Map(), 'all')).toEqual([]);
    expect(digested(plans(mostByThemselves + 1), new Map(), 'all')).toHaveLength(mostByThemselves + 1);
    expect(digested(plans(500), new Map(), channelKind('webhook').digests)).toEqual([]);
    const open = new Map(plans(500).map(({ key }) => [key, told(0)]));
    expect(digested(plans(500, 'closing'), open, channelKind('pagerduty').digests)).toEqual([]);
  });

  it('is a message, known by what it stands for whatever their order, that says how many and how bad', () => {
    const messages = plans(500).map(({ send }) => send!.message);
    const whole = digestOf(messages, 0);
    expect(Message.parse(whole)).toEqual(whole);
    expect(digestOf(messages.toReversed(), 0).key).toBe(whole.key);
    expect(digestOf(messages.slice(1), 0).key).not.toBe(whole.key);
    expect(whole).toMatchObject({
      kind: 'page',
      title: '500 messages at once: 500 open',
      link: 'https://waga.example.com/',
    });
    expect(whole.lines.at(-1)).toEqual({ label: 'and', text: '470 more, in Waga' });
    expect(digestClosing(whole, 0)).toMatchObject({ key: whole.key, sequence: 2, kind: 'closing' });
  });
});
