import { describe, expect, it } from 'vitest';
import { advanceCusum, alarmThreshold, excursionStart, newCusum, resetCusum } from './cusum.ts';
import { seededRandom } from './random.ts';

describe('sequential detector', () => {
  it('sees a total stop at 120 a minute in the first minute, and its begin', () => {
    const cusum = newCusum();
    for (let i = 0; i < 50; i++) expect(advanceCusum(cusum, i, 120, 120, 1, 0)).toBe(0);
    expect(advanceCusum(cusum, 50, 0, 120, 1, 0)).toBeGreaterThan(alarmThreshold);
    expect(excursionStart(cusum, 1, 0)).toBe(50);
    resetCusum(cusum);
    expect(advanceCusum(cusum, 51, 120, 120, 1, 0)).toBe(0);
  });

  it('needs the more minutes the smaller the drop and the greater the dispersion', () => {
    const minutes = (share: number, dispersion: number): number => {
      const cusum = newCusum();
      for (let i = 1; ; i++) {
        if (advanceCusum(cusum, i, 100 * (1 - share), 100, dispersion, 0) >= alarmThreshold) return i;
      }
    };
    expect(minutes(0.9, 1)).toBe(1);
    expect(minutes(0.25, 1)).toBeGreaterThan(minutes(0.5, 1));
    expect(minutes(0.25, 3)).toBeGreaterThan(minutes(0.25, 1));
  });

  it('never proves a drop that an uncertain expectation explains, however long it lasts', () => {
    const cusum = newCusum();
    let highest = 0;
    for (let i = 0; i < 5_000; i++) highest = Math.max(highest, advanceCusum(cusum, i, 85, 100, 1, 0.06 ** 2));
    expect(highest).toBeLessThan(alarmThreshold);
  });

  it('stays silent on clean counts for a week', () => {
    const random = seededRandom(9);
    const cusum = newCusum();
    let highest = 0;
    for (let i = 0; i < 10_080; i++)
      highest = Math.max(highest, advanceCusum(cusum, i, random.count(120, 1.5), 120, 1.5, 0));
    expect(highest).toBeGreaterThan(1);
    expect(highest).toBeLessThan(alarmThreshold);
  });
});
