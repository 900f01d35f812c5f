import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fractionOf } from '../../maths/exact-fraction.ts';
import { creditForecast } from './credit-forecast.ts';
import { creditReport, owedFor, tierFor } from './credits.ts';
import { periodNamed } from './period.ts';
import type { PromiseReport } from './report-contract.ts';

const credits = {
  ...{ fee: '10000.00', currency: 'PLN', cap: '0.40', claimDays: 30 },
  tiers: [
    { below: '0.999', share: '0.10' },
    { below: '0.99', share: '0.25' },
    { below: '0.95', share: '0.50' },
  ],
};
const of = (numerator: number, denominator = 100_000) => fractionOf(BigInt(numerator), BigInt(denominator));
const promise = (low: number, high = low, name = 'payment'): PromiseReport => ({
  ...{ name, displayName: name, subject: { kind: 'process', name }, counting: 'time', target: '0.999' },
  ...{ low: of(low), high: of(high), state: 'met', secondsLeft: null },
});
const october = periodNamed('2026-10', 'Europe/Warsaw')!;

describe('credits', () => {
  it('are owed below a bound, not at it, by the lowest tier that was missed, and never above the cap', () => {
    expect(owedFor(credits, of(99_900))).toBe(0);
    expect(owedFor(credits, of(99_899))).toBe(100_000);
    expect(owedFor(credits, of(98_999))).toBe(250_000);
    expect(owedFor(credits, of(90_000))).toBe(400_000);
    expect(tierFor(credits, of(90_000))?.below).toBe('0.95');
  });

  it('never fall when less is delivered', () => {
    const share = fc.integer({ min: 0, max: 100_000 });
    fc.assert(
      fc.property(share, share, (one, other) => {
        const [less, more] = [Math.min(one, other), Math.max(one, other)];
        expect(owedFor(credits, of(less))).toBeGreaterThanOrEqual(owedFor(credits, of(more)));
      }),
    );
  });

  it('are those of the worst subject, with both ends where time was not measured', () => {
    const report = creditReport(credits, october, [promise(99_950), promise(98_000, 99_920, 'refund')], null);
    expect(report).toMatchObject({
      ...{ feeMinor: 1_000_000, capMinor: 400_000, owedMinor: { low: 0, high: 250_000 }, tier: null },
      ...{ claimUntil: '2026-11-30T23:00:00Z', forecastMinor: null },
    });
    expect(report.why).toContain(
      'refund with 98.000 to 99.920 %, because time was not measured: it is below no tier, and may be below 99.0 %',
    );
    expect(creditReport(credits, october, [{ ...promise(1), low: null, high: null }], null).owedMinor).toEqual({
      low: 0,
      high: 0,
    });
  });
});

describe('the forecast of credits', () => {
  const month = 2_592_000;
  const question = {
    others: null,
    rest: 0.5,
    owed: (share: { numerator: number; denominator: number }) =>
      owedFor(credits, of(Math.floor((share.numerator / share.denominator) * 100_000))),
    seed: 7,
  };
  const subject = (downSeconds: number, past: number[][]) => ({ countedSeconds: month, downSeconds, past });

  it('is none without an earlier period, and what is owed today where nothing is to come or nothing ever happened', () => {
    expect(creditForecast({ ...question, subjects: [subject(0, [])] })).toBeNull();
    const quiet = creditForecast({ ...question, subjects: [subject(3_000, [[], [], []])] });
    expect(quiet).toEqual({ low: 100_000, likely: 100_000, high: 100_000 });
    const over = creditForecast({ ...question, rest: 0, subjects: [subject(0, [[9_000, 9_000]])] });
    expect(over).toEqual({ low: 0, likely: 0, high: 0 });
  });

  it('is the same for the same question, and between nothing and all that could come', () => {
    const past = [[1_800, 600], [], [3_600], [1_200], [], [900]];
    const once = creditForecast({ ...question, subjects: [subject(1_500, past)] })!;
    expect(creditForecast({ ...question, subjects: [subject(1_500, past)] })).toEqual(once);
    expect(once.low).toBe(0);
    expect(once.high).toBe(100_000);
    const worse = creditForecast({ ...question, subjects: [subject(2_600, past)] })!;
    expect(worse.low).toBe(100_000);
  });

  it('holds what comes as often as it says, of outages that come as they came before', () => {
    // each month has, at random, no outage or one of an hour; an hour in the rest of the month makes the first tier
    const past = [[3_600], [], [3_600], [], [3_600], []];
    const forecast = creditForecast({ ...question, rest: 1, subjects: [subject(0, past)] })!;
    expect([forecast.low, forecast.high]).toEqual([0, 100_000]);
    const seldom = creditForecast({ ...question, rest: 0.06, subjects: [subject(0, past)] })!;
    // 0.5 · 0.06 = 3 % of the months: outside of 90 %
    expect(seldom).toEqual({ low: 0, likely: 0, high: 0 });
    const often = creditForecast({ ...question, rest: 0.2, subjects: [subject(0, past)] })!;
    // 10 % of the months, of which 5 % lie above the upper end
    expect(often).toEqual({ low: 0, likely: 0, high: 100_000 });
  });

  it('takes what promises by other countings owe already', () => {
    const others = { numerator: 98, denominator: 100 };
    expect(creditForecast({ ...question, others, subjects: [subject(0, [[]])] })).toEqual({
      low: 250_000,
      likely: 250_000,
      high: 250_000,
    });
  });
});
