import { minorDigits, moneyText, parseMoney } from '../../maths/money.ts';
import type { ProcessRisk } from './graph/process-risk.ts';
import type { Event } from './graph/structure.ts';

/** An amount an hour or a year: `minor` and `text` rounded to whole minor units, `value` in major units in full precision. */
export interface Worth {
  currency: string;
  minor: number;
  text: string;
  value: number;
}

/** What a process is worth an hour, in minor units; not rounded. */
export interface HourlyValue {
  currency: string;
  minor: number;
}

/** From decimal text; null when it is no amount of the currency. */
export function hourlyValue(amount: string, currency: string): HourlyValue | null {
  const minor = parseMoney(amount, currency);
  return minor === null ? null : { currency, minor };
}

export const hoursPerYear = 8_760;

export function worthOf(minor: number, currency: string): Worth {
  const rounded = Math.round(minor);
  return {
    currency,
    minor: rounded === 0 ? 0 : rounded,
    text: moneyText(minor, currency),
    value: minor / 10 ** minorDigits(currency),
  };
}

/** One process with its risk and what it is worth an hour; null where nobody says. */
export interface ValuedRisk {
  risk: ProcessRisk;
  value: HourlyValue | null;
}

/** What hangs on one event, by currency in the order in which the processes bring them; empty when no value is known. */
export interface AtStake {
  currency: string;
  /** Minor units lost an hour while it is down, more than while it is up, over all processes. */
  perHour: number;
  /** Minor units a year that a tenth of its unavailability would save. */
  nextNine: number;
}

/**
 * The money that hangs on one event. The expected loss of a process is linear in the unavailability of each event, so the
 * slope is the difference between down and up, and nine tenths of it times the unavailability what one more nine saves.
 */
export function atStake(event: number, events: readonly Event[], processes: readonly ValuedRisk[]): AtStake[] {
  const perHour = new Map<string, number>();
  for (const { risk, value } of processes) {
    if (value === null) continue;
    const share = risk.lost.gradient[event]!;
    perHour.set(value.currency, (perHour.get(value.currency) ?? 0) + share * value.minor);
  }
  const q = events[event]!.probability;
  return [...perHour].map(([currency, minor]) => ({
    currency,
    perHour: minor,
    nextNine: 0.9 * q * minor * hoursPerYear,
  }));
}
