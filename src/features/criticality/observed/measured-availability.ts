import { countInterval } from '../../../maths/distributions.ts';
import { type EpochMs, type Interval, minute } from '../../../maths/instants.ts';
import { minutesPerDay } from '../../../maths/zoned-time.ts';
import { intervalLevel } from '../../expectations/forecast.ts';
import type { IndicatorMinutes } from '../../objectives/indicator-minutes.ts';
import type { MeasuredAvailability } from './observed-contract.ts';
import { incidentsOf, mark, type RecordedOutage } from './recorded-outage.ts';

export const measuredDays = 30;

/** Less than a day of minutes says nothing about a month. */
const leastMinutes = minutesPerDay;
/** Where nothing failed yet, one outage of this length is what may come (assumed), three times over: the rule of three. */
const typicalMinutes = 10;
const ruleOfThree = 3;

const apart =
  'Minutes in which something it stands on was out are left out; what it fails by itself cannot be told further apart.';

/**
 * How often a component fails by itself, from the good and valid counts of its availability indicators: the worst of them.
 * Failures come in clumps, so the interval rests on days and not on requests (Fay and Feuer 1997, with the failures of a day as
 * one event). `grounds`: outages of what the component stands on. Null when less than a day was measured.
 */
export function measuredFromRequests(
  component: string,
  indicators: readonly IndicatorMinutes[],
  grounds: readonly Interval[],
): MeasuredAvailability | null {
  const found = indicators.flatMap((one) => fromIndicator(component, one, grounds) ?? []);
  return found.sort((a, b) => b.unavailability - a.unavailability)[0] ?? null;
}

function fromIndicator(
  component: string,
  { from, good, valid }: IndicatorMinutes,
  grounds: readonly Interval[],
): MeasuredAvailability | null {
  const out = mark(new Uint8Array(valid.length), grounds, from);
  const badOfDay = new Float64Array(Math.ceil(valid.length / minutesPerDay));
  let [all, minutes] = [0, 0];
  for (let i = 0; i < valid.length; i++) {
    if (out[i] === 1 || Number.isNaN(valid[i]!) || Number.isNaN(good[i]!)) continue;
    minutes++;
    all += valid[i]!;
    badOfDay[Math.floor(i / minutesPerDay)]! += valid[i]! - good[i]!;
  }
  if (minutes < leastMinutes || all === 0) return null;
  const days = badOfDay.filter((bad) => bad > 0);
  const note = `Share of its own requests that failed in the last ${measuredDays} days. ${apart}`;
  return { component, ...shareOf(days, all, ruleOfThree), from: 'requests', minutes, incidents: days.length, note };
}

/**
 * The same from recorded outages, where nobody counts requests: minutes down of minutes looked at, each outage by the share of
 * requests that failed where that is known. Null when less than a day was looked at.
 */
export function measuredFromOutages(
  component: string,
  outages: readonly RecordedOutage[],
  grounds: readonly Interval[],
  period: Interval,
): MeasuredAvailability | null {
  const n = Math.floor((period.to - period.from) / minute);
  const out = mark(new Uint8Array(n), grounds, period.from);
  const minutes = n - out.reduce((sum, flag) => sum + flag, 0);
  if (minutes < leastMinutes) return null;
  const own = outages.filter((one) => one.component === component && one.kind === 'down');
  const lengths = incidentsOf(own)
    .map((spells) => spells.reduce((sum, spell) => sum + downMinutes(spell, out, period.from), 0))
    .filter((length) => length > 0);
  const note = `Minutes down of the last ${measuredDays} days. ${apart}`;
  const share = shareOf(Float64Array.from(lengths), minutes, ruleOfThree * typicalMinutes);
  return { component, ...share, from: 'alarms', minutes, incidents: lengths.length, note };
}

function downMinutes(spell: RecordedOutage, out: Uint8Array, from: EpochMs): number {
  const inside = mark(new Uint8Array(out.length), [spell], from);
  let sum = 0;
  for (let i = 0; i < out.length; i++) if (inside[i] === 1 && out[i] === 0) sum++;
  return sum * (spell.failed ?? 1);
}

/** Σ over all, with the interval of a compound Poisson sum; `none`: the upper end where there was nothing to add. */
function shareOf(
  events: Float64Array,
  all: number,
  none: number,
): { unavailability: number; low: number; high: number } {
  const share = (sum: number): number => Math.min(1, Math.max(0, sum / all));
  const sum = events.reduce((a, b) => a + b, 0);
  if (sum === 0) return { unavailability: 0, low: 0, high: share(none) };
  const squares = events.reduce((a, b) => a + b * b, 0);
  const largest = events.reduce((a, b) => Math.max(a, b), 0);
  return {
    unavailability: share(sum),
    low: share(countInterval(sum, squares, intervalLevel).low),
    high: share(countInterval(sum + largest, squares + largest ** 2, intervalLevel).high),
  };
}

/** Lengths of the outages in which each component was down by itself, in minutes: what buffers are held against. */
export function outageLengths(outages: readonly RecordedOutage[]): Map<string, number[]> {
  const down = outages.filter(({ kind }) => kind === 'down');
  return new Map(
    [...Map.groupBy(down, ({ component }) => component)].map(([component, spells]) => [
      component,
      incidentsOf(spells).map((parts) => parts.reduce((sum, { from, to }) => sum + (to - from) / minute, 0)),
    ]),
  );
}
