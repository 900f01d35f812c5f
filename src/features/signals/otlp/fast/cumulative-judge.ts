import type { EpochMs } from '../../../../maths/instants.ts';
import { isRefusal, refuse } from '../../refusal.ts';
import { advance, firstCounts } from '../cumulative.ts';
import type { MetricsContext } from '../metrics-decision.ts';
import { increments, labelledAt, mostAtOnce, type PointValues, placedAt, sumValues } from '../point-value.ts';
import { cellOf } from '../stream-cells.ts';
import { exactOf, millisecondsOf } from '../wire.ts';
import type { KeptPoints } from './kept-points.ts';
import type { KnownBounds, KnownPoint } from './known-values.ts';

export const tooLarge = refuse('too_large_number', `expected at most ${mostAtOnce} at once`);
const most = Number(mostAtOnce);

/** Compares cumulative points with their streams; says the same as `advance`, of which it leaves what is rare to it. */
export class CumulativeJudge {
  readonly #context: MetricsContext;
  readonly #kept: KeptPoints;
  /** When the stream of the point at hand began, in halves of nanoseconds. */
  startLow = 0;
  startHigh = 0;

  constructor(context: MetricsContext, kept: KeptPoints) {
    this.#context = context;
    this.#kept = kept;
  }

  sum(point: KnownPoint, value: number): boolean {
    const { streams } = this.#context;
    const { cells } = streams;
    const { timeLow, timeHigh } = this.#kept;
    const slot = this.#slotOf(point);
    const last = streams.lastCell(slot);
    if (last < 0 ? streams.isFull : cells.kinds[last] === cellOf.other)
      return this.exact(point, sumValues(BigInt(value)));
    const isOld = last >= 0 && cells.asNew(last, timeLow, timeHigh);
    let n = 0;
    if (last < 0) n = this.#firstCounts(point) ? value : 0;
    else if (!isOld && cells.kinds[last] === cellOf.sum) {
      const before = cells.values[last]!;
      n = value < before ? value : value - before;
    }
    if (n > most) return this.#kept.refuse(tooLarge);
    if (!this.#kept.count(point, this.#placedAt(last), n)) return false;
    if (!isOld) cells.putSum(this.#nextCell(point, slot, last), timeLow, timeHigh, value);
    return true;
  }

  /** A histogram of `size` buckets, with the observations of each from `from` on. */
  buckets(point: KnownPoint, bounds: KnownBounds, numbers: Float64Array, from: number, size: number): boolean {
    const { streams } = this.#context;
    const { cells } = streams;
    const { timeLow, timeHigh } = this.#kept;
    const { scheme } = bounds;
    const slot = this.#slotOf(point);
    const last = streams.lastCell(slot);
    if (last < 0 && streams.isFull) return this.#kept.refuse(this.#context.limit.refusal());
    if (last >= 0 && cells.kinds[last] === cellOf.other) {
      const counts = Array.from(numbers.subarray(from, from + size), (n, bin): [number, bigint] => [bin, BigInt(n)]);
      const values = new Map(counts.filter(([, n]) => n !== 0n));
      return this.exact(point, { kind: 'bins', values, labels: bounds.labels, scheme, scale: 0 });
    }
    const isOld = last >= 0 && cells.asNew(last, timeLow, timeHigh);
    let add: Float64Array = numbers;
    let begin = from;
    let added = size;
    if (last < 0) added = this.#firstCounts(point) ? size : 0;
    else if (isOld || cells.kinds[last] !== cellOf.buckets || cells.schemes[last] !== scheme) added = 0;
    else if (moreThan(cells.counts, cells.values[last]!, numbers, from, size)) {
      add = more;
      begin = 0;
    }
    for (let i = begin; i < begin + added; i++) if (add[i]! > most) return this.#kept.refuse(tooLarge);
    const at = this.#placedAt(last);
    if (!this.#kept.bins(point, at, bounds.labels, null, 0, add, begin, added)) return false;
    if (isOld) return true;
    cells.putBuckets(this.#nextCell(point, slot, last), timeLow, timeHigh, numbers, from, size, scheme);
    return true;
  }

  /** A cumulative point of any kind, in exact numbers. */
  exact(point: KnownPoint, read: PointValues): boolean {
    const { streams, limit } = this.#context;
    const { values, scheme, scale } = read;
    const id = point.streamOf(this.startLow, this.startHigh);
    const cell = streams.lastCell(this.#slotOf(point));
    const last = cell < 0 ? undefined : streams.cells.read(cell);
    if (last === undefined && streams.isFull) return this.#kept.refuse(limit.refusal());
    const now = { time: exactOf(this.#kept.timeLow, this.#kept.timeHigh), values, scheme, scale };
    const { add, next } = advance(last, now, last === undefined && this.#firstCounts(point));
    const rows = increments(add);
    if (isRefusal(rows)) return this.#kept.refuse(rows);
    const at = this.#placedAt(cell);
    const counts = rows.map(([, n]) => n);
    const bins = rows.map(([bin]) => bin);
    const { labels } = labelledAt(read, next.scale);
    const isKept =
      read.kind === 'counts'
        ? this.#kept.count(point, at, counts[0] ?? 0)
        : this.#kept.bins(point, at, labels, bins, 0, counts, 0, bins.length);
    if (isKept && next !== last) streams.set(id, next);
    return isKept;
  }

  #slotOf(point: KnownPoint): number {
    return point.slotIn(this.#context.streams.table, this.startLow, this.startHigh);
  }

  #nextCell(point: KnownPoint, slot: number, last: number): number {
    const { streams } = this.#context;
    return streams.nextCell(last < 0 ? streams.begin(point.streamOf(this.startLow, this.startHigh)) : slot);
  }

  #firstCounts({ own }: KnownPoint): boolean {
    const start = exactOf(this.startLow, this.startHigh);
    const time = exactOf(this.#kept.timeLow, this.#kept.timeHigh);
    const listeningSinceNs = BigInt(this.#context.listeningSince) * 1_000_000n;
    return firstCounts({ start, time }, listeningSinceNs, this.#kept.heard, this.#context.seriesKnown(own));
  }

  /** Where the increment of a point belongs, whose stream was last heard as this cell says. */
  #placedAt(last: number): EpochMs {
    const start = millisecondsOf(this.startLow, this.startHigh);
    const { heard, at } = this.#kept;
    const { cells } = this.#context.streams;
    let since = start;
    if (last >= 0) since = millisecondsOf(cells.lows[last]!, cells.highs[last]!);
    else if (heard !== undefined) since = Number(heard.last / 1_000_000n);
    return placedAt(at, Math.max(since, start), this.#context.source.silentAfterMs);
  }
}

/** Puts into `more` what the buckets have more than before; false where one fell: then all of them are new. */
function moreThan(before: Float64Array, at: number, counts: Float64Array, from: number, size: number): boolean {
  if (more.length < size) more = new Float64Array(2 * size);
  for (let i = 0; i < size; i++) {
    const n = counts[from + i]! - before[at + i]!;
    if (n < 0) return false;
    more[i] = n;
  }
  return true;
}

/** Used for one point after the other. */
let more = new Float64Array(64);
