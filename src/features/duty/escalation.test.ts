import fc from 'fast-check';
import { expect, it } from 'vitest';
import { minute } from '../../maths/instants.ts';
import { dueStep, stepsOf } from './escalation.ts';

const spec = {
  escalation: [
    { afterMinutes: 0, to: { onCall: true as const } },
    { afterMinutes: 10, to: { person: 'user:lead' } },
  ],
  repeats: 1,
};

it('tells the next when nobody answers, then begins again, then ends', () => {
  const steps = stepsOf(spec, 0);
  expect(steps.map(({ round, step, at }) => [round, step, at / minute])).toEqual([
    [0, 0, 0],
    [0, 1, 10],
    [1, 0, 20],
    [1, 1, 30],
  ]);
  expect(dueStep(steps, null, 0)).toMatchObject({ round: 0, step: 0 });
  expect(dueStep(steps, { round: 0, step: 0 }, 9 * minute)).toBeNull();
  expect(dueStep(steps, { round: 0, step: 0 }, 10 * minute)).toMatchObject({ round: 0, step: 1 });
  expect(dueStep(steps, { round: 1, step: 1 }, 500 * minute)).toBeNull();
});

it('takes only the newest step after an interruption', () => {
  expect(dueStep(stepsOf(spec, 0), { round: 0, step: 0 }, 25 * minute)).toMatchObject({ round: 1, step: 0 });
});

it('tells each step at most once and in order, however often it is asked', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 60 }), { maxLength: 30 }), (pauses) => {
      const steps = stepsOf(spec, 0);
      const told: string[] = [];
      let done: { round: number; step: number } | null = null;
      let now = 0;
      for (const pause of pauses) {
        now += pause * minute;
        const due = dueStep(steps, done, now);
        if (due === null) continue;
        expect(due.at).toBeLessThanOrEqual(now);
        told.push(`${due.round}.${due.step}`);
        done = due;
      }
      expect(told).toEqual([...new Set(told)].sort());
    }),
  );
});
