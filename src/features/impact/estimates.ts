import { normalQuantile } from '../../maths/distributions.ts';
import type { Estimate } from '../../maths/estimate.ts';
import { moneyText } from '../../maths/money.ts';
import { intervalLevel } from '../expectations/forecast.ts';
import type { ExpectedSum } from '../expectations/level-track.ts';
import type { Profile } from '../expectations/profile.ts';
import { type EventValue, valueSd } from './event-value.ts';

/** Where an estimate comes from: the profile behind it and the share of its minutes that were measured. */
export interface Origin {
  profile: Pick<Profile, 'version' | 'minutes'>;
  completeness: number;
}

interface Range {
  value: number;
  low: number;
  high: number;
}

const method = 'weekly shape × level × campaigns; interval from measured surprises';

function estimate(range: Range, unit: string, origin: Origin, how = method): Estimate {
  return {
    ...range,
    unit,
    level: intervalLevel,
    method: how,
    basis: { minutes: origin.profile.minutes },
    grade: 'observed',
    version: origin.profile.version,
    completeness: origin.completeness,
  };
}

/** What would have come, in events. */
export function expectedEstimate(sum: ExpectedSum, origin: Origin): Estimate {
  return estimate({ value: sum.mean, low: sum.low, high: sum.high }, 'events', origin);
}

/** Events that did not come: expected − actual, below zero when more came than expected (method.md: not clamped). */
export function lostEstimate(sum: ExpectedSum, actual: number, origin: Origin): Estimate {
  return estimate({ value: sum.mean - actual, low: sum.low - actual, high: sum.high - actual }, 'events', origin);
}

/**
 * Impact share max(0, 1 − actual/expected), between the same for the low and the high expectation. Null (unknown) where
 * fewer than 9φ events are expected: even nothing at all would not stand out by three standard deviations.
 */
export function shareEstimate(sum: ExpectedSum, actual: number, origin: Origin): Estimate | null {
  if (!(sum.mean >= 9 * sum.dispersion)) return null;
  const share = (expected: number): number => (expected > 0 ? Math.max(0, 1 - actual / expected) : 0);
  return estimate({ value: share(sum.mean), low: share(sum.low), high: share(sum.high) }, 'share', origin);
}

/** Money in integer minor units beside its exact decimal text. */
function money(range: Range, currency: string, per: '' | '/h', origin: Origin, how: string): Estimate {
  const whole = {
    value: Math.round(range.value) + 0,
    low: Math.round(range.low) + 0,
    high: Math.round(range.high) + 0,
  };
  const text = {
    value: moneyText(whole.value, currency),
    low: moneyText(whole.low, currency),
    high: moneyText(whole.high, currency),
  };
  return { ...estimate(whole, `${currency}-minor${per}`, origin, how), text };
}

/**
 * Lost events in money. Per event: lost × value, the uncertainties of both added in quadrature. Per hour: value × hours ×
 * the share missing. `minutes` is the measured length, `expected` the expected events of it.
 */
export function moneyEstimate(
  lost: Range,
  expected: number,
  minutes: number,
  value: EventValue,
  origin: Origin,
): Estimate {
  return money(worth(lost, expected, minutes, value), value.currency, '', origin, moneyMethod(value));
}

/** The same at the present rate, per hour. */
export function moneyPerHour(
  lost: Range,
  expected: number,
  minutes: number,
  value: EventValue,
  origin: Origin,
): Estimate {
  const hourly = (v: number): number => (v * 60) / minutes;
  const range = worth(lost, expected, minutes, value);
  const rate = { value: hourly(range.value), low: hourly(range.low), high: hourly(range.high) };
  return money(rate, value.currency, '/h', origin, moneyMethod(value));
}

/** What one event is worth; null where value is given per hour. */
export function valueEstimate(value: EventValue, origin: Origin): Estimate | null {
  if (value.kind === 'perHour') return null;
  const half = normalQuantile((1 + intervalLevel) / 2) * valueSd(value, 60);
  const range = { value: value.minor, low: Math.max(0, value.minor - half), high: value.minor + half };
  const found = money(range, value.currency, '', origin, moneyMethod(value));
  return value.kind === 'event'
    ? { ...found, basis: { minutes: value.hours * 60 } }
    : { ...found, basis: {}, grade: 'assumed' };
}

function moneyMethod(value: EventValue): string {
  if (value.kind === 'event') return 'lost events × robust mean amount of the last seven days';
  return value.kind === 'perEvent' ? 'lost events × fixed value per event' : 'share missing × fixed value per hour';
}

function worth(lost: Range, expected: number, minutes: number, value: EventValue): Range {
  if (value.kind === 'perHour') {
    const scale = expected > 0 ? (value.minor * minutes) / 60 / expected : 0;
    return { value: lost.value * scale, low: lost.low * scale, high: lost.high * scale };
  }
  const likely = lost.value * value.minor;
  const ofValue = lost.value * normalQuantile((1 + intervalLevel) / 2) * valueSd(value, minutes);
  return {
    value: likely,
    low: likely - Math.hypot((lost.value - lost.low) * value.minor, ofValue),
    high: likely + Math.hypot((lost.high - lost.value) * value.minor, ofValue),
  };
}
