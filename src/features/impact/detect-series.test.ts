import { describe, expect, it } from 'vitest';
import { day, minute } from '../../maths/instants.ts';
import { seededRandom } from '../../maths/random.ts';
import { plainCalendar } from '../expectations/business-calendar.ts';
import { detectSeries, notProvable } from './detect-series.ts';

const from = Date.UTC(2026, 8, 7);
const thresholds = { partial: { numerator: 2, denominator: 10 }, total: { numerator: 4, denominator: 10 } };

/** A day-night swing and a quieter weekend around `rate`, with shares missing in minutes [from, to). */
function series(rate: number, days: number, outages: [number, number, number][], seed = 1) {
  const random = seededRandom(seed);
  const counts = new Float64Array(days * 1440).map((_, i) => {
    const weekend = Math.floor(i / 1440) % 7 >= 5 ? 0.7 : 1;
    const mean = rate * weekend * (1 - 0.6 * Math.cos((2 * Math.PI * (i - 240)) / 1440));
    const missing = outages.find(([first, last]) => i >= first && i < last)?.[2] ?? 0;
    return random.count(mean * (1 - missing), 1.5);
  });
  return { from, counts };
}

const ask = (one: { from: number; counts: Float64Array }) =>
  detectSeries({ series: one, thresholds, timeZone: 'UTC', calendar: plainCalendar });

const stop = 30 * 1440 + 700;
const quarter = 36 * 1440 + 800;
const world = series(120, 40, [
  [stop, stop + 15, 1],
  [quarter, quarter + 60, 0.3],
]);

describe('detectSeries', () => {
  it('finds what was put in, quickly and in its class, and nothing else', () => {
    const { drops } = ask(world);
    expect(drops.map((drop) => drop.class)).toEqual(['P1', 'P2']);
    const [first, second] = drops.map(({ from: at, to, detectedAt }) => ({
      onset: (at - from) / minute,
      end: ((to ?? 0) - from) / minute,
      delay: (detectedAt - from) / minute,
    }));
    expect(first).toEqual({ onset: stop, end: stop + 15, delay: stop + 1 });
    expect(Math.abs(second!.onset - quarter)).toBeLessThanOrEqual(2);
    expect(second!.delay - quarter).toBeLessThanOrEqual(8);
    expect(Math.abs(second!.end - quarter - 60)).toBeLessThanOrEqual(3);
  });

  it('detects each drop from rows at or before its moment: cut there, the drop is already told', () => {
    for (const { detectedAt, from: onset } of ask(world).drops) {
      const cut = { from, counts: world.counts.subarray(0, (detectedAt - from) / minute) };
      const last = ask(cut).drops.at(-1);
      expect([last?.detectedAt, last?.to]).toEqual([detectedAt, null]);
      expect(Math.abs(last!.from - onset)).toBeLessThanOrEqual(5 * minute);
      const earlier = { from, counts: cut.counts.subarray(0, cut.counts.length - 1) };
      expect(ask(earlier).drops.every((drop) => drop.detectedAt < detectedAt && drop.to !== null)).toBe(true);
    }
  });

  it('does not take the first weekends of a short history for drops', () => {
    for (const seed of [2, 3, 4]) {
      const { drops, cautiousUntil } = ask(series(60, 16, [], seed));
      expect(drops).toEqual([]);
      expect(cautiousUntil).toBe(from + 14 * day);
    }
  });

  it('tells what cannot be proven at a low rate, and refuses too short a series', () => {
    const low = ask(series(4, 21, []));
    expect(notProvable(low, thresholds)).toBeGreaterThan(0.2);
    expect(notProvable(ask(world), thresholds)).toBeNull();
    expect(ask(series(60, 2, [])).refusal).not.toBeNull();
  });
});
