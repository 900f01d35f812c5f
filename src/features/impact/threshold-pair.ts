import { type Interval, minute } from '../../maths/instants.ts';
import type { MinuteSeries } from '../../maths/minute-series.ts';
import type { BusinessCalendar } from '../expectations/business-calendar.ts';
import { learnProfile } from '../expectations/learn.ts';
import type { Profile } from '../expectations/profile.ts';
import { binDoses, type DoseBins } from './threshold-dose.ts';
import { type Fit, type FitSetting, fitResponse, fitSetting, startOf } from './threshold-fit.ts';
import { noiseOf, pairMinutes } from './threshold-minutes.ts';
import { doseTable, type PairMinutes } from './threshold-table.ts';

/** A business series with what is known about its days. */
export interface Business {
  series: MinuteSeries;
  timeZone: string;
  calendar: BusinessCalendar;
  /** Outages caused elsewhere: their minutes say nothing about this measure. */
  exclude: readonly Interval[];
}

export interface FittedPair {
  profile: Profile;
  pair: PairMinutes;
  bins: DoseBins;
  setting: FitSetting;
  fit: Fit;
}

/** More than this share of harmed minutes is no exception any more: then the usual week is learned with them. */
const mostHarmed = 0.1;
const rounds = 4;

export function dataAsTheyAre(days: number): Float64Array {
  return new Float64Array(days).fill(1);
}

/**
 * Learns the expectation, fits the response to `doses` (a minute each, as the series), and does both again with the minutes
 * beyond the knee left out of the usual week. `doses` begin with the series.
 */
export function fitPair(business: Business, doses: Float64Array): FittedPair | { refusal: string } {
  const bins = binDoses(doses);
  const first = fitOnce(business, bins, business.exclude);
  if ('refusal' in first || !first.fit.stick) return first;
  const knee = first.fit.stick.knee;
  const harmed = spansBeyond(doses, knee, business.series.from);
  const minutes = harmed.reduce((sum, span) => sum + (span.to - span.from) / minute, 0);
  if (minutes > mostHarmed * doses.length) return first;
  const second = fitOnce(business, bins, [...business.exclude, ...harmed]);
  return 'refusal' in second ? first : second;
}

function fitOnce(business: Business, bins: DoseBins, unusual: readonly Interval[]): FittedPair | { refusal: string } {
  const { series, timeZone, calendar, exclude } = business;
  const learned = learnProfile(series, { timeZone, calendar, exclude: unusual });
  if ('refusal' in learned) return learned;
  const pair = pairMinutes(series, learned.profile, exclude);
  const table = doseTable(pair, bins);
  const setting = fitSetting(table, bins, noiseOf(learned.profile, pair));
  const fit = fitResponse(setting, dataAsTheyAre(pair.days), startOf(bins), rounds);
  return { profile: learned.profile, pair, bins, setting, fit };
}

/** Stretches of doses beyond the knee with the minute before and after, whose own dose is often unsure. */
export function spansBeyond(doses: Float64Array, knee: number, from: number): Interval[] {
  const spans: Interval[] = [];
  for (let i = 0; i < doses.length; i++) {
    if (!(doses[i]! > knee)) continue;
    const start = from + (i - 1) * minute;
    const end = from + (i + 2) * minute;
    const last = spans.at(-1);
    if (last && start <= last.to) last.to = end;
    else spans.push({ from: start, to: end });
  }
  return spans;
}
