import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../maths/random.ts';
import { plainCalendar } from '../expectations/business-calendar.ts';
import { learnHistory } from '../expectations/learn.ts';
import { lossSpread } from './loss-placebos.ts';
import { lossWindow } from './loss-windows.ts';

const from = Date.UTC(2026, 8, 7);

/** Spread measured on five weeks of `mean` a minute with over-dispersion 2, for an hour in the last week. */
function spreadOf(mean: (i: number, random: ReturnType<typeof seededRandom>) => number) {
  const random = seededRandom(5);
  const counts = new Float64Array(35 * 1440).map((_, i) => random.count(mean(i, random), 2));
  const options = { timeZone: 'UTC', calendar: plainCalendar, exclude: [] };
  const learned = learnHistory({ from, counts }, options);
  if ('refusal' in learned) throw new Error(learned.refusal);
  const start = 32 * 1440 + 720;
  return lossSpread(learned.history, lossWindow(start, start + 60, 120, counts.length));
}

describe('lossSpread', () => {
  it('finds the model about right on a world that is as the model thinks', () => {
    const { lost, recovered, net, shiftLost, placebos } = spreadOf(() => 60);
    for (const factor of [lost, recovered, net]) {
      expect(factor).toBeGreaterThan(0.8);
      expect(factor).toBeLessThan(1.3);
    }
    expect(Math.abs(shiftLost)).toBeLessThan(0.2);
    expect(placebos).toBeGreaterThan(200);
  });

  it('widens where bursts come and go, although robust learning leaves them out', () => {
    let bursting = 0;
    const { lost } = spreadOf((_, random) => {
      if (bursting > 0) bursting--;
      else if (random.uniform() < 0.0015) bursting = 30;
      return bursting > 0 ? 180 : 60;
    });
    expect(lost).toBeGreaterThan(2);
  });

  it('is not moved by a few unrecorded outages', () => {
    const calm = spreadOf(() => 60);
    const outages = [3, 11, 19].map((day) => day * 1440 + 600);
    const { lost, shiftLost } = spreadOf((i) => (outages.some((at) => i >= at && i < at + 90) ? 0 : 60));
    expect(lost / calm.lost).toBeLessThan(1.35);
    expect(Math.abs(shiftLost - calm.shiftLost)).toBeLessThan(0.15);
  });
});
