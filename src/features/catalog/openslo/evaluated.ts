import { z } from 'zod';
import { type Document, documentNamed } from '../document.ts';
import type { SliSpec } from './indicator.ts';
import {
  missing,
  type NotMeasured,
  notFrom,
  type SloTerm,
  termOf,
  typeOfSource,
  type WrittenSource,
} from './measured-by.ts';
import type { SloSpec } from './objective.ts';
import { minutesOf, sliceMinutes, spanOf } from './shorthand.ts';

type Operator = 'lte' | 'gte' | 'lt' | 'gt';

/** What an objective counts as good and as all, minute by minute. */
export type SloReading =
  | { kind: 'ratio'; part: 'good' | 'bad'; counted: SloTerm; total: SloTerm }
  /** Observations of a latency measure against a limit of the objective's own. */
  | { kind: 'latency'; measure: string; op: Operator; milliseconds: number }
  /** Minutes in which every reading of a gauge keeps the limit. */
  | {
      kind: 'gauge';
      source: string;
      metric: string;
      where: Record<string, string | string[]>;
      op: Operator;
      value: number;
    };

/** One entry of the `objectives` of an SLO with what it is measured by. */
export interface SloEntry {
  index: number;
  /** Name of the indicator. */
  indicator: string;
  reading: SloReading | NotMeasured;
}

const longestDays = 366;

/** Annotations of an SLO by which only the business hours of a Calendar count, and which hours these are. */
export const hoursAnnotation = 'waga/business-hours';
export const timesAnnotation = 'waga/business-hours-times';

/** Hours of the day on the wall clock, `08:00-20:00`, in minutes; null where it is none, or reaches over midnight. */
export function timesOf(text: string): { from: number; to: number } | null {
  const found = /^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)$/.exec(text);
  if (found === null) return null;
  const [from, to] = [60 * Number(found[1]) + Number(found[2]), 60 * Number(found[3]) + Number(found[4])];
  return from < to && to <= 1_440 ? { from, to } : null;
}

/** Annotations of a document of OpenSLO. */
export function annotationsOf({ metadata }: Pick<Document, 'metadata'>): Readonly<Record<string, string>> {
  return (metadata as { annotations?: Record<string, string> | null }).annotations ?? {};
}

/** Every entry of an SLO with what Waga measures it by, or why it does not, in words for people. Used by check and by the server alike. */
export function entriesOf(document: Document<SloSpec>, all: readonly Document[]): SloEntry[] {
  const { spec } = document;
  return spec.objectives.map((objective, index) => {
    const ref = objective.indicatorRef ?? spec.indicatorRef;
    const inline = objective.indicator ?? spec.indicator;
    const sli = inline?.spec ?? documentNamed<SliSpec>(all, 'openslo/SLI', ref ?? '')?.spec;
    const indicator = inline?.metadata.name ?? ref ?? '';
    const why = windowProblem(spec) ?? sliceProblem(spec, objective) ?? hoursProblem(document, all);
    if (why !== null) return { index, indicator, reading: { why } };
    return {
      index,
      indicator,
      reading: sli ? readingOf(all, sli, objective) : missing(all, 'openslo/SLI', ref ?? '')!,
    };
  });
}

/** What an indicator is measured by; a threshold needs the operator and value of its objective. */
export function readingOf(
  all: readonly Document[],
  { ratioMetric, thresholdMetric }: SliSpec,
  { op, value }: { op?: Operator | undefined; value?: number | undefined },
): SloReading | NotMeasured {
  if (thresholdMetric !== undefined) return threshold(all, thresholdMetric, op ?? 'lte', value ?? 0);
  if (ratioMetric?.raw !== undefined) return { why: 'a raw ratio holds neither what is good nor all there is' };
  const part = ratioMetric?.good ? 'good' : 'bad';
  const written = ratioMetric?.good ?? ratioMetric?.bad;
  if (written === undefined || ratioMetric?.total === undefined) return { why: 'it has no total' };
  const counted = termOf(all, part, written);
  if ('why' in counted) return counted;
  const total = termOf(all, 'total', ratioMetric.total);
  return 'why' in total ? total : { kind: 'ratio', part, counted, total };
}

