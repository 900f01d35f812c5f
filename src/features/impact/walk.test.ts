import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { usualRules, walkDays, walkOnce } from '../../../benchmarks/accuracy/detection.ts';
import { fiveWeeks, makeWorld, slice } from '../../../benchmarks/accuracy/world.ts';
import { day, hour, minute } from '../../maths/instants.ts';
import { quantile } from '../../maths/quantiles.ts';
import { plainCalendar } from '../expectations/business-calendar.ts';
import { learnProfile } from '../expectations/learn.ts';
import { walk } from './walk.ts';

// seeds of their own: nothing was tuned on them; the full table is printed by benchmarks/accuracy/detection.ts
const seeds = 91_000;

function prepared(seed: number, outages: { fromMinute: number; minutes: number; share: number }[]) {
  const world = makeWorld({ seed, days: 36, rate: 120, dispersion: 1.5, outages });
  const learned = learnProfile(slice(world, 0, fiveWeeks - 240), {
    timeZone: 'UTC',
    calendar: plainCalendar,
    exclude: [],
  });
  if ('refusal' in learned) throw new Error(learned.refusal);
  const { profile } = learned;
  const go = (to: number) =>
    walk({
      profile,
      rules: usualRules(profile),
      series: slice(world, fiveWeeks - 240, to),
      from: world.from + (fiveWeeks + 360) * minute,
      closed: [],
      open: null,
    });
  return { world, go };
}

describe('walking through the minutes', () => {
  it('does not look into the future: what is decided at a minute does not change with later minutes', () => {
    const at = fiveWeeks + 500;
    const { world, go } = prepared(seeds, [{ fromMinute: at, minutes: 30, share: 0.5 }]);
    const whole = go(fiveWeeks + 700);
    const detectedAt = whole.closed[0]?.detectedAt;
    expect(detectedAt).toBeGreaterThan(world.from + at * minute);
    fc.assert(
      fc.property(fc.integer({ min: 400, max: 700 }), (length) => {
        const part = go(fiveWeeks + length);
        const last = world.from + (fiveWeeks + length) * minute;
        const found = part.open ?? part.closed[0];
        expect(found?.detectedAt).toBe(detectedAt !== undefined && detectedAt <= last ? detectedAt : undefined);
        for (let i = part.judgedFrom; i < part.minutes; i++) {
          const time = part.track.from + i * minute;
          // a drop, once seen, freezes the level from before its begin; until then every expectation stands
          if (detectedAt === undefined || time < detectedAt - 60 * minute)
            expect(part.expected[i]).toBe(whole.expected[i]);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('measures a drop against a level that has not seen it, however long it lasts', () => {
    const { go } = prepared(seeds + 1, [{ fromMinute: fiveWeeks + 400, minutes: 600, share: 0.5 }]);
    const state = go(fiveWeeks + 900);
    let actual = 0;
    let expected = 0;
    for (let i = state.minutes - 60; i < state.minutes; i++) {
      actual += state.actual[i]!;
      expected += state.expected[i]!;
    }
    expect(state.open).not.toBeNull();
    expect(1 - actual / expected).toBeGreaterThan(0.4);
    expect(1 - actual / expected).toBeLessThan(0.6);
  });

  it.each([
    [1, 1, 0],
    [0.75, 2, 0],
    [0.5, 4, 1],
    [0.25, 6, 3],
  ])(
    'sees a share of %f missing at 120 a minute within %i minutes (median), begin within %i',
    (share, delay, error) => {
      const delays: number[] = [];
      const errors: number[] = [];
      for (let w = 0; w < 8; w++) {
        const at = fiveWeeks + 700 + 31 * w;
        const world = makeWorld({
          seed: seeds + 10 + w,
          days: 36,
          rate: 120,
          dispersion: 1 + (w % 4) / 2,
          outages: [{ fromMinute: at, minutes: 40, share }],
        });
        const state = walkOnce(world, at - 120, at + 100);
        const found = [...state.closed, ...(state.open ? [state.open] : [])].find(
          (d) => d.detectedAt > world.from + at * minute,
        );
        delays.push(found ? (found.detectedAt - world.from) / minute - at : Number.POSITIVE_INFINITY);
        errors.push(found ? Math.abs((found.onset - world.from) / minute - at) : Number.POSITIVE_INFINITY);
      }
      expect(quantile(delays, 0.5)).toBeLessThanOrEqual(delay);
      expect(quantile(errors, 0.5)).toBeLessThanOrEqual(error);
    },
  );

  const falseDrops: { onset: number }[] = [];
  it.each([0, 1, 2, 3, 4, 5])('walks through clean days, fifty at a time: part %i', (part) => {
    for (let w = 5 * part; w < 5 * part + 5; w++) {
      const world = makeWorld({ seed: seeds + 50 + w, days: 45, rate: 120, dispersion: 1 + (w % 4) / 2 });
      const drops = walkDays(world, 10);
      // a third of one is allowed on ten days; more than three is not chance
      expect(drops.length).toBeLessThanOrEqual(3);
      falseDrops.push(...drops);
    }
  });

  it('calls on those 300 clean days no more than ten times (one in 30 days), and not above all after midnight', () => {
    const afterMidnight = falseDrops.filter(({ onset }) => onset % day < hour);
    expect(falseDrops.length).toBeLessThanOrEqual(10);
    // a twenty-fourth of them is expected there; by chance more than two come once in a hundred times
    expect(afterMidnight.length).toBeLessThanOrEqual(2);
  });
});
