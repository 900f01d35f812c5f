import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../maths/random.ts';
import { lostEstimate, moneyEstimate, moneyPerHour, shareEstimate, valueEstimate } from './estimates.ts';
import { fixedValue, learnEventValue, valueSd } from './event-value.ts';

const origin = { profile: { version: 'v', minutes: 50_000 }, completeness: 1 };
const sum = { mean: 1440, low: 1380, high: 1500, level: 0.9, relativeVariance: 0, dispersion: 1 };
const perEvent = fixedValue({ perEvent: '150.00', currency: 'PLN' })!;

describe('money of a loss', () => {
  it('gives the worked case exactly: 1 260 payments, 189 000.00 PLN', () => {
    const lost = lostEstimate(sum, 180, origin);
    expect(lost).toMatchObject({ value: 1260, low: 1200, high: 1320, unit: 'events' });
    expect(shareEstimate(sum, 180, origin)?.value).toBe(0.875);
    expect(moneyEstimate(lost, 1440, 12, perEvent, origin)).toMatchObject({
      value: 18_900_000,
      unit: 'PLN-minor',
      text: { value: '189000.00', low: '180000.00', high: '198000.00' },
    });
    expect(moneyPerHour(lost, 1440, 12, perEvent, origin)).toMatchObject({ value: 94_500_000, unit: 'PLN-minor/h' });
  });

  it('is not clamped: a placebo may come out as a gain, its share as zero', () => {
    const lost = lostEstimate(sum, 1500, origin);
    expect(lost.value).toBe(-60);
    expect(moneyEstimate(lost, 1440, 12, perEvent, origin).value).toBe(-900_000);
    expect(shareEstimate(sum, 1500, origin)).toMatchObject({ value: 0, low: 0, high: 0 });
  });

  it('is unknown as a share where less than nine times the dispersion is expected', () => {
    expect(shareEstimate({ ...sum, mean: 17, dispersion: 2 }, 0, origin)).toBeNull();
    expect(shareEstimate({ ...sum, mean: 18, dispersion: 2 }, 0, origin)?.value).toBe(1);
  });

  it('by the hour takes the missing share of the hour', () => {
    const value = fixedValue({ perHour: '1000.00', currency: 'PLN' })!;
    const lost = { value: 30, low: 24, high: 36 };
    expect(moneyEstimate(lost, 120, 30, value, origin).text?.value).toBe('125.00');
    expect(moneyPerHour(lost, 120, 30, value, origin).text?.value).toBe('250.00');
    expect(valueEstimate(value, origin)).toBeNull();
  });

  it('refuses an amount that is none', () => {
    expect(fixedValue({ perEvent: 'much', currency: 'PLN' })).toBeNull();
  });
});

describe('what an event is worth', () => {
  const series = (counts: number[]) => ({ from: 0, counts: Float64Array.from(counts) });

  function week(seed: number, odd = 0) {
    const random = seededRandom(seed);
    const counts: number[] = [];
    const money: number[] = [];
    for (let i = 0; i < 7 * 1440; i++) {
      const count = random.poisson(10);
      let amount = 0;
      for (let k = 0; k < count; k++) amount += Math.round(15_000 * Math.exp(0.5 * random.normal() - 0.125));
      counts.push(count);
      money.push(i === 5000 ? amount + odd : amount);
    }
    return learnEventValue(series(counts), series(money), 'PLN');
  }

  it('comes out near the truth with its own uncertainty', () => {
    const value = week(1);
    expect(value?.minor).toBeGreaterThan(14_850);
    expect(value?.minor).toBeLessThan(15_150);
    expect(valueSd(value!, 60)).toBeGreaterThan(50);
    expect(valueSd(value!, 60)).toBeLessThan(800);
    expect(valueSd(value!, 600)).toBeLessThan(valueSd(value!, 60));
  });

  it('is not bent by one enormous amount', () => {
    expect((week(1, 1_000_000_000)?.minor ?? 0) / (week(1)?.minor ?? 1)).toBeCloseTo(1, 2);
  });

  it('widens the money interval', () => {
    const value = week(1)!;
    const lost = { value: 1000, low: 900, high: 1100 };
    const money = moneyEstimate(lost, 2000, 60, value, origin);
    expect(money.high - money.low).toBeGreaterThan(200 * value.minor);
  });

  it('is nothing where too little is known', () => {
    expect(learnEventValue(series([1, 2]), series([3, 4]), 'PLN')).toBeNull();
    const unknown = new Array(600).fill(Number.NaN);
    expect(learnEventValue(series(unknown), series(unknown), 'PLN')).toBeNull();
  });
});
