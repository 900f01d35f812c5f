import { describe, expect, it } from 'vitest';
import { makeThresholdWorld, type ThresholdWorldOptions } from '../../../benchmarks/accuracy/threshold-world.ts';
import { Estimate } from '../../maths/estimate.ts';
import { plainCalendar } from '../expectations/business-calendar.ts';
import { analyzeThreshold, type ThresholdQuestion } from './threshold-analysis.ts';
import type { ThresholdAnswer } from './threshold-answer.ts';

const usual: ThresholdWorldOptions = { seed: 5, days: 42, rate: 200, dispersion: 1.5, linked: true, load: 'same' };

function questionOf(options: Partial<ThresholdWorldOptions>): ThresholdQuestion & { knee: number; rate: number } {
  const world = makeThresholdWorld({ ...usual, ...options });
  const series = { from: world.from, counts: world.counts };
  return {
    business: { series, timeZone: 'Europe/Warsaw', calendar: plainCalendar, exclude: [] },
    readings: world.readings,
    unit: 'ms',
    worse: 'higher',
    value: { minor: 15_000, currency: 'PLN' },
    at: [],
    draws: 60,
    seed: 1,
    knee: world.knee,
    rate: world.counts.reduce((a, b) => a + b, 0) / world.counts.length,
  };
}

function answerTo(question: ThresholdQuestion): ThresholdAnswer {
  const answer = analyzeThreshold(question);
  if ('refusal' in answer) throw new Error(answer.refusal);
  return answer;
}

describe('a linked pair', () => {
  const question = questionOf({});
  const answer = answerTo(question);

  it('is found, with its knee, and its loss in money', () => {
    expect(answer.link).toBe(true);
    expect(answer.pNoLink).toBeLessThan(0.05);
    expect(answer.lagMinutes).toBe(0);
    expect(Math.abs(answer.knee!.value / question.knee - 1)).toBeLessThan(0.1);
    expect(answer.slopePerUnit!.value).toBeLessThan(0);
    expect(answer.grade).toBe('incidents');
    expect(answer.minutesOfEvidence).toBeGreaterThan(100);
    const losses = answer.lossPerHour;
    expect(losses.length).toBeGreaterThan(2);
    const hourly = question.rate * 60 * 15_000;
    for (const [i, { x, loss }] of losses.entries()) {
      expect(x).toBeGreaterThan(answer.knee!.value);
      expect(loss.unit).toBe('PLN-minor/h');
      expect(Number.isInteger(loss.value)).toBe(true);
      expect(loss.value).toBeGreaterThanOrEqual(losses[i - 1]?.loss.value ?? 0);
      expect(loss.high).toBeLessThan(hourly * 1.1);
    }
  });

  it('gives every estimate in the one shape, with the value inside', () => {
    const estimates = [answer.knee!, answer.slopePerUnit!, ...answer.lossPerHour.map(({ loss }) => loss)];
    for (const one of [...estimates, ...answer.curve.map(({ response }) => response)]) {
      expect(Estimate.safeParse(one).success).toBe(true);
      expect(one.low).toBeLessThanOrEqual(one.value);
      expect(one.high).toBeGreaterThanOrEqual(one.value);
    }
  });

  it('has a curve that falls and counts every minute once', () => {
    const { curve } = answer;
    for (let i = 1; i < curve.length; i++) {
      expect(curve[i]!.x).toBeGreaterThan(curve[i - 1]!.x);
      expect(curve[i]!.response.value).toBeLessThanOrEqual(curve[i - 1]!.response.value + 1e-9);
    }
    expect(curve.reduce((sum, { minutes }) => sum + minutes, 0)).toBeGreaterThan(50_000);
  });

  it('reads the same when lower is worse', () => {
    const lower = answerTo({ ...question, readings: question.readings.map((x) => 5_000 - x), worse: 'lower' });
    expect(lower.knee!.value).toBeCloseTo(5_000 - answer.knee!.value, -1);
    expect(lower.slopePerUnit!.value).toBeGreaterThan(0);
    expect(lower.lossPerHour.every(({ x }) => x < lower.knee!.value)).toBe(true);
  });

  it('tells the loss at any reading asked for, none below the knee', () => {
    const { lossPerHour } = answerTo({ ...question, at: [answer.knee!.value / 2, 2 * answer.knee!.value] });
    expect(lossPerHour.map(({ x }) => x)).toEqual([answer.knee!.value / 2, 2 * answer.knee!.value]);
    expect(lossPerHour[0]!.loss.value).toBe(0);
    expect(lossPerHour[1]!.loss.low).toBeGreaterThan(0);
  });

  it('is answered alike when asked twice', () => {
    expect(answerTo(question)).toEqual(answer);
  });
});

describe('other pairs', () => {
  it('find the lag', () => {
    expect(answerTo({ ...questionOf({ lagMinutes: 4, seed: 8 }), draws: 5 }).lagMinutes).toBe(4);
  });

  it.each(['same', 'lagged'] as const)('no link where only load moves both (%s)', (load) => {
    const answer = answerTo({ ...questionOf({ linked: false, load, seed: 11 }), draws: 5 });
    expect(answer.link).toBe(false);
    expect([answer.knee, answer.slopePerUnit, answer.lossPerHour]).toEqual([undefined, undefined, []]);
    expect(answer.notes.join()).toContain('No link found');
  });

  it('no link to a measure that never changes, or that nobody read', () => {
    const question = { ...questionOf({}), draws: 5 };
    expect(answerTo({ ...question, readings: question.readings.map(() => 1) }).link).toBe(false);
    expect(answerTo({ ...question, readings: question.readings.map(() => Number.NaN) }).link).toBe(false);
  });

  it('leave out outages that had another cause', () => {
    const question = { ...questionOf({ linked: false, seed: 21 }), draws: 5 };
    const { series } = question.business;
    // the process stands still whenever it is slow, for a reason of its own
    const slow = question.readings.map((x) => (x > question.knee ? 1 : 0));
    const counts = series.counts.map((n, i) => (slow[i] ? 0 : n));
    const exclude = [...slow.keys()]
      .filter((i) => slow[i])
      .map((i) => ({ from: series.from + (i - 2) * 60_000, to: series.from + (i + 3) * 60_000 }));
    const business = { ...question.business, series: { ...series, counts } };
    expect(answerTo({ ...question, business }).link).toBe(true);
    expect(answerTo({ ...question, business: { ...business, exclude } }).link).toBe(false);
  });

  it('are refused with what is missing when the history is too short', () => {
    const question = questionOf({ days: 2, minutesBeyond: 60 });
    expect(analyzeThreshold(question)).toEqual({ refusal: expect.stringContaining('3 days needed') });
  });
});
