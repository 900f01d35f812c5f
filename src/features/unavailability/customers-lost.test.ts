import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countedOutcomes, customersLost } from './customers-lost.ts';

interface Pass {
  user: number;
  minute: number;
  step: number;
  outcome: (typeof countedOutcomes)[number];
}

/** As the store gives them: by user, minute, step and outcome. */
function columns(passes: readonly Pass[]) {
  const nth = ({ outcome }: Pass): number => countedOutcomes.indexOf(outcome);
  const rows = passes.toSorted((a, b) => a.user - b.user || a.minute - b.minute || a.step - b.step || nth(a) - nth(b));
  return {
    user: BigUint64Array.from(rows, ({ user }) => BigInt(user)),
    step: Int32Array.from(rows, ({ step }) => step),
    outcome: Int32Array.from(rows, nth),
  };
}
const pass = (user: number, minute: number, step: number, outcome: Pass['outcome']): Pass => ({
  ...{ user, minute, step, outcome },
});
function lost(...slices: readonly Pass[][]): number {
  const count = customersLost();
  for (const slice of slices) count.take(columns(slice));
  return count.count();
}

describe('customers lost', () => {
  it('are those who failed, each once, until a success brings them back', () => {
    const outage = [pass(1, 0, 1, 'failed'), pass(1, 3, 1, 'failed'), pass(2, 4, 1, 'failed'), pass(3, 5, 1, 'ok')];
    expect(lost(outage)).toBe(2);
    expect(lost(outage, [pass(1, 90, 1, 'ok')])).toBe(1);
    expect(lost(outage, [pass(1, 90, 1, 'ok')], [pass(2, 120, 1, 'ok')])).toBe(0);
  });

  it('do not come back by a step before the one at which they failed, but by a later one', () => {
    expect(lost([pass(1, 0, 1, 'failed'), pass(1, 5, 0, 'ok')])).toBe(1);
    expect(lost([pass(1, 0, 1, 'failed'), pass(1, 5, 2, 'ok')])).toBe(0);
  });

  it('are lost by a failure after a success, and back by a success in the same minute', () => {
    expect(lost([pass(1, 0, 1, 'ok'), pass(1, 1, 1, 'failed')])).toBe(1);
    expect(lost([pass(1, 1, 1, 'failed'), pass(1, 1, 1, 'ok')])).toBe(0);
  });

  it('are those of whom some failure has no success after it, whatever the order of the passes and however they are cut', () => {
    const passes = fc.array(
      fc.record({
        user: fc.integer({ min: 1, max: 4 }),
        minute: fc.integer({ min: 0, max: 9 }),
        step: fc.integer({ min: 0, max: 2 }),
        outcome: fc.constantFrom(...countedOutcomes),
      }),
    );
    fc.assert(
      fc.property(passes, fc.integer({ min: 0, max: 10 }), (all, cut) => {
        const slices = [all.filter(({ minute }) => minute < cut), all.filter(({ minute }) => minute >= cut)];
        const isLater = (a: Pass, b: Pass): boolean =>
          b.minute > a.minute || (b.minute === a.minute && b.step >= a.step);
        const without = all.filter(
          (one) =>
            one.outcome === 'failed' &&
            !all.some((by) => by.outcome === 'ok' && by.user === one.user && by.step >= one.step && isLater(one, by)),
        );
        expect(lost(...slices)).toBe(new Set(without.map(({ user }) => user)).size);
      }),
    );
  });
});
