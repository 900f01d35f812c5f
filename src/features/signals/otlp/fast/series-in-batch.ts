import type { BatchBuilder } from '../../batch-builder.ts';
import type { SeriesLimit } from '../../series-limit.ts';
import type { KnownSeries } from './known-values.ts';

/** The number of a series of this owner in the batch, or -1 where the source has no room for it. */
export function indexIn(batch: BatchBuilder, series: KnownSeries, owner: object, limit: SeriesLimit): number {
  const { number } = batch;
  if (series.batch === number) return series.index;
  if (series.among !== limit.known) {
    if (!limit.admits(series.identity)) return -1;
    if (limit.known.has(series.identity)) series.among = limit.known;
  }
  series.index = batch.newSeries(series.key, series.identity, owner);
  series.batch = number;
  return series.index;
}