const millisecondsPer = { us: 0.001, ms: 1, s: 1_000 } as const;
const OfLatency = z.strictObject({ measure: z.string(), unit: z.enum(['us', 'ms', 's']).default('s') });
const OfGauge = z.strictObject({
  gauge: z.string(),
  source: z.string(),
  where: z.record(z.string(), z.union([z.string(), z.array(z.string())])).default({}),
});

function threshold(
  all: readonly Document[],
  source: WrittenSource,
  op: Operator,
  value: number,
): SloReading | NotMeasured {
  const type = typeOfSource(all, source);
  if (type === 'prometheus')
    return { why: 'a threshold on a query of Prometheus is not read; name a Measure or a gauge with type waga' };
  if (type !== 'waga') return notFrom(type);
  const gauge = OfGauge.safeParse(source.metricSource.spec);
  if (gauge.success) {
    const { gauge: metric, source: from, where } = gauge.data;
    const gone = from === 'default' ? null : missing(all, 'Source', from);
    return gone ?? { kind: 'gauge', source: from, metric, where, op, value };
  }
  const latency = OfLatency.safeParse(source.metricSource.spec);
  if (!latency.success)
    return { why: 'its source of type waga names neither a latency measure nor a gauge with its source' };
  const { measure, unit } = latency.data;
  const found = documentNamed<{ type: string }>(all, 'Measure', measure);
  if (found === undefined) return missing(all, 'Measure', measure)!;
  if (found.spec.type !== 'latency')
    return { why: `${measure} is no latency measure, so that no value of it can be compared` };
  const milliseconds = Number((value * millisecondsPer[unit]).toFixed(3));
  if (milliseconds <= 0) return { why: 'its value is no time above zero' };
  return { kind: 'latency', measure, op, milliseconds };
}

/** Counts are kept by the minute, and totals of them by the hour. */
function sliceProblem({ budgetingMethod }: SloSpec, { timeSliceWindow }: SloSpec['objectives'][number]): string | null {
  if (budgetingMethod === 'Occurrences' || timeSliceWindow === undefined) return null;
  const minutes = sliceMinutes(timeSliceWindow);
  if (minutes !== null && 60 % minutes === 0) return null;
  return `slices of ${timeSliceWindow} are not measured; Waga counts by the minute, in slices that divide an hour evenly`;
}

function windowProblem({ timeWindow }: SloSpec): string | null {
  const [window] = timeWindow;
  const span = spanOf(window!.duration);
  const { count, unit } = span;
  if (window!.calendar !== undefined) {
    const most = { d: 92, w: 52, M: 12, Q: 4, Y: 1 } as Readonly<Record<string, number>>;
    if ((most[unit] ?? 0) >= count) return null;
    return `a calendar window of ${window!.duration} is not measured; Waga knows days, weeks, months, quarters and a year, up to a year in all`;
  }
  const nominal = { M: 30, Q: 90, Y: 365 } as Readonly<Record<string, number>>;
  const minutes = unit in nominal ? count * nominal[unit]! * 1_440 : minutesOf(span);
  if (minutes !== null && minutes >= 60 && minutes % 60 === 0 && minutes <= longestDays * 1_440) return null;
  return `a rolling window of ${window!.duration} is not measured; Waga knows whole hours up to a year`;
}

function hoursProblem(document: Document, all: readonly Document[]): string | null {
  const { [hoursAnnotation]: calendar, [timesAnnotation]: times } = annotationsOf(document);
  if (calendar === undefined) return null;
  if (times !== undefined && timesOf(times) === null)
    return `${timesAnnotation} is ${times}; expected hours such as 08:00-20:00`;
  return missing(all, 'Calendar', calendar)?.why ?? null;
}
