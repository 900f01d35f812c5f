import type { EpochMs } from '../../maths/instants.ts';
import type { ComponentCriticality } from './contract.ts';
import { hourOfWeek, hoursPerWeek, weekIn } from './hour-of-week.ts';
import type { ProcessWorth } from './process-worth.ts';
import { type Worth, worthOf } from './worth.ts';

const hoursPerYear = 8_760;
/** The zone in which weeks of different zones are added up. */
const common = 'UTC';

/** Of the processes whose money is shown to who asks: what each hour of the week is worth, the same instants side by side. */
export interface Worths {
  processes: ReadonlyMap<string, ProcessWorth & { aligned: readonly number[] }>;
  /** Index of the present hour in `aligned`. */
  present: number;
  at: EpochMs;
}

export function worthsAt(
  worths: ReadonlyMap<string, ProcessWorth>,
  at: EpochMs,
  shown: (process: string) => boolean,
): Worths {
  const processes = [...worths]
    .filter(([name]) => shown(name))
    .map(([name, worth]) => [name, { ...worth, aligned: weekIn(worth.week, worth.timeZone, common, at) }] as const);
  return { processes: new Map(processes), present: hourOfWeek(common, at), at };
}

/** What a process is worth in the present hour; null where nobody knows or it is not shown. */
export function presentWorth({ processes, present }: Worths, process: string): Worth | null {
  const worth = processes.get(process);
  return worth === undefined ? null : worthOf(worth.aligned[present]!, worth.currency);
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
  const sums = new Map<string, { aligned: number[]; timeZone: string; most: number }>();
  for (const [process, { valueAtRiskShare }] of Object.entries(perProcess)) {
    const worth = worths.processes.get(process);
    if (worth === undefined) continue;
    const { currency, timeZone, average, aligned } = worth;
    const sum = sums.get(currency) ?? { aligned: Array<number>(hoursPerWeek).fill(0), timeZone, most: -1 };
    sums.set(currency, sum);
    for (let i = 0; i < hoursPerWeek; i++) sum.aligned[i]! += valueAtRiskShare * aligned[i]!;
    if (valueAtRiskShare * average > sum.most) Object.assign(sum, { timeZone, most: valueAtRiskShare * average });
  }
  return [...sums].map(([currency, { aligned, timeZone }]) => ({
    currency,
    timeZone,
    week: weekIn(aligned, common, timeZone, worths.at),
    present: aligned[worths.present]!,
    dearest: Math.max(...aligned),
    average: aligned.reduce((sum, one) => sum + one, 0) / hoursPerWeek,
  }));
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
