import { day, type EpochMs, type Interval, minute } from '../../../maths/instants.ts';
import { processesOf } from '../../catalog/catalog.ts';
import type { Drop } from '../../impact/contract.ts';
import type { EventValue } from '../../impact/event-value.ts';
import type { Alarm } from '../../objectives/contract.ts';
import type { Retirement } from '../../signals/alerts/retirement.ts';
import { type MeasureSpec, measuresOf } from '../../signals/measure.ts';
import { type RulesSpan, saysTheSame } from './rules-of-the-time.ts';

/** An outage of a process that people confirmed, whatever Waga found. */
export interface ConfirmedOutage extends Interval {
  id: string;
  process: string;
  share: string;
}

/** Everything a replay is made from but the minutes; plain data, so that it can go to a thread of its own. */
export interface ReplaySetup {
  period: Interval;
  before: readonly RulesSpan[];
  after: readonly RulesSpan[];
  /** What a completion is worth, by process. */
  values: ReadonlyMap<string, EventValue | null>;
  /** Drops that were on record: nothing is learned from them. */
  recorded: ReadonlyMap<string, readonly Pick<Drop, 'onset' | 'endedAt'>[]>;
  outages: readonly ConfirmedOutage[];
  /** Alarms that no rule here makes, such as those of other tools: the same on both sides. */
  otherAlarms: readonly Alarm[];
  /** When which alert was retired or taken back, oldest first: a retired one opens nothing. */
  retirements: readonly Pick<Retirement, 'alert' | 'act' | 'at'>[];
  /** So many days lie between two looks at the history. */
  learnEveryDays: number;
}

/** The minutes that a replay reads, in the order of a chunk's columns. */
export interface ReplaySeries {
  business: readonly { process: string; step: string }[];
  measures: readonly MeasureSpec[];
}

/** Minutes of [from, to), as `seriesOf` says; of time that is only learned from `measures` is empty. */
export interface ReplayChunk extends Interval {
  business: readonly Float64Array[];
  measures: readonly { good: Float64Array; valid: Float64Array }[];
  /** The first minute of the measures: on the first day one window earlier. */
  measuresFrom: EpochMs;
}

/** A day before the period is judged as well, so that what lasts at its begin is known. */
export const warmUpMs = day;

/** Which minutes are needed: each process step, and each measure as it counts, once. */
export function seriesOf({ before, after }: Pick<ReplaySetup, 'before' | 'after'>): ReplaySeries {
  const business = new Map<string, { process: string; step: string }>();
  const measures = new Map<string, MeasureSpec>();
  for (const { catalog } of [...before, ...after]) {
    for (const { metadata, spec } of processesOf(catalog))
      business.set(businessKey(metadata.name, spec.kpi), { process: metadata.name, step: spec.kpi });
    for (const { spec } of measuresOf(catalog)) measures.set(countingKey(spec), spec);
  }
  return { business: [...business.values()], measures: [...measures.values()] };
}

export const businessKey = (process: string, step: string): string => `${process}/${step}`;

/** What of a measure decides which minutes are good and valid. */
export function countingKey(spec: MeasureSpec): string {
  const { objective: _, mandatedBy: _by, component: _on, ...counting } = spec;
  return JSON.stringify(counting);
}

/** The longest window of any objective, in whole minutes. */
export function longestWindow({ before, after }: Pick<ReplaySetup, 'before' | 'after'>): number {
  const windows = [...before, ...after].flatMap(({ catalog }) =>
    measuresOf(catalog).map(({ spec }) => spec.objective.overMinutes),
  );
  return Math.max(1, ...windows) * minute;
}

/** Whether both sides judge it alike all along, so that it is judged once. */
export const isAlike = ({ before, after }: ReplaySetup, kind: string, name: string): boolean =>
  before === after || saysTheSame(before, after, kind, name);

/** Learning is most of the work: many processes over a long time are learned seldomer, at least weekly. */
export function learnEveryDays(processes: number, days: number): number {
  return Math.max(1, Math.min(7, Math.ceil((processes * days) / mostLearnings)));
}

const mostLearnings = 300;

export const isIn = ({ from, to }: Interval, at: EpochMs): boolean => at >= from && at < to;

/** The alerts that were retired at an instant. */
export function retiredAt(retirements: ReplaySetup['retirements'], at: EpochMs): Set<string> {
  const retired = new Set<string>();
  for (const one of retirements) {
    if (one.at > at) continue;
    if (one.act === 'retire') retired.add(one.alert);
    else retired.delete(one.alert);
  }
  return retired;
}
