import type { BatchBuilder } from '../../batch-builder.ts';
import { timeProblem } from '../../event-rules.ts';
import { type MetricsContext, type MetricsDecision, newDecision } from '../metrics-decision.ts';
import { noteResource } from '../resource-points.ts';
import { exactOf, millisecondsOf } from '../wire.ts';
import type { KnownSeries, SeriesOwner } from './known-values.ts';
import { indexIn } from './series-in-batch.ts';
import type { SummedRows } from './sum-up.ts';

/** Rows with the series of each. */
export interface SummedSeries extends SummedRows {
  series: readonly KnownSeries[];
  /** Where these series are known. */
  owner: SeriesOwner;
}

const minuteMs = 60_000;

/**
 * Adds a request of increments to the batch: the same decision as point by point. Null, and nothing is added, where not all of it is
 * kept: a time beyond what may be told of, or a series beyond the limit of the source. Series up to that one are in the batch
 * then and admitted, as they are when the points are judged one by one.
 */
export function addSummed(summed: SummedSeries, context: MetricsContext, batch: BatchBuilder): MetricsDecision | null {
  if (!isInTime(summed, context)) return null;
  const { series, owner, minutes, values, buckets } = summed;
  const indexes = indexesOf(series, owner, context, batch);
  if (indexes === null) return null;
  const rows = minutes.length;
  for (let row = 0, from = 0; row < rows; row++) {
    const at = minutes[row]! * minuteMs;
    const value = values[row]!;
    if (series[row]!.key.kind === 'counts') {
      if (value !== 0) batch.count(indexes[row]!, at, value);
    } else {
      batch.bins(indexes[row]!, at, buckets, from, value);
      from += value;
    }
  }
  const decision = newDecision();
  decision.accepted = rows;
  let from = 0;
  for (const resource of summed.resources) {
    if (resource.to > from) {
      const oldest = exactOf(resource.oldestLow, resource.oldestHigh);
      noteResource(resource, oldest, exactOf(resource.newestLow, resource.newestHigh), context, decision);
    }
    from = resource.to;
  }
  return decision;
}

function isInTime({ resources }: SummedRows, { now, retentionMs }: MetricsContext): boolean {
  let from = 0;
  for (const { to, oldestLow, oldestHigh, newestLow, newestHigh } of resources) {
    const ends = [millisecondsOf(oldestLow, oldestHigh), millisecondsOf(newestLow, newestHigh)];
    if (to > from && ends.some((at) => timeProblem(at, now, retentionMs) !== null)) return false;
    from = to;
  }
  return true;
}

function indexesOf(
  series: readonly KnownSeries[],
  owner: SeriesOwner,
  { limit }: MetricsContext,
  batch: BatchBuilder,
): Int32Array | null {
  if (scratch.length < series.length) scratch = new Int32Array(2 * series.length);
  for (let row = 0; row < series.length; row++) {
    const index = indexIn(batch, series[row]!, owner, limit);
    if (index < 0) return null;
    scratch[row] = index;
  }
  return scratch;
}

/** Used by one request after the other. */
let scratch = new Int32Array(1_024);
