import type { EpochMs } from '../../../../maths/instants.ts';
import type { BatchBuilder } from '../../batch-builder.ts';
import { timeProblem } from '../../event-rules.ts';
import { isRefusal, type Refusal, refuse } from '../../refusal.ts';
import { advance, firstCounts, type Stream } from '../cumulative.ts';
import { noRecordedValue } from '../metrics-data.ts';
import type { MetricsContext, MetricsDecision } from '../metrics-decision.ts';
import { increments, labelledAt, mostAtOnce, type PointValues, placedAt, pointProblem } from '../point-value.ts';
import { exactOf, millisecondsOf } from '../wire.ts';
import { asNew, BucketStream, bucketsOf, newestOf, SumStream, sumOf } from './compact-streams.ts';
import { KeptPoints } from './kept-points.ts';
import type { KnownBounds, KnownPoint, KnownResource } from './known-values.ts';
import { type Labels, type PointColumns, rowOf } from './point-columns.ts';

const noPoint = { attributes: [], start: 0n };
const nothingRecorded = pointProblem({ ...noPoint, time: 1n, flags: noRecordedValue });
const noTime = pointProblem({ ...noPoint, time: 0n, flags: 0 });
const tooLarge = refuse('too_large_number', `expected at most ${mostAtOnce} at once`);
const most = Number(mostAtOnce);

/** Judges the points of a request that stand in columns; says of each the same as ResourcePoints does. */
export class PointJudge {
  readonly #context: MetricsContext;
  readonly #decision: MetricsDecision;
  readonly #kept: KeptPoints;
  #startLow = 0;
  #startHigh = 0;
  /** The id of the stream of the point at hand. */
  #stream = '';

  constructor(context: MetricsContext, batch: BatchBuilder, decision: MetricsDecision) {
    this.#context = context;
    this.#decision = decision;
    this.#kept = new KeptPoints(context, batch, decision);
  }

  /** Judges all rows, in their order. */
  all(columns: PointColumns): void {
    for (let row = 0; row < columns.size; row++) {
      const kind = columns.kinds[row]!;
      const beside = columns.beside[row]!;
      if (kind === rowOf.resource) this.#kept.begin(beside as KnownResource);
      else if (kind === rowOf.refused) this.#kept.refuse(beside as Refusal, columns.values[row]!);
      else if (this.#admits(columns, row)) this.#take(columns, row, kind);
    }
    this.#kept.finish();
  }

  /** Whether a point of this time may be kept; what is wrong with it is told. */
  #admits(columns: PointColumns, row: number): boolean {
    const point = columns.points[row]!;
    const timeLow = columns.word(row, 0);
    const timeHigh = columns.word(row, 1);
    const at = millisecondsOf(timeLow, timeHigh);
    let problem: Refusal | null = point.foreign;
    if (problem === null && (columns.word(row, 4) & noRecordedValue) !== 0) problem = nothingRecorded;
    if (problem === null && timeLow === 0 && timeHigh === 0) problem = noTime;
    if (problem === null) problem = timeProblem(at, this.#context.now, this.#context.retentionMs) ?? point.problem;
    if (problem !== null) return this.#kept.refuse(problem);
    this.#kept.measuredAt(timeLow, timeHigh, at);
    this.#startLow = columns.word(row, 2);
    this.#startHigh = columns.word(row, 3);
    return true;
  }

  #take(columns: PointColumns, row: number, kind: number): boolean {
    const point = columns.points[row]!;
    const value = columns.values[row]!;
    const beside = columns.beside[row]!;
    if (kind === rowOf.gauge) return this.#kept.gauge(point, value);
    if (kind === rowOf.sum)
      return value > most ? this.#kept.refuse(tooLarge) : this.#kept.count(point, this.#kept.minute, value);
    if (kind === rowOf.cumulativeSum) return this.#cumulativeSum(point, value);
    if (kind === rowOf.cumulative) return this.#cumulative(point, beside as PointValues);
    if (kind === rowOf.wrong) return this.#kept.refuse(beside as Refusal);
    const { numbers } = columns;
    const from = columns.word(row, 5);
    const size = columns.word(row, 6);
    if (kind === rowOf.cumulativeBuckets)
      return this.#cumulativeBuckets(point, beside as KnownBounds, numbers, from, size);
    const isBuckets = kind === rowOf.buckets;
    const held = isBuckets ? from : from + size;
    for (let i = held; i < held + size; i++) if (numbers[i]! > most) return this.#kept.refuse(tooLarge);
    const labels = isBuckets ? (beside as KnownBounds).labels : (beside as Labels);
    return this.#kept.bins(point, this.#kept.minute, labels, isBuckets ? null : numbers, from, numbers, held, size);
  }

