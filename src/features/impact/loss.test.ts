import { describe, expect, it } from 'vitest';
import { type EpochMs, minute } from '../../maths/instants.ts';
import { seededRandom } from '../../maths/random.ts';
import { plainCalendar } from '../expectations/business-calendar.ts';
import { findLoss } from './loss.ts';
import type { LossQuestion } from './loss-question.ts';
import { lossReport } from './loss-report.ts';

const from = Date.UTC(2026, 8, 7);
const at = (i: number): EpochMs => from + i * minute;

/** Six weeks of exactly 120 a minute with what is asked for put in. */
function steady(changes: (counts: Float64Array) => void, days = 42): Float64Array {
  const counts = new Float64Array(days * 1440).fill(120);
  changes(counts);
  return counts;
}

function ask(counts: Float64Array, first: number, last: number, more: Partial<LossQuestion> = {}) {
  const question: LossQuestion = {
    series: { from, counts },
    raw: { from: at(first), to: at(last) },
    ends: 'refined',
    horizonMinutes: 120,
    timeZone: 'Europe/Warsaw',
    calendar: plainCalendar,
    value: { currency: 'PLN', minor: 15_000 },
    ...more,
  };
  return lossReport(question, findLoss(question));
}

const begin = 38 * 1440 + 600;
const times = (first: number, last: number) => ({
  from: new Date(at(first)).toISOString().replace('.000', ''),
  to: new Date(at(last)).toISOString().replace('.000', ''),
});

describe('the worked case: 12 minutes at 15 instead of 120 a minute', () => {
  const counts = steady((c) => {
    c.fill(15, begin, begin + 12);
    c.fill(126, begin + 12, begin + 75);
  });

  it('comes out exactly, in events and in money', () => {
    const report = ask(counts, begin, begin + 12);
    expect(report.impactShare?.value).toBe(0.875);
    expect([report.expected.value, report.actual, report.lost.value]).toEqual([1440, 180, 1260]);
    expect([report.recovered?.value, report.net?.value, report.recoveryClaimed]).toEqual([378, 882, true]);
    expect(report.money?.gross).toMatchObject({ value: 18_900_000, unit: 'PLN-minor', text: { value: '189000.00' } });
    expect(report.money?.net).toMatchObject({ value: 13_230_000, text: { value: '132300.00' } });
    expect(report.preliminary).toBe(false);
  });

  it('is found again when it was seen through thirty minutes: 6 late at its begin, 24 late at its end', () => {
    const report = ask(counts, begin + 6, begin + 36);
    expect(report.interval.raw).toEqual(times(begin + 6, begin + 36));
    expect(report.interval.refined).toEqual(times(begin, begin + 12));
    expect(report.lost.value).toBe(1260);
    expect(report.notes.join(' ')).toContain('refined from 30 to 12 minutes: the begin by −6 minutes');
  });

  it('takes the ends as given when asked to', () => {
    const report = ask(counts, begin + 6, begin + 36, { ends: 'given' });
    expect(report.interval.refined).toEqual(report.interval.raw);
    expect(report.actual).toBe(6 * 15 + 24 * 126);
  });

  it('claims nothing before the horizon is over, and says so', () => {
    const report = ask(counts.subarray(0, begin + 100), begin, begin + 12);
    expect([report.recovered, report.net, report.preliminary]).toEqual([null, null, true]);
    expect(report.money).toMatchObject({ recovered: null, net: null });
    expect(report.notes.join(' ')).toContain('Preliminary');
    expect(report.lost.value).toBeCloseTo(1260, 3);
  });
});

it('shifts a drop of 40 % back by the 15 minutes that a window of 30 sees it late', () => {
  const counts = steady((c) => c.fill(72, begin, begin + 60));
  const report = ask(counts, begin + 15, begin + 75);
  expect(report.interval.refined).toEqual(times(begin, begin + 60));
  expect(report.lost.value).toBe(60 * 48);
});

