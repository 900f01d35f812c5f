import type { EpochMs } from '../../maths/instants.ts';
import type { ComponentCriticality } from './contract.ts';
import { hourOfWeek, hoursPerWeek } from './hour-of-week.ts';
import type { ProcessWorth } from './process-worth.ts';
import { weeksAtRisk } from './week-value.ts';
import { hoursPerYear, type Worth, worthOf } from './worth.ts';

/** Of the processes whose money is shown to who asks: what each hour of the week is worth, and the present one. */
export interface Worths {
  processes: ReadonlyMap<string, ProcessWorth & { present: number }>;
  at: EpochMs;
}

export function worthsAt(
  worths: ReadonlyMap<string, ProcessWorth>,
  at: EpochMs,
  shown: (process: string) => boolean,
): Worths {
  const processes = [...worths]
    .filter(([name]) => shown(name))
    .map(([name, worth]) => [name, { ...worth, present: worth.week[hourOfWeek(worth.timeZone, at)]! }] as const);
  return { processes: new Map(processes), at };
}

/** What a process is worth in the present hour; null where nobody knows or it is not shown. */
export function presentWorth({ processes }: Worths, process: string): Worth | null {
  const worth = processes.get(process);
  return worth === undefined ? null : worthOf(worth.present, worth.currency);
}

/** The money at risk with a component, in one currency: minor units of each hour, not rounded. */
export interface Stake {
  currency: string;
  /** The zone of the process that has most money on it. */
  timeZone: string;
  /** In that zone, Monday 00:00 first. */
  week: readonly number[];
  present: number;
  dearest: number;
  average: number;
}

/** By currency, in the order in which the processes bring them; empty where no value is known or shown. */
export function stakesOf({ perProcess }: Pick<ComponentCriticality, 'perProcess'>, worths: Worths): Stake[] {
  const standing = Object.entries(perProcess).flatMap(([process, { valueAtRiskShare }]) => {
    const worth = worths.processes.get(process);
    if (worth === undefined) return [];
    const { timeZone, currency, week } = worth;
    return { process, share: valueAtRiskShare, week: { timeZone, currency, minor: week } };
  });
  return weeksAtRisk(standing, null, worths.at).map(({ timeZone, currency, minor, dearest }) => {
    const week = minor.map((value) => value ?? 0);
    return {
      ...{ currency, timeZone, week, dearest: dearest?.minor ?? 0 },
      present: week[hourOfWeek(timeZone, worths.at)]!,
      average: week.reduce((sum, one) => sum + one, 0) / hoursPerWeek,
    };
  });
}

/** The first of the currencies as a row shows it. */
export function stakeShown(
  [first]: readonly Stake[],
  unavailability: number | null,
): { valueAtRiskPerHour: Worth | null; dearestHour: Worth | null; nextNinePerYear: Worth | null } {
  if (first === undefined) return { valueAtRiskPerHour: null, dearestHour: null, nextNinePerYear: null };
  const worth = (minor: number): Worth => worthOf(minor, first.currency);
  return {
    valueAtRiskPerHour: worth(first.present),
    dearestHour: worth(first.dearest),
    nextNinePerYear: unavailability === null ? null : worth(0.9 * unavailability * first.average * hoursPerYear),
  };
}
