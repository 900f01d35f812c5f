import type { EpochMs, Interval } from '../../maths/instants.ts';
import type { Availability, LedgerRow } from '../outages/availability.ts';
import { availabilityOf, outageSecondsOf } from '../outages/availability-of.ts';
import { endsOf, type Outage } from '../outages/outage.ts';
import { type CountedRows, countedRows } from './counted-rows.ts';
import type { CountingRules } from './counting-rules.ts';
import type { ReportFacts, SubjectFacts } from './report-facts.ts';

/** How all subjects of a report are counted. */
export interface Counting {
  rules: CountingRules;
  scope: 'process' | 'global';
  /** What of the period counts, and of that what is over by now. */
  counted: Interval;
  elapsed: Interval;
  timeZone: string;
  announced: ReadonlyMap<string, EpochMs>;
}

export interface CountedSubject {
  facts: SubjectFacts;
  rows: LedgerRow[];
  told: string[];
  /** Of what is over by now, and of the whole as if the rest were up. */
  soFar: Availability;
  whole: Availability;
  /** Those that counted, as the rules have it: neither left out nor a false positive. */
  countedOutages: Outage[];
}

export function countingOf(facts: ReportFacts, rules: CountingRules): Counting {
  const { counted, now, period, scope, announced } = facts;
  return {
    ...{ rules, counted, timeZone: period.timeZone },
    scope: scope.kind === 'organisation' ? 'global' : 'process',
    elapsed: { from: counted.from, to: Math.min(counted.to, now) },
    announced: new Map([...announced].map(([id, { at }]) => [id, at])),
  };
}

/** The rows of some outages as they are counted. */
export function rowsBy(
  { rules, scope, counted, elapsed, timeZone, announced }: Counting,
  outages: readonly Outage[],
  unmeasured: readonly Interval[],
): CountedRows {
  const until = elapsed.to;
  return countedRows({ outages, unmeasured, rules, period: counted, timeZone, scope, until, announced });
}

export function countSubject(counting: Counting, facts: SubjectFacts): CountedSubject {
  const { rows, told } = rowsBy(counting, facts.outages, facts.unmeasured);
  const { policy } = counting.rules;
  const soFar = availabilityOf(rows, counting.elapsed, policy);
  return {
    ...{ facts, rows, told, soFar },
    whole: counting.elapsed.to === counting.counted.to ? soFar : availabilityOf(rows, counting.counted, policy),
    countedOutages: facts.outages.filter((outage) => counts(counting, outage)),
  };
}

/** Whether anything of an outage counts against the figure, by itself. */
function counts(counting: Counting, outage: Outage): boolean {
  if (outage.kind === 'false-positive') return false;
  const { from, to } = endsOf(outage);
  if (from >= counting.elapsed.to || (to !== null && to <= counting.elapsed.from)) return false;
  const { rows } = rowsBy(counting, [outage], []);
  return availabilityOf(rows, counting.elapsed, counting.rules.policy).downSeconds > 0;
}

/** Down-time of each outage of a past period, by the same rules, as if it were the period of the report. */
export function pastSeconds(counting: Counting, period: Interval, outages: readonly Outage[]): number[] {
  const past = { ...counting, counted: period, elapsed: period };
  return outageSecondsOf(rowsBy(past, outages, []).rows, period, counting.rules.policy);
}