it('tells of a second drop within what was given instead of passing over it', () => {
  const counts = steady((c) => c.fill(0, begin, begin + 20).fill(0, begin + 80, begin + 90));
  const { interval, notes } = ask(counts, begin, begin + 120);
  expect(interval.refined).toEqual(times(begin, begin + 20));
  const second = times(begin + 80, begin + 90);
  expect(notes.join(' ')).toContain(
    `Another drop lies within what was given and is not counted here: ${second.from} to ${second.to}`,
  );
});

describe('what is not known', () => {
  it('refuses less than three days and says what is missing', () => {
    const counts = steady(() => {}, 2);
    expect(() => ask(counts, 2000, 2010)).toThrow(/3 days needed, has \d+ h/);
  });

  it('answers from a few days on with a note and a wider interval', () => {
    const random = seededRandom(1);
    const isWeekend = (i: number): boolean => Math.floor(i / 1440) % 7 >= 5;
    const long = new Float64Array(42 * 1440).map((_, i) => random.count(isWeekend(i) ? 70 : 120, 1.5));
    const width = (days: number): number => {
      const counts = long.subarray(0, days * 1440);
      const { lost } = ask(counts, days * 1440 - 600, days * 1440 - 540, { ends: 'given' });
      return lost.high - lost.low;
    };
    const { notes } = ask(long.subarray(0, 5 * 1440), 4 * 1440, 4 * 1440 + 30);
    expect(notes.join(' ')).toContain('Only 4.9 days of history');
    expect(width(9)).toBeGreaterThan(1.2 * width(42));
  });

  it('leaves unknown minutes out on both sides', () => {
    const counts = steady((c) => c.fill(0, begin, begin + 10).fill(Number.NaN, begin + 4, begin + 6));
    const report = ask(counts, begin, begin + 10);
    expect(report.lost.value).toBe(8 * 120);
    expect(report.lost.completeness).toBe(0.8);
    expect(report.notes.join(' ')).toContain('2 of 10 minutes are unknown');
  });

  it('refuses an outage in which nothing was measured, or that lies outside the data', () => {
    const counts = steady((c) => c.fill(Number.NaN, begin, begin + 10));
    expect(() => ask(counts, begin, begin + 10)).toThrow(/--missing zero/);
    expect(() => ask(counts, 60 * 1440, 60 * 1440 + 10)).toThrow(/expected an interval within the data/);
  });

  it('calls what came after an outage that was not over no recovery', () => {
    const counts = steady((c) => c.fill(0, begin, begin + 30).fill(60, begin + 30, begin + 150));
    const { recovered, recoveryClaimed, net, lost } = ask(counts, begin, begin + 30, { ends: 'given' });
    expect(recoveryClaimed).toBe(false);
    expect([recovered?.value, recovered?.high]).toEqual([0, 0]);
    expect(recovered?.low).toBeLessThan(-6000);
    expect(net?.value).toBe(lost.value);
  });
});

describe('what is usual', () => {
  it('counts a campaign once: twice the usual is expected, not lost', () => {
    const campaign = { name: 'sale', from: at(begin - 300), to: at(begin + 600), factor: 2 };
    const counts = steady((c) => c.fill(240, begin - 300, begin + 600).fill(0, begin, begin + 20));
    const calendar = { factors: [campaign], holidays: new Map() };
    expect(ask(counts, begin, begin + 20, { calendar }).lost.value).toBeCloseTo(20 * 240, 0);
  });

  it('does not learn from the outage itself, nor from another that is known', () => {
    const counts = steady((c) => c.fill(0, begin, begin + 60).fill(0, begin - 7 * 1440, begin - 7 * 1440 + 60));
    const exclude = [{ from: at(begin - 7 * 1440), to: at(begin - 7 * 1440 + 60) }];
    expect(ask(counts, begin, begin + 60, { exclude }).lost.value).toBe(7200);
  });

  it('follows the level on both sides of a gap', () => {
    const counts = steady((c) => c.fill(150, begin - 600, begin + 900).fill(0, begin, begin + 30));
    const { lost } = ask(counts, begin, begin + 30);
    expect(lost.value).toBeGreaterThan(30 * 146);
    expect(lost.value).toBeLessThan(30 * 152);
  });
});