  #cumulativeSum(point: KnownPoint, value: number): boolean {
    const last = this.#last(point);
    if (last === undefined && this.#isFull()) return this.#kept.refuse(this.#context.limit.refusal());
    let n = 0;
    let next = last;
    if (last === undefined || !asNew(last, this.#kept.timeLow, this.#kept.timeHigh)) {
      next = new SumStream(this.#kept.timeLow, this.#kept.timeHigh, value);
      if (last === undefined) n = this.#firstCounts(point) ? value : 0;
      else {
        const before = sumOf(last);
        n = value < before ? value : value - before;
      }
    }
    if (n > most) return this.#kept.refuse(tooLarge);
    return this.#goesOn(next!, this.#kept.count(point, this.#placedAt(last), n));
  }

  #cumulativeBuckets(
    point: KnownPoint,
    bounds: KnownBounds,
    numbers: Float64Array,
    from: number,
    size: number,
  ): boolean {
    const last = this.#last(point);
    if (last === undefined && this.#isFull()) return this.#kept.refuse(this.#context.limit.refusal());
    let add: readonly number[] = [];
    let next = last;
    if (last === undefined || !asNew(last, this.#kept.timeLow, this.#kept.timeHigh)) {
      const counts = new Array<number>(size);
      for (let i = 0; i < size; i++) counts[i] = numbers[from + i]!;
      next = new BucketStream(this.#kept.timeLow, this.#kept.timeHigh, counts, bounds.scheme);
      if (last === undefined) add = this.#firstCounts(point) ? counts : [];
      else if (last.scheme === bounds.scheme) add = moreThan(bucketsOf(last, size), counts);
    }
    for (let i = 0; i < add.length; i++) if (add[i]! > most) return this.#kept.refuse(tooLarge);
    const at = this.#placedAt(last);
    return this.#goesOn(next!, this.#kept.bins(point, at, bounds.labels, null, 0, add, 0, add.length));
  }

  /** A cumulative point of any kind, in exact numbers. */
  #cumulative(point: KnownPoint, read: PointValues): boolean {
    const { values, scheme, scale } = read;
    const last = this.#last(point);
    if (last === undefined && this.#isFull()) return this.#kept.refuse(this.#context.limit.refusal());
    const now = { time: exactOf(this.#kept.timeLow, this.#kept.timeHigh), values, scheme, scale };
    const { add, next } = advance(last, now, last === undefined && this.#firstCounts(point));
    const rows = increments(add);
    if (isRefusal(rows)) return this.#kept.refuse(rows);
    const at = this.#placedAt(last);
    const counts = rows.map(([, n]) => n);
    if (read.kind === 'counts') return this.#goesOn(next, this.#kept.count(point, at, counts[0] ?? 0));
    const bins = rows.map(([bin]) => bin);
    const { labels } = labelledAt(read, next.scale);
    return this.#goesOn(next, this.#kept.bins(point, at, labels, bins, 0, counts, 0, bins.length));
  }

  /** The stream of the point at hand before it, and its id. */
  #last(point: KnownPoint): Stream | undefined {
    this.#stream = point.streamOf(this.#startLow, this.#startHigh);
    return this.#decision.streams.get(this.#stream) ?? this.#context.stream(this.#stream);
  }

  #isFull(): boolean {
    return this.#decision.streams.size >= this.#context.room.streams;
  }

  #goesOn(next: Stream, kept: boolean): boolean {
    if (kept) this.#decision.streams.set(this.#stream, next);
    return kept;
  }

  #firstCounts({ own }: KnownPoint): boolean {
    const start = exactOf(this.#startLow, this.#startHigh);
    const time = exactOf(this.#kept.timeLow, this.#kept.timeHigh);
    const listeningSinceNs = BigInt(this.#context.listeningSince) * 1_000_000n;
    return firstCounts({ start, time }, listeningSinceNs, this.#kept.heard, this.#context.seriesKnown(own));
  }

  /** Where the increment of a cumulative point belongs. */
  #placedAt(last: Stream | undefined): EpochMs {
    const start = millisecondsOf(this.#startLow, this.#startHigh);
    const { heard, at } = this.#kept;
    const since = last !== undefined ? newestOf(last) : heard !== undefined ? Number(heard.last / 1_000_000n) : start;
    return placedAt(at, Math.max(since, start), this.#context.source.silentAfterMs);
  }
}

/** What the buckets have more than before; all of them after a fall. */
function moreThan(before: readonly number[] | undefined, counts: readonly number[]): readonly number[] {
  if (before === undefined) return counts;
  const more = new Array<number>(counts.length);
  for (let i = 0; i < counts.length; i++) {
    const n = counts[i]! - before[i]!;
    if (n < 0) return counts;
    more[i] = n;
  }
  return more;
}
