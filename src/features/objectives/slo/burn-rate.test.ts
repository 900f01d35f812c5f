import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../maths/random.ts';
import { burnOf, judgeBurn } from './burn-rate.ts';
import { type BurnRule, conditionRule, factorFor, workbookRules } from './burn-windows.ts';

const allowed = { numerator: 1, denominator: 1_000 };
const [pageHour, pageSix] = workbookRules(30 * 1_440) as [BurnRule, BurnRule];
const window = (bad: number, valid: number, measuredMinutes = 10_000) => ({ bad, valid, measuredMinutes });

describe('burn rates', () => {
  it('give the worked example: 17.5 and 19.39 page, and use 2.43 % of the budget in the hour', () => {
    const long = window(2_100, 120_000);
    const short = window(190, 9_800);
    expect(burnOf(long, 0.001)).toBeCloseTo(17.5, 10);
    expect(burnOf(short, 0.001)).toBeCloseTo(19.3878, 4);
    expect(judgeBurn(pageHour, { long, short }, allowed)).toBe('firing');
    expect(burnOf(long, 0.001)! / (30 * 24)).toBeCloseTo(0.0243, 4);
  });

  it('need both windows, and fire at exactly the factor', () => {
    const at = window(1_440, 100_000);
    expect(judgeBurn(pageHour, { long: at, short: window(144, 10_000) }, allowed)).toBe('firing');
    expect(judgeBurn(pageHour, { long: at, short: window(143, 10_000) }, allowed)).toBe('calm');
    expect(judgeBurn(pageHour, { long: window(1_439, 100_000), short: window(144, 10_000) }, allowed)).toBe('calm');
  });

  it.each([
    [30, [14.4, 6, 3, 1]],
    [28, [13.44, 5.6, 2.8, 0.9333]],
    [7, [3.36, 1.4]],
  ])('scale with a budget of %i days', (days, factors) => {
    const rules = workbookRules(days * 1_440);
    expect(rules.map(({ factor }) => Number((factor.numerator / factor.denominator).toFixed(4)))).toEqual(factors);
  });

  it('are frozen where too little is measured, and quiet where there is nothing to judge', () => {
    const burning = { long: window(2_100, 120_000), short: window(190, 9_800, 2) };
    expect(judgeBurn(pageHour, burning, allowed)).toBe('frozen');
    expect(judgeBurn(pageHour, { long: window(0, 0), short: window(0, 0) }, allowed)).toBe('quiet');
    expect(judgeBurn(pageHour, { long: window(50, 60), short: window(0, 0) }, allowed)).toBe('quiet');
  });

  it('do not take one failure, or a chance pair, for a fire where there are few requests', () => {
    expect(judgeBurn(pageHour, { long: window(1, 20), short: window(1, 2) }, allowed)).toBe('quiet');
    expect(judgeBurn(pageHour, { long: window(2, 69), short: window(1, 6) }, allowed)).toBe('quiet');
    expect(judgeBurn(pageHour, { long: window(6, 20), short: window(2, 2) }, allowed)).toBe('firing');
  });

  it('take the factor and window of an alert condition, with a short window of a twelfth', () => {
    expect(conditionRule('page', '2.5', 60)).toEqual({
      ...{ severity: 'page', longMinutes: 60, shortMinutes: 5 },
      factor: { numerator: 25, denominator: 10 },
    });
    expect(conditionRule('warning', '1', 4_320)).toMatchObject({ severity: 'ticket', shortMinutes: 360 });
    expect(conditionRule('page', '-1', 60)).toBe(null);
    expect(factorFor(2, 60, 43_200)).toEqual({ numerator: 86_400, denominator: 6_000 });
  });
});

/** Minutes of Poisson traffic; failing requests are a share of them. Returns how often a page began, and when first from `from` on. */
function simulate(perHour: number, minutes: number, failing: (minute: number) => number, seed: number) {
  const random = seededRandom(seed);
  const bad = new Float64Array(minutes + 1);
  const valid = new Float64Array(minutes + 1);
  for (let at = 0; at < minutes; at++) {
    const failed = random.poisson((perHour / 60) * failing(at));
    bad[at + 1] = bad[at]! + failed;
    valid[at + 1] = valid[at]! + failed + random.poisson((perHour / 60) * (1 - failing(at)));
  }
  const over = (end: number, length: number) =>
    window(bad[end]! - bad[end - length]!, valid[end]! - valid[end - length]!);
  const pages: number[] = [];
  for (const rule of [pageHour, pageSix]) {
    let burning = false;
    for (let end = 360; end <= minutes; end++) {
      // far below the limit nothing needs to be judged
      const long = over(end, rule.longMinutes);
      const verdict = long.bad < 2 ? 'calm' : judgeBurn(rule, { long, short: over(end, rule.shortMinutes) }, allowed);
      if (verdict === 'firing' && !burning) pages.push(end);
      if (verdict === 'firing' || verdict === 'calm') burning = verdict === 'firing';
    }
  }
  return pages.sort((a, b) => a - b);
}

describe('low traffic', () => {
  const month = 30 * 1_440;

  it.each([1, 4, 10, 30, 70, 100, 200, 400, 700, 1_000])(
    'at %i requests an hour and exactly the allowed rate pages less than once in ten months',
    (perHour) => {
      const months = 60;
      const pages = simulate(perHour, months * month, () => 0.001, perHour).length;
      expect(pages / months).toBeLessThan(0.1);
    },
  );

  it.each([
    [1, 720],
    [10, 60],
    [100, 10],
    [1_000, 3],
  ])('at %i requests an hour finds a total outage within %i minutes', (perHour, most) => {
    const begin = 2 * 1_440;
    const delays = Array.from({ length: 20 }, (_, seed) => {
      const pages = simulate(perHour, begin + 1_440, (at) => (at < begin ? 0.001 : 1), 1_000 + seed);
      return (pages.find((at) => at > begin) ?? Number.POSITIVE_INFINITY) - begin;
    });
    expect(delays.sort((a, b) => a - b)[9]).toBeLessThanOrEqual(most);
  });
});
