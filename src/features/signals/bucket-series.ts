import type { SeriesRow } from '../../stores/measurements/measurements.ts';

/**
 * Buckets of classic histograms as Prometheus sends them: each is a counter of its own, of all observations at or below its
 * edge `le`. They come in different requests, so each is stored as its own series; a histogram is put together when it is read.
 */
export const edgeLabel = 'le';
const allEdge = '+Inf';

export const isBucket = ({ kind, name, labels }: SeriesRow): boolean =>
  kind === 'counts' && name.endsWith('_bucket') && labels[edgeLabel] !== undefined;

/** The bucket that holds every observation. */
export const isAll = ({ labels }: SeriesRow): boolean => labels[edgeLabel] === allEdge;

export interface BucketReadings {
  readings: { kind: 'counts'; id: number; good: boolean; valid: boolean }[];
  /** Of histograms without an edge at the limit: the edge that is used instead, null where none lies below it. */
  inexact: { unit: string; edge: number | null }[];
  /** Units in which there is no limit. */
  unknownUnits: string[];
}

/**
 * Of each histogram the bucket of all observations as valid, and the one with the highest edge up to the limit as good.
 * `limitOf`: the limit in a unit; null for a unit that has none.
 */
export function bucketReadings(rows: readonly SeriesRow[], limitOf: (unit: string) => number | null): BucketReadings {
  const found: BucketReadings = { readings: [], inexact: [], unknownUnits: [] };
  for (const buckets of histogramsIn(rows)) {
    const all = buckets.find(isAll);
    if (all === undefined) continue;
    const limit = limitOf(all.unit);
    if (limit === null) {
      found.unknownUnits.push(all.unit);
      continue;
    }
    const below = buckets.filter((row) => !isAll(row) && edgeOf(row) <= limit).sort((a, b) => edgeOf(a) - edgeOf(b));
    const cut = below.at(-1);
    if (cut === undefined || edgeOf(cut) !== limit) {
      found.inexact.push({ unit: all.unit, edge: cut === undefined ? null : edgeOf(cut) });
    }
    found.readings.push({ kind: 'counts', id: all.id, good: false, valid: true });
    if (cut !== undefined) found.readings.push({ kind: 'counts', id: cut.id, good: true, valid: false });
  }
  return found;
}

const edgeOf = ({ labels }: SeriesRow): number => Number(labels[edgeLabel]);

/** Buckets that differ in nothing but their edge. */
function histogramsIn(rows: readonly SeriesRow[]): SeriesRow[][] {
  const histograms = new Map<string, SeriesRow[]>();
  for (const row of rows) {
    const labels = Object.entries(row.labels).filter(([label]) => label !== edgeLabel);
    const key = JSON.stringify([row.name, row.unit, labels.sort(([a], [b]) => (a < b ? -1 : 1))]);
    const known = histograms.get(key);
    if (known === undefined) histograms.set(key, [row]);
    else known.push(row);
  }
  return [...histograms.values()];
}

/** Under which names the series of a metric may be stored: Prometheus splits a histogram into several. */
export function storedNames(type: 'availability' | 'latency', metric: string): string[] {
  if (type === 'latency') return metric.endsWith('_bucket') ? [metric] : [metric, `${metric}_bucket`];
  return /_(total|count|bucket)$/.test(metric) ? [metric] : [metric, `${metric}_total`, `${metric}_count`];
}
