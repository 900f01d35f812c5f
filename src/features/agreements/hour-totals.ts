import type { EpochMs, Interval } from '../../maths/instants.ts';
import type { Subject } from '../outages/outage.ts';

/**
 * What was counted of one subject in one hour (UTC), so that a year of reports reads no minutes. Sums of integers only; an hour
 * is written again whole when late events change it. Money is of one currency, the subject's own.
 */
export interface HourRow {
  subject: Subject;
  /** Start of the hour. */
  at: EpochMs;
  /** Bit n is set where minute n of the hour was measured (60 bits). */
  measured: bigint;
  /** Requests, or attempts at the business result: those that succeeded, and all. */
  good: number;
  valid: number;
  /** User-uptime (Hauer et al., NSDI 2020), in seconds of users. */
  userUpSeconds: number;
  userDownSeconds: number;
  /** Minor units of `currency`: what came, and what was expected to come; 0 and null without money. */
  deliveredMinor: number;
  expectedMinor: number;
  currency: string | null;
}

/** Sums over a period; `measuredMinutes` of all its minutes. */
export interface PeriodTotals extends Omit<HourRow, 'at' | 'measured'> {
  measuredMinutes: number;
}

/** What reports ask. Subjects without a row are absent; a period is cut to whole minutes, its sums to whole hours where it lies in past hours. */
export interface HourQueries {
  /** By `kind:name`. */
  totals(period: Interval): Promise<ReadonlyMap<string, PeriodTotals>>;
  hours(question: { subject: Subject } & Interval): Promise<HourRow[]>;
  /** Time that nobody measured, from the first hour that was ever measured on, disjoint and in order. */
  unmeasured(question: { subject: Subject } & Interval): Promise<Interval[]>;
  /** The same of these subjects and of every other that has such time, by `kind:name`: a few questions whatever their number. */
  unmeasuredOfAll(period: Interval, subjects?: readonly Subject[]): Promise<ReadonlyMap<string, Interval[]>>;
}

/** The same, which knows of time before anything was on record that nobody measured it. */
export interface RecordedHours extends HourQueries {
  /** The end of the part of a period that lies before anything was on record; null where none does. */
  recordedFrom(period: Interval): Promise<EpochMs | null>;
}

/** The key of a subject in maps: `process:payment`. */
export const subjectKey = ({ kind, name }: Subject): string => `${kind}:${name}`;
