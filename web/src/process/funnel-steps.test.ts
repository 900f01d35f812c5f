import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ProcessFunnel } from '../../../src/features/balance/process-page-contract.ts';
import { shownSteps, unknownText } from './funnel-steps.ts';

const funnel = (steps: ProcessFunnel['steps'], unknownMinutes = 0): ProcessFunnel => ({
  ...{ process: 'payment', from: '2026-11-20T10:00:00Z', to: '2026-11-21T10:00:00Z', minutes: 1_440 },
  ...{ unknownMinutes, steps },
});
const step = (name: string, done: number, users: number | null = null) => ({ step: name, done, notDone: 0, users });

describe('the steps of a process', () => {
  it('convert by users where both know them, else by events', () => {
    const shown = shownSteps(
      funnel([step('a', 200, 100), step('b', 150, 80), step('c', 75), step('d', 0), step('e', 3)]),
    );
    expect(shown.map(({ conversion }) => conversion)).toEqual([
      null,
      { text: '80.0%', counted: 'users' },
      { text: '50.0%', counted: 'events' },
      { text: '0.0%', counted: 'events' },
      null,
    ]);
  });

  it('never draw a bar longer than the largest', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { minLength: 1 }), (counts) => {
        const shares = shownSteps(funnel(counts.map((count, n) => step(String(n), count)))).map(({ share }) => share);
        expect(Math.max(...shares)).toBeLessThanOrEqual(1);
        if (counts.some((count) => count > 0)) expect(Math.max(...shares)).toBe(1);
      }),
    );
  });

  it('say how much of the time is not counted', () => {
    expect(unknownText(funnel([]))).toBeNull();
    expect(unknownText(funnel([], 61))?.replace('\u202f', ' ')).toBe(
      '61 of 1 440 minutes are unknown and not counted.',
    );
    expect(unknownText(funnel([], 1_440))).toMatch('Nothing is known');
  });
});
