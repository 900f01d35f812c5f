import { type EpochMs, minute } from '../../../../maths/instants.ts';
import type { BatchBuilder } from '../../batch-builder.ts';
import { timeProblem } from '../../event-rules.ts';
import { isRefusal, type Refusal, refuse } from '../../refusal.ts';
import { advance, firstCounts, type Heard } from '../cumulative.ts';
import { noRecordedValue } from '../metrics-data.ts';
import type { MetricsContext, MetricsDecision } from '../metrics-decision.ts';
import { increments, labelledAt, mostAtOnce, type PointValues, placedAt, pointProblem } from '../point-value.ts';
import { reject } from '../rejections.ts';
import { noteResource } from '../resource-points.ts';
import { exactOf, millisecondsOf } from '../wire.ts';
import { asNew, BucketStream, bucketsOf, newestOf, SumStream, sumOf } from './compact-streams.ts';
import type { KnownBounds, KnownPoint, KnownResource } from './known-values.ts';

const noPoint = { attributes: [], start: 0n };
const nothingRecorded = pointProblem({ ...noPoint, time: 1n, flags: noRecordedValue });
const noTime = pointProblem({ ...noPoint, time: 0n, flags: 0 });
const tooLarge = refuse('too_large_number', `expected at most ${mostAtOnce} at once`);
const most = Number(mostAtOnce);

/**
 * Takes points that were read by offset, resource after resource; says of each the same as ResourcePoints does. What takes a
 * point answers whether it is kept, and tells why where it is not.
 */
export class PointJudge {
  readonly #context: MetricsContext;
  readonly #batch: BatchBuilder;
  readonly #decision: MetricsDecision;
  /** The number of the request, for what is remembered from within it. */
  readonly #request: number;
  /** Of the point at hand: its time in halves, in milliseconds, its minute, and its start in halves. */
  #timeLow = 0;
  #timeHigh = 0;
  #at: EpochMs = 0;
  #minute: EpochMs = Number.NaN;
  #startLow = 0;
  #startHigh = 0;
  #heard: Heard | undefined;
  #resource: KnownResource | null = null;
  #kept = false;
  #newestLow = 0;
  #newestHigh = 0;
  #oldestLow = 0;
  #oldestHigh = 0;
  /** Scratch: what a cumulative histogram adds. */
  readonly #more: number[] = [];

  constructor(context: MetricsContext, batch: BatchBuilder, decision: MetricsDecision, request: number) {
    this.#context = context;
    this.#batch = batch;
    this.#decision = decision;
    this.#request = request;
  }

  begin(resource: KnownResource): void {
    this.#resource = resource;
    this.#heard = this.#context.heard(resource.id);
    this.#kept = false;
  }

