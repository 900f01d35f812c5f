import type { Interval } from '../../maths/instants.ts';
import { zoneOf } from '../../maths/zoned-time.ts';
import type { HourRow } from './hour-totals.ts';
import { daysIn } from './period.ts';
import type { Reconciliation } from './report-contract.ts';

/** What accounting booked for a product on a day of its own calendar. */
export interface BookedDay {
  day: string;
  currency: string;
  amountMinor: number;
}

export interface ReconciliationQuestion {
  product: string;
  booked: readonly BookedDay[];
  /** Of the product's processes. */
  hours: readonly HourRow[];
  period: Interval;
  timeZone: string;
}

/**
 * Booked revenue beside what Waga counted, a row for each day that has either, one list a currency. Hours belong to the day of the
 * zone in which they begin. The gap is over the days that have both. Nothing where nothing was booked.
 */
export function reconciliations({
  product,
  booked,
  hours,
  period,
  timeZone,
}: ReconciliationQuestion): Reconciliation[] {
  const zone = zoneOf(timeZone);
  const dayOf = (at: number): string => new Date(zone.localMinute(at) * 60_000).toISOString().slice(0, 10);
  const days = daysIn(period, timeZone);
  const currencies = [...new Set(booked.map(({ currency }) => currency))].sort();
  return currencies.map((currency) => {
    const bookedOn = sums(booked.filter((one) => one.currency === currency).map((one) => [one.day, one.amountMinor]));
    const valued = hours.filter((one) => one.currency === currency && one.at >= period.from && one.at < period.to);
    const countedOn = sums(valued.map((one) => [dayOf(one.at), one.deliveredMinor]));
    const rows = days.flatMap((day) => {
      const [one, other] = [bookedOn.get(day), countedOn.get(day)];
      return one === undefined ? [] : [{ day, bookedMinor: one, countedMinor: other ?? null }];
    });
    const both = rows.filter(({ countedMinor }) => countedMinor !== null);
    const total = (of: readonly { bookedMinor: number }[]) => of.reduce((sum, one) => sum + one.bookedMinor, 0);
    const countedMinor = both.reduce((sum, one) => sum + one.countedMinor!, 0);
    const base = total(both);
    return {
      ...{ product, currency, days: rows, bookedMinor: total(rows), countedMinor },
      gap: base === 0 ? null : (countedMinor - base) / base,
    };
  });
}

function sums(pairs: readonly (readonly [string, number])[]): Map<string, number> {
  const of = new Map<string, number>();
  for (const [day, minor] of pairs) of.set(day, (of.get(day) ?? 0) + minor);
  return of;
}

/** How a sentence about the gap of a product begins. */
export const moneyOf = (product: string | undefined): string => `Money of ${product ?? 'the report'} in `;

/** How far Waga's money is from what was booked, in words; empty where nothing was compared. */
export function gapWords(of: readonly Reconciliation[]): string[] {
  return of.flatMap(({ product, currency, gap, days }) => {
    if (gap === null) return [];
    const both = days.filter(({ countedMinor }) => countedMinor !== null).length;
    const size = `${(Math.abs(gap) * 100).toFixed(2)} %`;
    const side = gap === 0 ? 'exactly what' : `${size} ${gap < 0 ? 'less' : 'more'} than`;
    const carried = gap === 0 ? '.' : '; every money figure here carries that gap.';
    return [`${moneyOf(product)}${currency}: Waga counted ${side} was booked (days with both: ${both})${carried}`];
  });
}
