import type { EpochMs } from '../../maths/instants.ts';
import type { SeriesKey } from '../../stores/measurements/measurements.ts';
import type { BatchBuilder } from './batch-builder.ts';
import type { Refusal } from './refusal.ts';
import type { SeriesLimit } from './series-limit.ts';
import { anonymousName, businessName, countedEnvironment } from './series-names.ts';

/** Events of one step, outcome and environment with equal attributes, in one minute. */
export interface BusinessCount {
  process: string;
  step: string;
  outcome: string;
  environment: string;
  attributes: Readonly<Record<string, string>>;
  count: number;
  money: { minor: number; currency: string } | null;
  /** How many of them named no user. */
  anonymous: number;
}

/** The series that such events add to, each with how much: their count, their money, and how many named no user. */
export function businessSeries(source: string, row: BusinessCount): { key: SeriesKey; n: number }[] {
  const { process, step, outcome, environment } = row;
  const labels = { ...row.attributes, process, step, outcome, environment };
  const name = businessName(process, step);
  const series: { key: SeriesKey; n: number }[] = [
    { key: { source, name, kind: 'counts', unit: 'event', labels }, n: row.count },
  ];
  if (row.money !== null) {
    const { minor, currency } = row.money;
    series.push({ key: { source, name, kind: 'money', unit: currency, labels: { ...labels, currency } }, n: minor });
  }
  if (row.anonymous > 0 && environment === countedEnvironment) {
    const key: SeriesKey = {
      source,
      name: anonymousName(process, step),
      kind: 'counts',
      unit: 'event',
      labels: { process, step },
    };
    series.push({ key, n: row.anonymous });
  }
  return series;
}

/** Adds the events to the batch, or says that the source has reached its series limit and adds nothing. */
export function addBusinessCount(
  source: string,
  row: BusinessCount,
  minuteAt: EpochMs,
  limit: SeriesLimit,
  batch: BatchBuilder,
): Refusal | null {
  const series = businessSeries(source, row);
  const admitted = limit.admit(series.map(({ key }) => key));
  if (admitted === null) return limit.refusal();
  admitted.forEach(({ key, identity }, index) => {
    batch.count(batch.series(key, identity), minuteAt, series[index]!.n);
  });
  return null;
}
