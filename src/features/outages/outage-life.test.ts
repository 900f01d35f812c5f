import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ProductError } from '../../errors.ts';
import { day, hour, minute } from '../../maths/instants.ts';
import { rightsOf } from '../access/rights.ts';
import type { Person } from '../access/who.ts';
import { blankOutage, dueAtOf } from './new-outage.ts';
import { endsOf, type Outage, outageStates } from './outage.ts';
import { afterAct, isOverdue, ways } from './outage-acts.ts';
import { type OutageAct, outageActs } from './outage-contract.ts';
import { correctedOutage } from './outage-correction.ts';
import { answeredExclusion, proposedExclusion } from './outage-exclusion.ts';
import { mayOf } from './outage-may.ts';

const start = Date.parse('2026-11-03T09:00:00Z');
const outage: Outage = {
  ...{ ...blankOutage, id: 'o', subject: { kind: 'process', name: 'payment' } },
  ...{ detected: { from: start, to: start + hour }, dueAt: start + hour + 7 * day },
};
const now = start + 2 * hour;
const person = (id: string): Person => ({
  ...{ kind: 'person', id, name: id, displayName: id, roles: ['editor'] },
  ...{ rights: rightsOf(['editor']), money: 'all' },
});
const [anna, jan] = [person('anna'), person('jan')];
const by = { id: anna.id, name: anna.displayName };
const text = (at: number): string => new Date(at).toISOString();

type Step =
  | { do: 'act'; act: OutageAct['act'] }
  | { do: 'correct'; from: number; minutes: number; cause: string }
  | { do: 'propose'; who: Person; fromProcess: boolean }
  | { do: 'answer'; who: Person; agree: boolean };

const people = fc.constantFrom(anna, jan);
const steps = fc.array(
  fc.oneof<fc.Arbitrary<Step>[]>(
    fc.record({ do: fc.constant('act' as const), act: fc.constantFrom(...outageActs) }),
    fc.record({
      do: fc.constant('correct' as const),
      ...{ from: fc.integer({ min: -30, max: 30 }), minutes: fc.integer({ min: 1, max: 60 }) },
      cause: fc.constantFrom('', 'Disk'),
    }),
    fc.record({ do: fc.constant('propose' as const), who: people, fromProcess: fc.boolean() }),
    fc.record({ do: fc.constant('answer' as const), who: people, agree: fc.boolean() }),
  ),
  { maxLength: 25 },
);

function taken(one: Outage, step: Step): Outage {
  if (step.do === 'act') return afterAct(one, { act: step.act, reason: 'because' }, now);
  if (step.do === 'propose') {
    return proposedExclusion(one, { fromProcess: step.fromProcess, fromGlobal: false, reason: 'why' }, step.who, now);
  }
  if (step.do === 'answer') return answeredExclusion(one, step.agree, step.who);
  const from = start + step.from * minute;
  const ends = { from: text(from), to: text(from + step.minutes * minute) };
  return correctedOutage(one, { ends, cause: step.cause, summary: step.cause }, { by, now });
}

describe('the life of an outage', () => {
  it('is reported only with its cause and summary once it is over, and stays so', () => {
    const told = { ...outage, cause: 'Disk', summary: 'Payments failed.' };
    expect(() => afterAct(outage, { act: 'report' }, now)).toThrow('cause and a summary');
    expect(() => afterAct({ ...told, detected: { from: start, to: null } }, { act: 'report' }, now)).toThrow(
      'not over',
    );
    const reported = afterAct(told, { act: 'report' }, now);
    expect(() => correctedOutage(reported, { cause: '' }, { by, now })).toThrow('keeps both');
    expect(() => afterAct(reported, { act: 'confirm' }, now)).toThrow('It is reported');
    expect(() => afterAct(reported, { act: 'remove' }, now)).toThrow('say why');
  });

  it('is overdue seven days after its end until it is reported or removed', () => {
    const due = start + hour + 7 * day;
    expect([due - 1, due].map((at) => isOverdue(outage, at))).toEqual([false, true]);
    const overdue = outageStates.filter((state) => isOverdue({ ...outage, state }, due));
    expect(overdue).toEqual(['draft', 'confirmed']);
    expect(isOverdue({ ...outage, detected: { from: start, to: null } }, due)).toBe(false);
  });

  it('gives Waga’s ends back where a person takes theirs away, and loses a loss that was reckoned on others', () => {
    const refined = { from: start + minute, to: start + 50 * minute };
    const loss = {
      lost: null,
      gross: null,
      recovered: null,
      net: null,
      preliminary: false,
      until: null,
      customers: null,
    };
    const measured: Outage = { ...outage, refined, loss };
    const ends = { from: text(start), to: text(start + 20 * minute) };
    const corrected = correctedOutage(measured, { ends }, { by, now });
    expect([endsOf(corrected).to, corrected.loss]).toEqual([start + 20 * minute, null]);
    expect(endsOf(correctedOutage(corrected, { ends: null }, { by, now }))).toEqual(refined);
    expect(correctedOutage(measured, { cause: 'Disk' }, { by, now }).loss).toEqual(loss);
    expect(correctedOutage(measured, { cause: '' }, { by, now })).toBe(measured);
  });

  it('never comes to an exclusion that one person alone made, whatever is done in whatever order', () => {
    fc.assert(
      fc.property(steps, (list) => {
        let one = outage;
        // the ends for which two people agreed, as long as it is excluded
        let agreed: { from: number; to: number | null } | null = null;
        for (const step of list) {
          const before = one;
          try {
            one = taken(one, step);
          } catch (error) {
            expect(error).toBeInstanceOf(ProductError);
            continue;
          }
          if (one.excluded.fromProcess && !before.excluded.fromProcess) {
            expect(step).toMatchObject({ do: 'answer', agree: true });
            expect(before.proposal!.by).not.toBe((step as { who: Person }).who.id);
            agreed = endsOf(one);
          }
          if (one.excluded.fromProcess) {
            expect(endsOf(one).from).toBeGreaterThanOrEqual(agreed!.from);
            expect(endsOf(one).to!).toBeLessThanOrEqual(agreed!.to!);
          }
          expect(one.dueAt).toBe(dueAtOf(endsOf(one)));
          if (one.state === 'reported') expect(one.cause).not.toBe('');
          if (one.state === 'removed') expect(one.proposal).toBeNull();
        }
      }),
    );
  });

  it('lets one do exactly what is then done', () => {
    fc.assert(
      fc.property(steps, fc.constantFrom(...outageActs), people, (list, act, who) => {
        let one: Outage = { ...outage, cause: 'Disk', summary: 'Payments failed.' };
        for (const step of list) {
          if (step.do === 'correct') continue;
          try {
            one = taken(one, step);
          } catch {}
        }
        const may = mayOf(one, who);
        expect(may.includes(act)).toBe(ways[act].from.includes(one.state));
        let answered = true;
        try {
          answeredExclusion(one, true, who);
        } catch {
          answered = false;
        }
        expect(may.includes('agree-exclusion')).toBe(answered);
        expect(mayOf(one, null)).toEqual([]);
      }),
    );
  });
});
