import type { Fraction } from '../../maths/ratios.ts';
import { isMeasured } from '../outages/availability.ts';
import { subjectText } from '../outages/outage-subject.ts';
import { type CountedSubject, type Counting, pastSeconds } from './counted-subject.ts';
import { creditForecast, type ForecastSubject } from './credit-forecast.ts';
import { type CreditForecast, creditReport, owedFor } from './credits.ts';
import { atLeast, promiseReports, subjectOf } from './promises.ts';
import type { CreditReport, PromiseReport, SubjectReport } from './report-contract.ts';
import type { AgreementInForce, ReportFacts } from './report-facts.ts';

/** What an agreement promised and what is owed, from what was delivered of its subjects. */
export function agreementReport(
  facts: ReportFacts,
  agreement: AgreementInForce,
  counting: Counting,
  subjects: readonly CountedSubject[],
  reports: readonly SubjectReport[],
): { promises: PromiseReport[]; credits: CreditReport | null; notes: string[] } {
  const { spec } = agreement;
  const byKey = new Map(
    subjects.map((one, index) => [subjectText(one.facts.subject), { one, report: reports[index]! }]),
  );
  const promises = promiseReports(spec, (subject) => {
    const { one, report } = byKey.get(subjectText(subject))!;
    const { soFar, whole } = one;
    const { requests, users, value } = report;
    return { time: whole, timeMeasured: isMeasured(soFar), requests, users, value };
  });
  const notes = notesOf(facts, agreement, promises);
  if (spec.credits === undefined || facts.period.kind !== spec.period) return { promises, credits: null, notes };
  const forecast = forecastOf(facts, agreement, counting, subjects, promises);
  return { promises, credits: creditReport(spec.credits, facts.period, promises, forecast), notes };
}

function notesOf(
  { period, now }: ReportFacts,
  { spec }: AgreementInForce,
  promises: readonly PromiseReport[],
): string[] {
  const running =
    now < period.to && promises.some(({ counting }) => counting === 'time')
      ? [
          'The period is not over: promises by time are held against the whole of it as if the rest were up; the others against what was counted so far.',
        ]
      : [];
  const foreign =
    period.kind === spec.period
      ? []
      : [
          `The agreement promises per ${spec.period}; this report is of another period, for which no credits are reckoned.`,
        ];
  const others = promises.some(({ counting }) => counting !== 'time')
    ? ['Promises by requests, users and value are counted over the whole period: nothing is left out of them.']
    : [];
  return [...running, ...foreign, ...others];
}

function forecastOf(
  { now, period, counted, scope }: ReportFacts,
  { spec }: AgreementInForce,
  counting: Counting,
  subjects: readonly CountedSubject[],
  promises: readonly PromiseReport[],
): { minor: CreditForecast; why: string } | null {
  if (now >= counted.to || spec.credits === undefined) return null;
  const { credits } = spec;
  const timed = new Set(
    spec.objectives
      .filter((objective) => objective.counting === 'time')
      .flatMap((objective) => objective.subjects.map((one) => subjectText(subjectOf(one)))),
  );
  const others = promises.filter((promise) => promise.counting !== 'time' && promise.high !== null);
  const of = subjects
    .filter(({ facts }) => timed.has(subjectText(facts.subject)))
    .map((one) => subjectOfForecast(one, counting));
  const periods = of[0]?.past.length ?? 0;
  const minor = creditForecast({
    subjects: of,
    others: others
      .map(({ high }) => high!)
      .reduce<Fraction | null>((low, one) => (low && atLeast(one, low) ? low : one), null),
    rest: (counted.to - now) / (counted.to - counted.from),
    owed: (availability) => owedFor(credits, availability),
    seed: seedOf(`${scope.name} ${period.name}`),
  });
  if (minor === null) return { minor, why: 'There is no forecast: no earlier period is on record.' };
  const outages = of.reduce((sum, { past }) => sum + past.flat().length, 0);
  const past = `${periods} earlier period${periods === 1 ? '' : 's'} with ${outages} outage${outages === 1 ? '' : 's'}`;
  return { minor, why: `The forecast rests on ${past}; 90 % of 2000 draws lie between its ends.` };
}

function subjectOfForecast({ facts, whole, soFar }: CountedSubject, counting: Counting): ForecastSubject {
  return {
    countedSeconds: whole.periodSeconds - whole.excludedSeconds,
    downSeconds: soFar.downSeconds,
    past: facts.past.map(({ period, outages }) => pastSeconds(counting, period, outages)),
  };
}

/** FNV-1a, so that a report asked for twice has the same forecast. */
function seedOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash;
}
