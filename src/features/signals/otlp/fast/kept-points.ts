import { type EpochMs, minute } from '../../../../maths/instants.ts';
import type { BatchBuilder } from '../../batch-builder.ts';
import type { Refusal } from '../../refusal.ts';
import type { Heard } from '../cumulative.ts';
import type { MetricsContext, MetricsDecision } from '../metrics-decision.ts';
import { reject } from '../rejections.ts';
import { noteResource } from '../resource-points.ts';
import { exactOf } from '../wire.ts';
import type { KnownPoint, KnownResource, KnownSeries } from './known-values.ts';
import { indexIn } from './series-in-batch.ts';

type Numbers = Float64Array | readonly number[];

/** Puts points that are kept into the batch, resource after resource. What keeps a point answers whether it did, and tells why not. */
export class KeptPoints {
  readonly #context: MetricsContext;
  readonly #batch: BatchBuilder;
  readonly #decision: MetricsDecision;
  /** The time of the point at hand: halves of nanoseconds, milliseconds, its minute. */
  timeLow = 0;
  timeHigh = 0;
  at: EpochMs = 0;
  minute: EpochMs = Number.NaN;
  heard: Heard | undefined;
  #resource: KnownResource | null = null;
  #kept = false;
  #newestLow = 0;
  #newestHigh = 0;
  #oldestLow = 0;
  #oldestHigh = 0;

  constructor(context: MetricsContext, batch: BatchBuilder, decision: MetricsDecision) {
    this.#context = context;
    this.#batch = batch;
    this.#decision = decision;
  }

  begin(resource: KnownResource): void {
    this.finish();
    this.#resource = resource;
    this.heard = this.#context.heard(resource.id);
  }

  /** Notes that the process and its service were heard, if any of its points was kept. */
  finish(): void {
    if (!this.#kept) return;
    const newest = exactOf(this.#newestLow, this.#newestHigh);
    const oldest = exactOf(this.#oldestLow, this.#oldestHigh);
    noteResource(this.#resource!, oldest, newest, this.#context, this.#decision);
    this.#kept = false;
  }

  /** Tells why so many points are not kept, and answers that they are not. */
  refuse(refusal: Refusal, count = 1): false {
    reject(this.#decision.rejected, refusal, count);
    return false;
  }

  /** Says when the point at hand was measured. */
  measuredAt(timeLow: number, timeHigh: number, at: EpochMs): void {
    this.timeLow = timeLow;
    this.timeHigh = timeHigh;
    this.at = at;
    if (!(at >= this.minute && at < this.minute + minute)) this.minute = at - (at % minute);
  }

  gauge(point: KnownPoint, value: number): boolean {
    const index = this.#indexOf(point.seriesAs('gauge'), point.owner);
    if (index < 0) return this.refuse(this.#context.limit.refusal());
    this.#batch.gauge(index, this.minute, value, this.at);
    return this.#accept();
  }

  count(point: KnownPoint, at: EpochMs, n: number): boolean {
    const index = this.#indexOf(point.seriesAs('counts'), point.owner);
    if (index < 0) return this.refuse(this.#context.limit.refusal());
    if (n !== 0) this.#batch.count(index, at, n);
    return this.#accept();
  }

  /** `size` bins from `from` on in `bins` (counted from 0 where that is null), with the observations of each from `held` on. */
  bins(
    point: KnownPoint,
    at: EpochMs,
    labels: Readonly<Record<string, string>>,
    bins: Numbers | null,
    from: number,
    counts: Numbers,
    held: number,
    size: number,
  ): boolean {
    const index = this.#indexOf(point.seriesAs('bins', labels), point.owner);
    if (index < 0) return this.refuse(this.#context.limit.refusal());
    if (bins === null) this.#batch.bins(index, at, counts, held, size);
    else
      for (let i = 0; i < size; i++) {
        const n = counts[held + i]!;
        if (n !== 0) this.#batch.bin(index, at, bins[from + i]!, n);
      }
    return this.#accept();
  }

  #indexOf(series: KnownSeries, owner: object): number {
    return indexIn(this.#batch, series, owner, this.#context.limit);
  }

  #accept(): true {
    const low = this.timeLow;
    const high = this.timeHigh;
    this.#decision.accepted += 1;
    if (!this.#kept || high > this.#newestHigh || (high === this.#newestHigh && low > this.#newestLow)) {
      this.#newestLow = low;
      this.#newestHigh = high;
    }
    if (!this.#kept || high < this.#oldestHigh || (high === this.#oldestHigh && low < this.#oldestLow)) {
      this.#oldestLow = low;
      this.#oldestHigh = high;
    }
    this.#kept = true;
    return true;
  }
}
