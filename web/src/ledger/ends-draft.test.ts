import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { day, hour, minute } from '../../../src/maths/instants.ts';
import { aroundEnds, correctionOf, endAfterKey, moved, wrongWith } from './ends-draft.ts';

const at = Date.parse('2026-11-04T10:15:00Z');
const text = (instant: number): string => new Date(instant).toISOString();
const page = (length: number) => {
  const detected = { from: text(at), to: text(at + length) };
  return { ends: detected, detected, refined: null, corrected: null };
};

describe('ends being corrected', () => {
  it('stay within what is seen and at least a second apart', () => {
    const within = { from: at - hour, to: at + hour };
    const any = fc.integer({ min: at - day, max: at + day });
    fc.assert(
      fc.property(fc.constantFrom('from' as const, 'to' as const), any, (end, to) => {
        const next = moved({ from: at, to: at + 12 * minute }, end, to, within);
        expect(next.from).toBeGreaterThanOrEqual(within.from);
        expect(next.to as number).toBeLessThanOrEqual(within.to);
        expect((next.to as number) - next.from).toBeGreaterThanOrEqual(1_000);
      }),
    );
  });

  it.each([
    ['ArrowRight', false, minute],
    ['ArrowLeft', false, -minute],
    ['ArrowUp', true, 10 * minute],
    ['PageDown', false, -10 * minute],
    ['Home', false, 5 * hour],
    ['End', false, 5 * hour],
  ])('go by %s (Shift: %s) %i ms', (key, isShift, by) => {
    expect(endAfterKey(key, isShift, at, at + 5 * hour)).toBe(at + by);
  });

  it('are given back to Waga where they are Waga’s own', () => {
    const outage = page(30 * minute);
    expect(correctionOf({ from: at, to: at + 30 * minute }, outage)).toEqual({ ends: null });
    expect(correctionOf({ from: at, to: null }, outage)).toEqual({ ends: { from: '2026-11-04T10:15:00Z', to: null } });
  });

  it('lie in the future only where they are planned', () => {
    const ahead = { from: at + hour, to: at + 2 * hour };
    expect(wrongWith(ahead, 'unplanned', at)).toBe('Only planned work may lie in the future.');
    expect(wrongWith(ahead, 'planned', at)).toBeNull();
    expect(wrongWith({ from: at, to: at }, 'planned', at)).toBe('The end must come after the beginning.');
  });

  it('are shown with what lies around them, in at most a few hundred whole steps where the length allows', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1_000, max: 25 * day }), (length) => {
        const { from, to, stepMinutes } = aroundEnds(page(length), at + 60 * day);
        expect(from).toBeLessThan(at);
        expect(to).toBeGreaterThan(at + length);
        expect(to - from).toBeLessThanOrEqual(30 * day);
        expect([from % (stepMinutes * minute), to % (stepMinutes * minute)]).toEqual([0, 0]);
        expect((to - from) / minute / stepMinutes).toBeLessThanOrEqual(stepMinutes === 60 ? 720 : 365);
      }),
    );
  });
});