  /** Notes that the process and its service were heard, if any of its points was kept. */
  finish(): void {
    if (!this.#kept) return;
    const newest = exactOf(this.#newestLow, this.#newestHigh);
    const oldest = exactOf(this.#oldestLow, this.#oldestHigh);
    noteResource(this.#resource!, oldest, newest, this.#context, this.#decision);
  }

  /** Tells why so many points are not kept, and answers that they are not. */
  refuse(refusal: Refusal, count = 1): false {
    reject(this.#decision.rejected, refusal, count);
    return false;
  }

  /** Whether a point of this time may be kept; what is wrong with it is told. */
  admits(point: KnownPoint, timeLow: number, timeHigh: number, flags: number): boolean {
    const at = millisecondsOf(timeLow, timeHigh);
    let problem: Refusal | null = point.foreign;
    if (problem === null && (flags & noRecordedValue) !== 0) problem = nothingRecorded;
    if (problem === null && timeLow === 0 && timeHigh === 0) problem = noTime;
    if (problem === null) problem = timeProblem(at, this.#context.now, this.#context.retentionMs) ?? point.problem;
    if (problem !== null) {
      this.refuse(problem);
      return false;
    }
    this.#timeLow = timeLow;
    this.#timeHigh = timeHigh;
    this.#at = at;
    if (!(at >= this.#minute && at < this.#minute + minute)) this.#minute = at - (at % minute);
    return true;
  }

  /** When the stream of the point at hand began, in halves of nanoseconds. */
  startedAt(low: number, high: number): void {
    this.#startLow = low;
    this.#startHigh = high;
  }

  gauge(point: KnownPoint, value: number): boolean {
    point.keyAs('gauge');
    const index = this.#indexOf(point);
    if (index < 0) return this.refuse(this.#context.limit.refusal());
    this.#batch.gauge(index, this.#minute, value, this.#at);
    return this.#accept();
  }

  /** A delta sum of a whole number, exact below 2^53 and larger than what is taken from there on. */
  sum(point: KnownPoint, value: number): boolean {
    if (value > most) return this.refuse(tooLarge);
    point.keyAs('counts');
    return this.#count(point, this.#minute, value);
  }

  /** A cumulative sum of a whole number below 2^53. */
  cumulativeSum(point: KnownPoint, value: number): boolean {
    const id = point.streamOf(this.#startLow, this.#startHigh);
    const last = this.#decision.streams.get(id) ?? this.#context.stream(id);
    if (last === undefined && this.#isFull()) return this.refuse(this.#context.limit.refusal());
    let n = 0;
    let next = last;
    if (last === undefined || !asNew(last, this.#timeLow, this.#timeHigh)) {
      next = new SumStream(this.#timeLow, this.#timeHigh, value);
      if (last === undefined) n = this.#firstCounts(point) ? value : 0;
      else {
        const before = sumOf(last);
        n = value < before ? value : value - before;
      }
    }
    if (n > most) return this.refuse(tooLarge);
    point.keyAs('counts');
    const since = last === undefined ? Number.NaN : newestOf(last);
    const kept = this.#count(point, this.#placedAt(since), n);
    if (kept) this.#decision.streams.set(id, next!);
    return kept;
  }

  /** Observations by bucket of a delta histogram, each below 2^53. */
  buckets(point: KnownPoint, bounds: KnownBounds, counts: readonly number[], size: number): boolean {
    for (let i = 0; i < size; i++) if (counts[i]! > most) return this.refuse(tooLarge);
    point.keyAs('bins', bounds.labels);
    return this.#bins(point, this.#minute, null, counts, size);
  }

  /** The same of a cumulative one; `counts` is kept and must not be changed afterwards. */
  cumulativeBuckets(point: KnownPoint, bounds: KnownBounds, counts: readonly number[]): boolean {
    const id = point.streamOf(this.#startLow, this.#startHigh);
    const last = this.#decision.streams.get(id) ?? this.#context.stream(id);
    if (last === undefined && this.#isFull()) return this.refuse(this.#context.limit.refusal());
    let add: readonly number[] | null = null;
    let next = last;
    if (last === undefined || !asNew(last, this.#timeLow, this.#timeHigh)) {
      next = new BucketStream(this.#timeLow, this.#timeHigh, counts, bounds.scheme);
      if (last === undefined) add = this.#firstCounts(point) ? counts : null;
      else if (last.scheme === bounds.scheme) add = this.#moreThan(bucketsOf(last, counts.length), counts);
    }
    const size = add === null ? 0 : counts.length;
    for (let i = 0; i < size; i++) if (add![i]! > most) return this.refuse(tooLarge);
    point.keyAs('bins', bounds.labels);
    const since = last === undefined ? Number.NaN : newestOf(last);
    const kept = this.#bins(point, this.#placedAt(since), null, add ?? counts, size);
    if (kept) this.#decision.streams.set(id, next!);
    return kept;
  }

  /** Observations by bin of a delta histogram of another kind. */
  binned(
    point: KnownPoint,
    labels: Readonly<Record<string, string>>,
    bins: readonly number[],
    counts: readonly number[],
    size: number,
  ): boolean {
    for (let i = 0; i < size; i++) if (counts[i]! > most) return this.refuse(tooLarge);
    point.keyAs('bins', labels);
    return this.#bins(point, this.#minute, bins, counts, size);
  }

  /** A cumulative point of any kind, in exact numbers. */
  cumulative(point: KnownPoint, read: PointValues): boolean {
    const { values, scheme, scale } = read;
    const id = point.streamOf(this.#startLow, this.#startHigh);
    const last = this.#decision.streams.get(id) ?? this.#context.stream(id);
    if (last === undefined && this.#isFull()) return this.refuse(this.#context.limit.refusal());
    const time = exactOf(this.#timeLow, this.#timeHigh);
    const { add, next } = advance(
      last,
      { time, values, scheme, scale },
      last === undefined && this.#firstCounts(point),
    );
    const rows = increments(add);
    if (isRefusal(rows)) return this.refuse(rows);
    point.keyAs(read.kind, labelledAt(read, next.scale).labels);
    const at = this.#placedAt(last === undefined ? Number.NaN : newestOf(last));
    const counts = rows.map(([, n]) => n);
    const kept =
      read.kind === 'counts'
        ? this.#count(point, at, counts[0] ?? 0)
        : this.#bins(
            point,
            at,
            rows.map(([bin]) => bin),
            counts,
            rows.length,
          );
    if (kept) this.#decision.streams.set(id, next);
    return kept;
  }

  #isFull(): boolean {
    return this.#decision.streams.size >= this.#context.room.streams;
  }

  #firstCounts({ own }: KnownPoint): boolean {
    const point = {
      start: exactOf(this.#startLow, this.#startHigh),
      time: exactOf(this.#timeLow, this.#timeHigh),
    };
    const listeningSinceNs = BigInt(this.#context.listeningSince) * 1_000_000n;
    return firstCounts(point, listeningSinceNs, this.#heard, this.#context.seriesKnown(own));
  }

  /** What the buckets have more than before; all of them after a fall. */
  #moreThan(before: readonly number[] | undefined, counts: readonly number[]): readonly number[] {
    if (before === undefined) return counts;
    const more = this.#more;
    for (let i = 0; i < counts.length; i++) {
      const n = counts[i]! - before[i]!;
      if (n < 0) return counts;
      more[i] = n;
    }
    return more;
  }

  /** Where the increment of a cumulative point belongs; `last` is the time of the point before, or NaN. */
  #placedAt(last: EpochMs): EpochMs {
    const start = millisecondsOf(this.#startLow, this.#startHigh);
    let since = last;
    if (Number.isNaN(last)) since = this.#heard === undefined ? start : Number(this.#heard.last / 1_000_000n);
    return placedAt(this.#at, Math.max(since, start), this.#context.source.silentAfterMs);
  }

  /** The number of the point's series in the batch, or -1 where the source has no room for it. */
  #indexOf(point: KnownPoint): number {
    if (point.request === this.#request) return point.index;
    if (!this.#context.limit.admits(point.identity)) return -1;
    point.index = this.#batch.series(point.key!, point.identity);
    point.request = this.#request;
    return point.index;
  }

  #count(point: KnownPoint, at: EpochMs, n: number): boolean {
    const index = this.#indexOf(point);
    if (index < 0) return this.refuse(this.#context.limit.refusal());
    if (n !== 0) this.#batch.count(index, at, n);
    return this.#accept();
  }

  #bins(
    point: KnownPoint,
    at: EpochMs,
    bins: readonly number[] | null,
    counts: readonly number[],
    size: number,
  ): boolean {
    const index = this.#indexOf(point);
    if (index < 0) return this.refuse(this.#context.limit.refusal());
    for (let i = 0; i < size; i++) {
      if (counts[i] !== 0) this.#batch.bin(index, at, bins === null ? i : bins[i]!, counts[i]!);
    }
    return this.#accept();
  }

  #accept(): true {
    const [low, high] = [this.#timeLow, this.#timeHigh];
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
