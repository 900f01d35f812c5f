import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRatio } from '../../maths/ratios.ts';
import { judge, reachedText } from './judge.ts';

const objective = (atLeast: string, overMinutes = 60, floor = 20) => ({
  atLeast: parseRatio(atLeast)!,
  overMinutes,
  floor,
});
const counted = (bad: number, valid: number, measuredMinutes = 60, silentMinutes = 0) => ({
  good: valid - bad,
  valid,
  measuredMinutes,
  silentMinutes,
});

describe('judge', () => {
  it('compares in integers: 15 of 15 000 meets 99.9 %, 16 does not', () => {
    expect(judge(counted(15, 15_000), objective('0.999'))).toBe('ok');
    expect(judge(counted(16, 15_000), objective('0.999'))).toBe('alarm');
  });

  it('pages for 500 failures of 10 000 and stays calm at night below the floor', () => {
    expect(judge(counted(500, 10_000), objective('0.999', 60, 1_000))).toBe('alarm');
    expect(judge(counted(15, 600), objective('0.999', 60, 1_000))).toBe('quiet');
  });

  it('says quiet, not ok, when nothing came, even with a floor of 0', () => {
    expect(judge(counted(0, 0), objective('0.99', 60, 0))).toBe('quiet');
  });

  it('is unknown when nothing was measured or the last 3 minutes were not', () => {
    expect(judge(counted(0, 0, 0), objective('0.99'))).toBe('unknown');
    expect(judge(counted(900, 1_000, 57, 3), objective('0.99'))).toBe('unknown');
    expect(judge(counted(900, 1_000, 58, 2), objective('0.99'))).toBe('alarm');
  });

  it('needs half of the window to say ok or quiet, and no more than the floor to say alarm', () => {
    expect(judge(counted(0, 1_000, 29), objective('0.99'))).toBe('unknown');
    expect(judge(counted(0, 5, 29), objective('0.99'))).toBe('unknown');
    expect(judge(counted(0, 1_000, 30), objective('0.99'))).toBe('ok');
    expect(judge(counted(500, 1_000, 1), objective('0.99'))).toBe('alarm');
  });

  it('never gets better by one more bad event in place of a good one', () => {
    const rank = { ok: 0, quiet: 0, unknown: 0, alarm: 1 };
    const texts = fc.constantFrom('0.9', '0.95', '0.99', '0.995', '0.999', '0.9999', '1');
    fc.assert(
      fc.property(fc.nat(100_000), fc.nat(100_000), texts, fc.nat(500), (a, b, text, floor) => {
        const [bad, valid] = [Math.min(a, b), Math.max(a, b) + 1];
        const limit = objective(text, 60, floor);
        expect(rank[judge(counted(bad + 1, valid), limit)]).toBeGreaterThanOrEqual(
          rank[judge(counted(bad, valid), limit)],
        );
      }),
    );
  });
});

describe('reachedText', () => {
  it('cuts and never rounds up', () => {
    expect(reachedText(9_941, 10_000, '0.995')).toBe('0.9941');
    expect(reachedText(99_949, 100_000, '0.9995')).toBe('0.99949');
    expect(reachedText(999_999, 1_000_000, '0.99')).toBe('0.9999');
    expect(reachedText(7, 7, '0.99')).toBe('1.0000');
    expect(reachedText(0, 0, '0.99')).toBeNull();
  });

  it('is at most the true ratio and less than one last place below it', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.integer({ min: 1, max: 1_000_000 }), (a, b) => {
        const [good, valid] = [Math.min(a, b), b];
        const text = reachedText(good, valid, '0.99')!;
        const scaled = Number(text.replace('.', ''));
        expect(scaled * valid).toBeLessThanOrEqual(good * 10_000);
        expect((scaled + 1) * valid).toBeGreaterThan(good * 10_000);
      }),
    );
  });
});
