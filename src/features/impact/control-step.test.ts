import { describe, expect, it } from 'vitest';
import { makeWorld, slice } from '../../../benchmarks/accuracy/world.ts';
import { plainCalendar } from '../expectations/business-calendar.ts';
import { learnHistory } from '../expectations/learn.ts';
import { stepIn, usualStep } from './control-step.ts';

/** Steps of so much, seen over as many worlds with strong weather. */
function steps(share: number, minutes: number, worlds = 8) {
  return Array.from({ length: worlds }, (_, k) => {
    const from = 37 * 1440 + 300 + 67 * k;
    const outages = share > 0 ? [{ fromMinute: from, minutes, share }] : [];
    const world = makeWorld({ seed: 930_000 + k, days: 42, rate: 300, dispersion: 1.5, weather: 0.03, outages });
    const learned = learnHistory(slice(world, 0, world.counts.length), {
      timeZone: 'UTC',
      calendar: plainCalendar,
      exclude: [],
    });
    if ('refusal' in learned) throw new Error(learned.refusal);
    const all = new Uint8Array(learned.history.counts.length).fill(1);
    const limit = usualStep(learned.history, minutes);
    return { ...stepIn(learned.history, all, from, from + minutes), limit };
  });
}

describe('the step of a level for a window', () => {
  it('is as large as what is missing, however the weather moves', () => {
    for (const { share, z } of steps(0.2, 240)) {
      expect(share).toBeLessThan(-0.13);
      expect(share).toBeGreaterThan(-0.27);
      expect(z).toBeLessThan(-4);
    }
  });

  it('stands out for a tenth over four hours, which the sum of so long a window could owe to weather', () => {
    const found = steps(0.1, 240);
    expect(found.filter(({ z, limit }) => z < -limit).length).toBeGreaterThanOrEqual(7);
  });

  it('is small where nothing happened, and says so against the quiet windows of the same series', () => {
    const found = steps(0, 60, 12);
    expect(found.filter(({ z, limit }) => Math.abs(z) > limit).length).toBeLessThanOrEqual(4);
    for (const { limit } of found) expect(limit).toBeLessThan(3);
  });
});
