import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { day } from '../../../maths/instants.ts';
import { decidedTerms, heldDecisions, inForceAt, shownDecisions, stateOf } from './decision.ts';
import type { DecisionRecord } from './decision-record.ts';
import { insteadOf } from './decision-signing.ts';

const thresholds = { partial: '0.20', total: '0.40' };
const levels = ['critical', 'important', 'standard', 'supporting'] as const;

/** A decision with its signatures at some days; null: not signed. */
function decision(
  version: number,
  wish: number,
  signed: readonly (number | null)[],
  withdrawn = false,
): DecisionRecord {
  const sides = ['business', 'technology'] as const;
  return {
    ...{ id: `p-${version}`, process: 'p', version, level: levels[version % 4]!, thresholds: null, reason: 'because' },
    ...{ validFrom: wish * day, file: { level: 'standard', thresholds }, proposedAt: 0, proposedByName: 'Anna' },
    workshop: null,
    signatures: signed.flatMap((at, index) =>
      at === null ? [] : [{ side: sides[index]!, person: `${index}`, name: `${index}`, at: at * day, instead: null }],
    ),
    withdrawnAt: withdrawn ? day : null,
  };
}
const anyDay = fc.nat(30);
const decisions = fc
  .array(fc.tuple(anyDay, fc.option(anyDay, { nil: null }), fc.option(anyDay, { nil: null }), fc.boolean()), {
    maxLength: 8,
  })
  .map((all) => all.map(([wish, a, b, gone], i) => decision(i + 1, wish, [a, b], gone && (a === null || b === null))));

describe('decisions of a process', () => {
  it('hold one at a time, from both signatures on, in states that agree with it', () => {
    fc.assert(
      fc.property(decisions, anyDay, (all, today) => {
        const now = today * day;
        const held = heldDecisions(all);
        const holding = held.filter(({ from, until }) => from <= now && (until === null || now < until));
        expect(holding.length).toBeLessThanOrEqual(1);
        for (const { record, from } of held) {
          expect(from).toBeGreaterThanOrEqual(Math.max(record.validFrom, ...record.signatures.map(({ at }) => at)));
          expect(record.signatures).toHaveLength(2);
        }
        const states = all.map((one) => stateOf(one, held, now));
        expect(states.filter((state) => state === 'in-force')).toHaveLength(holding.length);
        expect(inForceAt(held, now)).toBe(holding[0]?.record ?? null);
        for (const { from, until } of decidedTerms(all)) expect(until === null || until > from).toBe(true);
      }),
    );
  });

  it('are read of the past as they were then: nothing signed or proposed later changes it', () => {
    fc.assert(
      fc.property(decisions, anyDay, (all, then) => {
        const at = then * day;
        const known = all.map((one) => ({ ...one, signatures: one.signatures.filter((signed) => signed.at <= at) }));
        expect(inForceAt(heldDecisions(all), at)?.id).toBe(inForceAt(heldDecisions(known), at)?.id);
      }),
    );
  });

  it('differ from the one they follow, the first from the file', () => {
    const first = decision(1, 1, [1, 1]);
    const second = { ...decision(4, 5, [2, 3]), thresholds: { ...thresholds, weekend: { partial: '0.30' } } };
    const waiting = decision(5, 9, [null, 4]);
    const shown = shownDecisions([first, second, waiting], 'P', 6 * day);
    expect(shown.map(({ version, state, differences }) => [version, state, differences])).toEqual([
      [
        5,
        'proposed',
        [
          { field: 'level', before: 'critical', after: 'important' },
          { field: 'thresholds.weekend.partial', before: '0.30', after: null },
        ],
      ],
      [
        4,
        'in-force',
        [
          { field: 'level', before: 'important', after: 'critical' },
          { field: 'thresholds.weekend.partial', before: null, after: '0.30' },
        ],
      ],
      [1, 'superseded', [{ field: 'level', before: 'standard', after: 'important' }]],
    ]);
  });

  it('of two of one day the one signed later holds, and the other never did', () => {
    const held = [decision(1, 9, [2, 5]), decision(2, 9, [3, 4])];
    expect(shownDecisions(held, 'P', 6 * day).map(({ version, state }) => [version, state])).toEqual([
      [2, 'superseded'],
      [1, 'signed'],
    ]);
    expect(decidedTerms(held).map(({ version }) => version)).toEqual([1]);
  });

  it('tell whose place was taken, where the catalogue names a person', () => {
    const signs = (name: string, manager: string | null) => insteadOf(manager, { name });
    expect(signs('anna', 'user:anna')).toBe(null);
    expect(signs('anna@example.org', 'user:default/Anna')).toBe(null);
    expect(signs('ewa', 'user:anna')).toBe('user:anna');
    expect(signs('ewa', 'group:pay')).toBe(null);
    expect(signs('ewa', null)).toBe(null);
  });
});
