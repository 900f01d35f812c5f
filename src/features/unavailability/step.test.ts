import fc from 'fast-check';
import { expect, it } from 'vitest';
import { minute } from '../../maths/instants.ts';
import { afterAct } from './acts.ts';
import type { Incident } from './incident.ts';
import type { DropFact, ProcessFact } from './incident-facts.ts';
import { step } from './step.ts';

const start = Date.parse('2026-11-22T02:00:00Z');
const at = (minutes: number): number => start + minutes * minute;
const drop = (more: Partial<DropFact> = {}): DropFact => ({
  id: 'payment-20261122T0205',
  onset: at(2),
  detectedAt: at(5),
  endedAt: null,
  class: null,
  presentClass: null,
  bleed: false,
  words: 'lost 25 % of what was expected',
  ...more,
});
const fact = (drops: DropFact[], more: Partial<ProcessFact> = {}): ProcessFact => ({
  process: 'payment',
  level: 'critical',
  days: ['weekend'],
  drops,
  side: null,
  unseenSince: null,
  root: null,
  ...more,
});
const told = ({ state, transitions }: Incident): string[] => [
  ...transitions.map(({ at: when, to, by }) => `${(when - start) / minute} ${to}${by === null ? '' : ` by ${by}`}`),
  state,
];
/** Runs a timeline of facts, one a minute named. */
const run = (timeline: [minutes: number, ...facts: ProcessFact[]][]): Incident[] =>
  timeline.reduce<Incident[]>((before, [minutes, ...facts]) => step(before, facts, at(minutes)), []);

it('goes from suspected through open and mitigated to recovered, each step with its reason', () => {
  const p2 = { class: 'P2', presentClass: 'P2' } as const;
  const [incident, ...others] = run([
    [5, fact([drop()])],
    [7, fact([drop(p2)])],
    [9, fact([drop({ ...p2, class: 'P1', presentClass: 'P1' })])],
    [20, fact([drop({ class: 'P1' })])],
    [30, fact([drop({ class: 'P1', endedAt: at(24) })])],
    [31, fact([drop({ class: 'P1', endedAt: at(24) })])],
  ]);
  expect(others).toEqual([]);
  expect(told(incident!)).toEqual(['5 suspected', '7 open', '9 open', '20 mitigated', '30 recovered', 'recovered']);
  expect(incident).toMatchObject({ class: 'P1', endedAt: at(24), id: 'inc-payment-20261122T0205', days: ['weekend'] });
  expect(incident?.transitions[1]?.reason).toBe('P2 is proven: lost 25 % of what was expected.');
});

it('dismisses what ended before anything was proven, and opens nothing for what was over before it was seen', () => {
  const unproven = drop({ endedAt: at(8) });
  expect(
    run([
      [5, fact([drop()])],
      [9, fact([unproven])],
    ]).map(told),
  ).toEqual([['5 suspected', '9 dismissed', 'dismissed']]);
  expect(run([[9, fact([unproven])]])).toEqual([]);
});

it('is the same incident again when a drop follows within half an hour, another one later', () => {
  const first = drop({ class: 'P2', endedAt: at(20) });
  const second = (onset: number) =>
    drop({ id: 'payment-second', onset: at(onset), detectedAt: at(onset + 3), class: 'P2', presentClass: 'P2' });
  const soon = run([
    [5, fact([drop({ class: 'P2', presentClass: 'P2' })])],
    [25, fact([first])],
    [45, fact([first, second(42)])],
  ]);
  expect(soon.map(told)).toEqual([['5 suspected', '5 open', '25 recovered', '45 open', 'open']]);
  expect(soon[0]).toMatchObject({ endedAt: null, onset: at(2), drops: ['payment-20261122T0205', 'payment-second'] });
  const late = run([
    [25, fact([first])],
    [60, fact([first, second(57)])],
  ]);
  expect(late.map(({ state }) => state)).toEqual(['recovered', 'open']);
});

it('pages a critical process that nobody sees after three minutes, and nothing else so', () => {
  const unseen = fact([], { unseenSince: at(0) });
  expect(run([[2, unseen]])).toEqual([]);
  const timeline = run([
    [3, unseen],
    [4, unseen],
    [9, fact([])],
  ]);
  expect(timeline.map(told)).toEqual([['3 open', '9 recovered', 'recovered']]);
  expect(timeline[0]).toMatchObject({ kind: 'blind', class: null, drops: [] });
  expect(run([[9, fact([], { unseenSince: at(0), level: 'important' })]])).toEqual([]);
  // a start in the middle: nobody has looked yet, which is not to be seen again
  const started = run([
    [3, unseen],
    [4, fact([], { notLooked: true })],
    [6, unseen],
  ]);
  expect(started.map(told)).toEqual([['3 open', 'open']]);
});

it('keeps a loss open while nothing is seen', () => {
  const losing = fact([drop({ class: 'P1', presentClass: 'P1' })]);
  const both = run([
    [5, losing],
    [12, { ...losing, unseenSince: at(8) }],
  ]);
  expect(both.map(({ kind, state }) => `${kind} ${state}`)).toEqual(['loss open', 'blind open']);
});

