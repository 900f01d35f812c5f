import type { Estimate } from '../../../maths/estimate.ts';
import { type EpochMs, type Interval, minute, toRfc3339 } from '../../../maths/instants.ts';
import { moneyText } from '../../../maths/money.ts';
import { hourOfWeek } from '../hour-of-week.ts';
import type { WindowCost } from './cheapest-contract.ts';

/** A process that stands still with the subject, or a part of it does. */
export interface Standing {
  process: string;
  /** The share of its value that is lost meanwhile. */
  share: number;
  currency: string;
  timeZone: string;
  /** Of each hour of its week, Monday 00:00 first, in minor units. */
  week: readonly number[];
  /** What an event is worth in minor units, so that chance is known; 0 where it is worth so much an hour. */
  eventMinor: number;
}

/** A window begins on the half hour. */
const stepMs = 30 * minute;
const level = 0.9;
/** Of the normal distribution, for 90 %. */
const quantile = 1.6449;
const mostStarts = 3;

/** What a usual week makes of a window, in minor units, and the variance that the chance of its events leaves open. */
function costOf(standing: readonly Standing[], { from, to }: Interval): { minor: number; variance: number } {
  let [minor, variance] = [0, 0];
  for (let at = from; at < to; ) {
    // an hour of the wall clock begins on a quarter of an hour of UTC in every zone
    const next = Math.min(to, at - (at % (15 * minute)) + 15 * minute);
    const hours = (next - at) / (60 * minute);
    for (const { share, timeZone, week, eventMinor } of standing) {
      const own = share * week[hourOfWeek(timeZone, at)]! * hours;
      minor += own;
      variance += share * own * eventMinor;
    }
    at = next;
  }
  return { minor, variance };
}

/**
 * The windows of a length within a period that cost least by the usual week of the processes that stand still, cheapest first and the
 * earlier of equal ones; and the dearest. Hours are those of the wall clock of each process, through changes of the clocks. All of one currency;
 * empty where nothing stands on it. The interval is the chance of the events alone (variance of a Poisson count), not that the week
 * may be unlike the usual.
 */
export function cheapestWindows(
  standing: readonly Standing[],
  minutes: number,
  period: Interval,
): { starts: WindowCost[]; dearest: WindowCost | null } {
  const length = minutes * minute;
  const [first] = standing;
  if (first === undefined) return { starts: [], dearest: null };
  const all: { from: EpochMs; minor: number; variance: number }[] = [];
  for (let from = Math.ceil(period.from / stepMs) * stepMs; from + length <= period.to; from += stepMs) {
    all.push({ from, ...costOf(standing, { from, to: from + length }) });
  }
  const byCost = all.toSorted((a, b) => Math.round(a.minor) - Math.round(b.minor) || a.from - b.from);
  const starts: typeof all = [];
  for (const one of byCost) {
    if (starts.length === mostStarts) break;
    if (starts.every((other) => Math.abs(other.from - one.from) >= length)) starts.push(one);
  }
  const shown = ({ from, minor, variance }: (typeof all)[number]): WindowCost => ({
    ...{ from: toRfc3339(from), to: toRfc3339(from + length) },
    loss: lossOf(first.currency, minor, Math.sqrt(variance)),
  });
  const dearest = byCost.at(-1);
  return { starts: starts.map(shown), dearest: dearest ? shown(dearest) : null };
}

function lossOf(currency: string, minor: number, sd: number): Estimate {
  const [value, low, high] = [minor, Math.max(0, minor - quantile * sd), minor + quantile * sd].map(Math.round) as [
    number,
    number,
    number,
  ];
  const text = (amount: number): string => moneyText(amount, currency);
  return {
    ...{ value, low, high, level, unit: `${currency}-minor`, basis: {}, grade: 'assumed', completeness: 1 },
    method: 'usual week × share lost; interval by the chance of its events',
    version: '1',
    text: { value: text(value), low: text(low), high: text(high) },
  };
}
