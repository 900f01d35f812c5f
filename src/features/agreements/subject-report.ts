import { hour, toRfc3339 } from '../../maths/instants.ts';
import { isMeasured } from '../outages/availability.ts';
import { availabilityEstimate } from '../outages/availability-estimate.ts';
import { outageRow } from '../outages/outage-shown.ts';
import { compositeGap } from './composite-gap.ts';
import { countedShare } from './counted-share.ts';
import type { CountedSubject, Counting } from './counted-subject.ts';
import { lossOf } from './loss-sums.ts';
import type { SubjectReport, WindowedCurve } from './report-contract.ts';
import type { ReportFacts } from './report-facts.ts';
import { windowedCurve } from './windowed.ts';

/** What was delivered of one subject, counted four ways, with what it cost and why. Money is whole: it is hidden afterwards. */
export function subjectReport(
  { catalog, now }: Pick<ReportFacts, 'catalog' | 'now'>,
  counting: Counting,
  { facts, rows, soFar, countedOutages }: CountedSubject,
): SubjectReport {
  const { subject, displayName, product, level, totals, unmeasured, outages, composite } = facts;
  const { elapsed } = counting;
  const { policy } = counting.rules;
  const share = (by: 'requests' | 'users' | 'value') =>
    countedShare({ counting: by, totals, unmeasured, unknown: policy.unknown });
  const loss = lossOf(outages, elapsed);
  return {
    ...{ subject, displayName, product, level, time: soFar },
    timeInterval: availabilityEstimate(rows, elapsed, policy),
    ...{
      requests: share('requests'),
      users: share('users'),
      userCurve: curveOf(facts, elapsed),
      value: share('value'),
    },
    ...{ lost: loss.lost, money: loss.money, customersLost: loss.customers },
    composite:
      composite === null || !isMeasured(soFar)
        ? null
        : compositeGap({
            ...{ expected: composite.expected, below: composite.below, measured: soFar.adjusted.high },
            ...{ outages: countedOutages, period: elapsed },
          }),
    outages: outages.map((outage) => outageRow(outage, { catalog, view: 'all', now })),
    unmeasured: unmeasured.map(({ from, to }) => ({ from: toRfc3339(from), to: toRfc3339(to) })),
  };
}

/** Windows of hours: a year of reports reads no minutes. */
const curveMinutes = [60, 360, 1_440, 10_080, 43_200, 132_480] as const;

function curveOf({ hours }: CountedSubject['facts'], { from, to }: { from: number; to: number }): WindowedCurve | null {
  const counted = (hours ?? []).filter(({ at }) => at >= from && at < to);
  if (counted.every(({ userUpSeconds, userDownSeconds }) => userUpSeconds + userDownSeconds === 0)) return null;
  const first = Math.ceil(from / hour);
  const cells = Math.ceil(to / hour) - first;
  const [up, down] = [new Array<number>(cells).fill(0), new Array<number>(cells).fill(0)];
  for (const { at, userUpSeconds, userDownSeconds } of counted) {
    const cell = at / hour - first;
    up[cell] = userUpSeconds;
    down[cell] = userDownSeconds;
  }
  return windowedCurve({ from: first * hour, stepMs: hour, up, down }, curveMinutes);
}
