import { hour, minute } from '../../maths/instants.ts';
import type { MinuteSeries } from '../../maths/minute-series.ts';
import { parseMoney } from '../../maths/money.ts';
import { madToSigma, quantileSorted } from '../../maths/quantiles.ts';

/** What one completion is worth, in minor units, with its own uncertainty; or what an hour of the process is worth. */
export type EventValue =
  | { kind: 'event'; currency: string; minor: number; meanSd: number; hourSd: number; hours: number }
  | { kind: 'perEvent'; currency: string; minor: number }
  | { kind: 'perHour'; currency: string; minor: number };

/** The fixed kinds of a Process' `value`; null for `from: event`, which is learned, and for text that is no amount. */
export function fixedValue(value: { currency: string; perEvent?: string; perHour?: string }): EventValue | null {
  const { currency } = value;
  const kind = value.perEvent === undefined ? 'perHour' : 'perEvent';
  const minor = parseMoney(value.perEvent ?? value.perHour ?? '', currency);
  return minor === null ? null : { kind, currency, minor };
}

/** Fewer hours with events than this, or fewer events, say nothing about what an event is worth. */
const leastHours = 3;
const leastEvents = 30;

/**
 * Robust mean of the amount per event over the minutes given (a week is usual): money over count per hour, hours further
 * than 4 robust standard deviations from the median drawn in to that, then the mean weighted by events. `meanSd` is its
 * standard error, `hourSd` how much single hours differ. Null when too little is known. Both series start together.
 */
export function learnEventValue(counts: MinuteSeries, money: MinuteSeries, currency: string): EventValue | null {
  const hours: { value: number; weight: number }[] = [];
  const perHour = hour / minute;
  const n = Math.min(counts.counts.length, money.counts.length);
  let events = 0;
  for (let first = 0; first + perHour <= n; first += perHour) {
    let count = 0;
    let amount = 0;
    for (let i = first; i < first + perHour; i++) {
      const c = counts.counts[i]!;
      const m = money.counts[i]!;
      if (Number.isNaN(c) || Number.isNaN(m)) continue;
      count += c;
      amount += m;
    }
    if (count > 0) hours.push({ value: amount / count, weight: count });
    events += count;
  }
  if (hours.length < leastHours || events < leastEvents) return null;
  const sorted = Float64Array.from(hours, (h) => h.value).sort();
  const middle = quantileSorted(sorted, 0.5);
  const spread = madToSigma * quantileSorted(Float64Array.from(sorted, (v) => Math.abs(v - middle)).sort(), 0.5);
  const bound = (v: number): number => Math.min(middle + 4 * spread, Math.max(middle - 4 * spread, v));
  const minor = hours.reduce((sum, h) => sum + bound(h.value) * h.weight, 0) / events;
  const squares = hours.reduce((sum, h) => sum + h.weight * h.weight * (bound(h.value) - minor) ** 2, 0);
  const hourSd = Math.sqrt(hours.reduce((sum, h) => sum + h.weight * (bound(h.value) - minor) ** 2, 0) / events);
  return { kind: 'event', currency, minor, meanSd: Math.sqrt(squares) / events, hourSd, hours: hours.length };
}

/** Standard deviation of the worth of one event averaged over so many minutes; 0 where the worth is fixed. */
export function valueSd(value: EventValue, minutes: number): number {
  if (value.kind !== 'event') return 0;
  return Math.hypot(value.meanSd, value.hourSd / Math.sqrt(Math.max(1, minutes / 60)));
}
