import fc from 'fast-check';
import { expect, it } from 'vitest';
import { day, hour, minute } from '../../../src/maths/instants.ts';
import { aroundIncident, justBefore } from './around.ts';

const onset = Date.parse('2026-11-20T02:02:00Z');

it('shows the hour before, until now while it lasts, and half an hour more once it is over', () => {
  const lasting = aroundIncident({ onset, endedAt: null }, onset + 14 * minute);
  expect(lasting).toEqual({ from: onset - hour, to: onset + 14 * minute, stepMinutes: 1 });
  const over = aroundIncident({ onset, endedAt: onset + 20 * minute }, onset + 9 * day);
  expect(over).toEqual({ from: onset - hour, to: onset + 50 * minute, stepMinutes: 1 });
});

it('holds the onset in whole steps, at most a few hundred of them, however long it lasts', () => {
  const durations = fc.record({
    age: fc.integer({ min: 0, max: 400 * day }),
    ended: fc.double({ min: 0, max: 1, noNaN: true }),
  });
  fc.assert(
    fc.property(durations, fc.boolean(), ({ age, ended }, isOver) => {
      const endedAt = isOver ? onset + Math.round(age * ended) : null;
      const { from, to, stepMinutes } = aroundIncident({ onset, endedAt }, onset + age);
      const step = stepMinutes * minute;
      expect([from % step, to % step]).toEqual([0, 0]);
      expect(to).toBeGreaterThan(from);
      expect((to - from) / step).toBeLessThanOrEqual(720);
      if (age < 20 * day) expect(from <= onset && onset < to).toBe(true);
    }),
  );
});

it('looks for changes in the two hours before it was noticed', () => {
  expect(justBefore({ onset, detectedAt: onset + 3 * minute })).toEqual({
    from: onset - 2 * hour,
    to: onset + 4 * minute,
  });
});
