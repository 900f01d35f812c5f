import type { EpochMs } from '../../maths/instants.ts';
import { positiveModulo, zoneOf } from '../../maths/zoned-time.ts';
import { hoursPerWeek } from './hour-of-week.ts';

/** Minor units of each of the 168 hours of a week, Monday 00:00 first, not rounded; null where nobody knows. */
export interface WeekOfValue {
  timeZone: string;
  currency: string;
  minor: readonly (number | null)[];
}

/** A process on a component: the share of its value that is lost while the component is down, and what its hours are worth. */
export interface ProcessOnIt {
  process: string;
  share: number;
  week: WeekOfValue;
}

export interface HourAtRisk {
  /** 0 is Monday 00:00. */
  hour: number;
  minor: number;
}

/** The money at risk with a component in each hour; null where one of its processes has a value that nobody knows. */
export interface WeekAtRisk extends WeekOfValue {
  /** What each process contributes, most over the week first, by the same hours. */
  processes: readonly { process: string; minor: readonly (number | null)[] }[];
  /** The first of equal ones; null where no hour is known. */
  dearest: HourAtRisk | null;
  cheapest: HourAtRisk | null;
}

/**
 * The weeks of a component, one for each currency in the order in which the processes bring them, by the hours of a zone with the
 * offsets that hold at the instant. Without a zone: that of the process which has most money on it.
 */
export function weeksAtRisk(standing: readonly ProcessOnIt[], timeZone: string | null, at: EpochMs): WeekAtRisk[] {
  const currencies = [...new Set(standing.map(({ week }) => week.currency))];
  return currencies.map((currency) => {
    const own = standing
      .filter(({ week }) => week.currency === currency)
      .map(({ process, share, week }) => ({ process, share, week, total: share * sumOf(week.minor) }))
      .sort((a, b) => b.total - a.total);
    const zone = timeZone ?? own[0]!.week.timeZone;
    const parts = own.map(({ process, share, week }) => ({ process, share, minor: weekInZone(week, zone, at) }));
    const minor = Array.from({ length: hoursPerWeek }, (_, hour) => atRiskIn(parts, hour));
    return {
      ...{ timeZone: zone, currency, minor, ...extremesOf(minor) },
      // only few ask for them, and a page has a thousand components
      get processes() {
        return parts.map((part) => ({
          process: part.process,
          minor: part.minor.map((value) => (value === null ? null : part.share * value)),
        }));
      },
    };
  });
}

/**
 * The same week by the hours of another zone. Where the zones lie a part of an hour apart, each hour has a part of two; it is
 * known where both are.
 */
export function weekInZone({ timeZone, minor }: WeekOfValue, to: string, at: EpochMs): readonly (number | null)[] {
  const ahead = (zoneOf(to).offsetMinutes(at) - zoneOf(timeZone).offsetMinutes(at)) / 60;
  if (ahead === 0) return minor;
  const whole = Math.ceil(ahead);
  const earlier = whole - ahead;
  return minor.map((_, hour) => {
    const first = minor[positiveModulo(hour - whole, hoursPerWeek)]!;
    if (earlier === 0) return first;
    const second = minor[positiveModulo(hour - whole + 1, hoursPerWeek)]!;
    return first === null || second === null ? null : (1 - earlier) * first + earlier * second;
  });
}

function sumOf(values: readonly (number | null)[]): number {
  return values.reduce<number>((sum, value) => sum + (value ?? 0), 0);
}

function atRiskIn(parts: readonly { share: number; minor: readonly (number | null)[] }[], hour: number): number | null {
  let sum = 0;
  for (const { share, minor } of parts) {
    const value = minor[hour]!;
    if (value === null) return null;
    sum += share * value;
  }
  return sum;
}

function extremesOf(week: readonly (number | null)[]): Pick<WeekAtRisk, 'dearest' | 'cheapest'> {
  const known = week.flatMap((minor, hour) => (minor === null ? [] : [{ hour, minor }]));
  const best = (better: (a: number, b: number) => boolean): HourAtRisk | null =>
    known.reduce<HourAtRisk | null>((most, one) => (most === null || better(one.minor, most.minor) ? one : most), null);
  return { dearest: best((a, b) => a > b), cheapest: best((a, b) => a < b) };
}
