import type { Estimate } from '../../maths/estimate.ts';
import { moneyText } from '../../maths/money.ts';
import { quantileSorted } from '../../maths/quantiles.ts';
import { intervalLevel } from '../expectations/forecast.ts';

interface Range {
  value: number;
  low: number;
  high: number;
}

/** What all estimates of one pair share. */
export interface Evidence {
  minutes: number;
  grade: Estimate['grade'];
  version: string;
  completeness: number;
}

/**
 * Draws of days know nothing of doses that are read with error and of incidents that are few and unlike: on the worlds used
 * for tuning, plain quantiles held the knee in 81 % instead of 90 %, and in 91 % when spread from their median by this.
 */
const widening = 1.4;

/** The 5 % and 95 % quantiles of the draws, spread from their median, with the value inside. NaN draws are left out. */
export function drawnRange(value: number, draws: Float64Array): Range {
  const sorted = draws.filter((draw) => !Number.isNaN(draw)).sort();
  if (sorted.length === 0) return { value, low: value, high: value };
  const tail = (1 - intervalLevel) / 2;
  const middle = quantileSorted(sorted, 0.5);
  return {
    value,
    low: Math.min(value, middle - widening * (middle - quantileSorted(sorted, tail))),
    high: Math.max(value, middle + widening * (quantileSorted(sorted, 1 - tail) - middle)),
  };
}

export function thresholdEstimate(range: Range, unit: string, method: string, evidence: Evidence): Estimate {
  const { minutes, grade, version, completeness } = evidence;
  return { ...range, unit, level: intervalLevel, method, basis: { minutes }, grade, version, completeness };
}

/** Events or, with a value per event, money lost per hour. `events` are per hour. */
export function lossEstimate(
  events: Range,
  value: { minor: number; currency: string } | null,
  evidence: Evidence,
): Estimate {
  const method = 'share lost by the broken stick × expected events of an average hour';
  if (value === null) return thresholdEstimate(events, 'events/h', method, evidence);
  const minor = (v: number): number => Math.round(v * value.minor) + 0;
  const whole = { value: minor(events.value), low: minor(events.low), high: minor(events.high) };
  const text = {
    value: moneyText(whole.value, value.currency),
    low: moneyText(whole.low, value.currency),
    high: moneyText(whole.high, value.currency),
  };
  return { ...thresholdEstimate(whole, `${value.currency}-minor/h`, `${method} × value per event`, evidence), text };
}