it('joins two processes only under one named root, and lets them go when the root turns out to be another', () => {
  const losing = { class: 'P1', presentClass: 'P1' } as const;
  const payment = (root: ProcessFact['root']) => fact([drop(losing)], { root });
  const refund = (root: ProcessFact['root']) =>
    fact([drop({ ...losing, id: 'refund-1', onset: at(4) })], { process: 'refund', root });
  const behind = (component: string, score = 0.8) => ({ component, score, why: 'errors there first' });
  const partOf = (incidents: Incident[]) => incidents.map((one) => one.partOf);

  const both = run([[6, payment(behind('ledger-db')), refund(behind('ledger-db'))]]);
  expect(partOf(both)).toEqual([null, both[0]!.id]);
  expect(partOf(run([[6, payment(behind('gateway', 0.3)), refund(behind('gateway', 0.3))]]))).toEqual([null, null]);
  expect(partOf(run([[6, payment(null), refund(null)]]))).toEqual([null, null]);
  expect(partOf(run([[6, payment(behind('psp-a')), refund(behind('ledger-db'))]]))).toEqual([null, null]);

  // the more critical one leads, whichever began first, and what is not proven leads nothing
  const lesser = fact([drop(losing)], { level: 'standard', root: behind('ledger-db') });
  const led = run([[6, lesser, refund(behind('ledger-db'))]]);
  expect(partOf(led)).toEqual([led[1]!.id, null]);
  const unproven = fact([drop()], { root: behind('ledger-db') });
  const unled = run([[6, unproven, refund(behind('ledger-db'))]]);
  expect(partOf(unled)).toEqual([unled[1]!.id, null]);

  // it outlasts its leader
  const over = fact([drop({ ...losing, endedAt: at(20) })], { root: behind('ledger-db') });
  const soon = step(both, [over, refund(behind('ledger-db'))], at(22));
  expect(soon.map((one) => [one.state, one.partOf])).toEqual([
    ['recovered', null],
    ['open', both[0]!.id],
  ]);
  const later = step(soon, [over, refund(behind('ledger-db'))], at(37));
  expect(later[1]).toMatchObject({ partOf: null, state: 'open' });
  expect(later[1]!.transitions.at(-1)!.reason).toContain('outlasts');

  const apart = step(both, [payment(behind('psp-a')), refund(behind('ledger-db'))], at(8));
  expect(partOf(apart)).toEqual([null, null]);
  expect(apart[1]!.transitions.at(-1)!.reason).toContain('stands alone again');
});

it('lets people act from where it makes sense, and leaves what they closed', () => {
  const [open] = run([[5, fact([drop({ class: 'P2', presentClass: 'P2' })])]]);
  const act = (incident: Incident, what: 'mitigate' | 'dismiss') =>
    afterAct(incident, { act: what, incident: incident.id, by: 'Anna', reason: 'banner is up' }, at(6));
  const mitigated = act(open!, 'mitigate')!;
  const still = fact([drop({ class: 'P2', presentClass: 'P2' })]);
  expect(step([mitigated], [still], at(15))[0]?.state).toBe('mitigated');
  expect(step([mitigated], [still], at(21))[0]?.state).toBe('open');
  const dismissed = act(open!, 'dismiss')!;
  expect(step([dismissed], [still], at(60))).toEqual([dismissed]);
  expect(act(dismissed, 'mitigate')).toBeNull();
  expect(afterAct(open!, { act: 'review', incident: open!.id, by: 'Anna' }, at(6))).toBeNull();
});

it('opens nothing twice and loses nothing, however often a minute is judged and wherever it was interrupted', () => {
  const classes = fc.constantFrom(null, 'P1', 'P2');
  const change = fc.record({ class: classes, present: classes, ended: fc.boolean(), unseen: fc.boolean() });
  const timeline = fc.array(change, { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(timeline, fc.array(fc.nat({ max: 3 }), { minLength: 40, maxLength: 40 }), (changes, repeats) => {
      let plain: Incident[] = [];
      let interrupted: Incident[] = [];
      const drops: DropFact[] = [];
      let unseenSince: number | null = null;
      changes.forEach((one, i) => {
        const now = at(10 + i);
        if (drops.at(-1)?.endedAt !== null) {
          drops.push(drop({ id: `payment-${i}`, onset: now - 3 * minute, detectedAt: now }));
        }
        const last = drops.at(-1)!;
        const highest = last.class === 'P1' ? 'P1' : (one.class ?? last.class);
        drops[drops.length - 1] = {
          ...last,
          class: highest,
          presentClass: highest && one.present,
          endedAt: one.ended ? now : null,
        };
        unseenSince = one.unseen ? (unseenSince ?? now) : null;
        const facts = [fact([...drops], { unseenSince })];
        plain = step(plain, facts, now);
        for (let again = 0; again <= repeats[i]!; again++) {
          interrupted = JSON.parse(JSON.stringify(step(interrupted, facts, now)));
        }
      });
      expect(interrupted).toEqual(plain);
      expect(new Set(plain.map(({ id }) => id)).size).toBe(plain.length);
      const inIncidents = plain.flatMap((one) => one.drops);
      expect(new Set(inIncidents).size).toBe(inIncidents.length);
      for (const { id, class: reached } of drops) if (reached !== null) expect(inIncidents).toContain(id);
      for (const { transitions, state } of plain) {
        expect(transitions.at(-1)!.to).toBe(state);
        for (const [i, { from }] of transitions.slice(1).entries()) expect(from).toBe(transitions[i]!.to);
      }
    }),
  );
});
