import type { SeriesRow } from '../../stores/measurements/measurements.ts';
import { parseDuration } from '../catalog/duration.ts';
import { type Cut, cutAt } from './bins.ts';
import { bucketReadings, isAll, isBucket } from './bucket-series.ts';
import { labelsMatch } from './label-filter.ts';
import type { MeasureSpec } from './measure.ts';
import { countedEnvironment, environmentLabel } from './series-names.ts';
import { samplingLabel } from './traces/sampling.ts';

/** How a series enters a measure: which of its observations are good. */
export type Reading =
  | { kind: 'counts'; id: number; good: boolean; valid: boolean }
  | { kind: 'bins'; id: number; good: (bin: number) => boolean };

/** How many of a time unit make a millisecond's value: a cut-off of 300 ms is 0.3 in a series whose unit is `s`. */
const perMillisecond: Readonly<Record<string, number>> = { s: 1e-3, ms: 1, us: 1e3, µs: 1e3, ns: 1e6, min: 1 / 60_000 };

/**
 * The series of a measure and how to read each, with notes on what could not be read as asked. Series of another
 * environment than production count only where the measure asks for them.
 */
export function readingsOf(spec: MeasureSpec, series: readonly SeriesRow[]): { readings: Reading[]; notes: string[] } {
  const notes = new Set<string>();
  const readings: Reading[] = [];
  const own = series.filter((row) => belongs(spec, row));
  const limitOf = (unit: string): number | null => (spec.type === 'latency' ? limitIn(unit, spec.goodUnder) : null);
  if (spec.type === 'latency') {
    const buckets = bucketReadings(own.filter(isBucket), limitOf);
    readings.push(...buckets.readings);
    for (const { unit, edge } of buckets.inexact) notes.add(inexact(spec, edge, unit));
    for (const unit of buckets.unknownUnits) notes.add(unknownUnit(spec, unit));
  }
  for (const row of own) {
    if (spec.type === 'latency' && isBucket(row)) continue;
    const reading = spec.type === 'availability' ? availability(spec, row) : latency(spec, row, notes);
    if (reading !== null) {
      readings.push(reading);
      if (row.labels[samplingLabel] === 'unknown') notes.add(sampledNote(spec.metric));
    } else if (row.kind === 'gauge') notes.add(`${spec.metric} is sent as a gauge, which counts nothing`);
  }
  if (readings.length === 0) notes.add(`no series of ${spec.metric} fits the measure yet`);
  return { readings, notes: [...notes] };
}

/** Of sampled requests the share that failed is known, their number is not. */
const sampledNote = (metric: string): string =>
  `${metric} comes from traces that do not say how they were sampled: ratios hold, counts do not`;

function belongs(spec: MeasureSpec, { labels }: SeriesRow): boolean {
  const environment = labels[environmentLabel];
  const counted = environment === undefined || environment === countedEnvironment || environmentLabel in spec.where;
  return counted && labelsMatch(spec.where, labels);
}

function availability(spec: MeasureSpec & { type: 'availability' }, row: SeriesRow): Reading | null {
  const { id, kind, labels } = row;
  const good = !labelsMatch(spec.bad, labels);
  if (isBucket(row) && !isAll(row)) return null;
  if (kind === 'counts') return { kind, id, good, valid: true };
  return kind === 'bins' ? { kind, id, good: () => good } : null;
}

function latency(spec: MeasureSpec & { type: 'latency' }, row: SeriesRow, notes: Set<string>): Reading | null {
  if (row.kind === 'counts') notes.add(`${spec.metric} is sent as a sum; latency needs a histogram`);
  if (row.kind !== 'bins') return null;
  const limit = limitIn(row.unit, spec.goodUnder);
  if (limit === null) {
    notes.add(unknownUnit(spec, row.unit));
    return null;
  }
  const cut = cutAt(row.labels, limit);
  if (cut === null) return null;
  if (!cut.exact) notes.add(inexact(spec, cut.edge, row.unit));
  return { kind: 'bins', id: row.id, good: cut.below };
}

/** A duration in the unit of a series; null for a unit that is none of time. */
function limitIn(unit: string, duration: string): number | null {
  const factor = perMillisecond[unit];
  const milliseconds = parseDuration(duration) ?? 0;
  if (factor === undefined) return null;
  return factor < 1 ? milliseconds / Math.round(1 / factor) : milliseconds * factor;
}

const unknownUnit = ({ metric }: MeasureSpec, unit: string): string =>
  `${metric} has the unit "${unit}"; latency needs s, ms, us or ns`;

function inexact(spec: MeasureSpec & { type: 'latency' }, edge: Cut['edge'], unit: string): string {
  const used =
    edge === null
      ? 'none is known to be good'
      : `only those up to ${Number(edge.toPrecision(6))} ${unit} count as good`;
  return `${spec.goodUnder} is no bucket edge of ${spec.metric}: ${used}`;
}
