import type { Refusal } from '../../refusal.ts';
import { histogramProblem } from '../histogram-bins.ts';
import { pointMessage } from '../message-schema.ts';
import { unsure } from '../wire.ts';
import type { Known } from './known.ts';
import { type KnownBounds, type KnownMetric, type KnownPoint, knownBounds } from './known-values.ts';
import { rowOf } from './point-columns.ts';
import { cameAfter, endOfAttributes, expectedAfter, pointWith, type Reading } from './reading.ts';

/** Tags of HistogramDataPoint. */
const tag = {
  start: 0x11,
  time: 0x19,
  count: 0x21,
  sum: 0x29,
  buckets: 0x32,
  bounds: 0x3a,
  exemplar: 0x42,
  attribute: 0x4a,
  flags: 0x50,
  min: 0x59,
  max: 0x61,
} as const;

/** Bits of the fields that were seen: one that comes twice is left to the library. */
const seenStart = 1;
const seenTime = 2;
const seenCount = 4;
const seenBuckets = 8;
const seenBounds = 16;
const seenAttributes = 32;
const seenFlags = 64;

/** High halves from here on are numbers that a double does not hold exactly. */
const inexact = 0x20_0000;
const radix = 4_294_967_296;

/** The points of a histogram with explicit bounds. */
export class HistogramPoints {
  readonly #reading: Reading;
  /** Of the bounds that the last point had, and that point. */
  #bounds: Known<KnownBounds> | null = null;
  #last: Known<KnownPoint> | null = null;

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  begin(): void {
    this.#bounds = null;
    this.#last = null;
  }

  /** Adds the point between `from` and `end`; false where it is left to the library. Throws an Error of the decoder. */
  read(metric: Known<KnownMetric>, from: number, end: number): boolean {
    const reading = this.#reading;
    const { wire, columns } = reading;
    const { bytes, view } = wire;
    let startLow = 0;
    let startHigh = 0;
    let timeLow = 0;
    let timeHigh = 0;
    let count = 0;
    let flags = 0;
    let bucketsFrom = from;
    let bucketsTo = from;
    let boundsFrom = from;
    let boundsTo = from;
    let attributesFrom = from;
    let attributesTo = from;
    let seen = 0;
    let at = from;
    reading.matched = undefined;
    while (at < end) {
      const field = bytes[at++]!;
      let bit = 0;
      if (field === tag.attribute) {
        bit = seenAttributes;
        attributesFrom = at - 1;
        const bounds = this.#boundsOf(metric, boundsFrom, boundsTo);
        attributesTo = endOfAttributes(reading, expectedAfter(bounds, this.#last), tag.attribute, at - 1, end);
        if (attributesTo === unsure) return false;
        at = attributesTo;
      } else if ((field & 7) === 1) {
        if (at + 8 > end) return false;
        if (field === tag.time) {
          bit = seenTime;
          timeLow = view.getUint32(at, true);
          timeHigh = view.getUint32(at + 4, true);
        } else if (field === tag.start) {
          bit = seenStart;
          startLow = view.getUint32(at, true);
          startHigh = view.getUint32(at + 4, true);
        } else if (field === tag.count) {
          bit = seenCount;
          const high = view.getUint32(at + 4, true);
          if (high >= inexact) return false;
          count = high * radix + view.getUint32(at, true);
        } else if (field !== tag.sum && field !== tag.min && field !== tag.max) return false;
        at += 8;
      } else {
        wire.at = at;
        const value = wire.varint(end);
        at = wire.at;
        if (value === unsure) return false;
        if (field === tag.flags) {
          bit = seenFlags;
          flags = value;
        } else {
          if (value > end - at) return false;
          if (field === tag.buckets) {
            if ((value & 7) !== 0) return false;
            bit = seenBuckets;
            bucketsFrom = at;
            bucketsTo = at + value;
          } else if (field === tag.bounds) {
            // what is known of the attributes depends on the bounds
            if ((seen & seenAttributes) !== 0 || (value & 7) !== 0) return false;
            bit = seenBounds;
            boundsFrom = at;
            boundsTo = at + value;
          } else if (field !== tag.exemplar) return false;
          at += value;
        }
      }
      if ((seen & bit) !== 0) return false;
      seen |= bit;
    }
    const bounds = (seen & seenAttributes) !== 0 ? this.#bounds! : this.#boundsOf(metric, boundsFrom, boundsTo);
    const { histogram } = pointMessage;
    const known = pointWith(reading, histogram, metric.value, bounds, this.#last, attributesFrom, attributesTo);
    this.#last = known;
    const { problem, cumulative } = metric.value;
    const given = (bucketsTo - bucketsFrom) >>> 3;
    const numbers = columns.used;
    const sum = this.#counts(bucketsFrom, bucketsTo);
    if (sum === unsure) return false;
    if (problem !== null) {
      columns.refused(problem, 1);
      return true;
    }
    const wrong = wrongOf(bounds.value, given, sum, count);
    const size = given === 0 ? 1 : given;
    if (given === 0) columns.numbers[columns.used++] = count;
    const kind = wrong !== null ? rowOf.wrong : cumulative ? rowOf.cumulativeBuckets : rowOf.buckets;
    columns.point(kind, known.value, wrong ?? bounds.value, 0, timeLow, timeHigh, startLow, startHigh, flags);
    columns.numbered(numbers, size);
    return true;
  }

  /** Adds the observations of each bucket to the numbers and gives their sum; `unsure` where doubles do not hold them. */
  #counts(from: number, to: number): number {
    const { wire, columns } = this.#reading;
    const { view } = wire;
    columns.reserve(1 + ((to - from) >>> 3));
    const { numbers } = columns;
    let { used } = columns;
    let sum = 0;
    for (let at = from; at < to; at += 8) {
      const high = view.getUint32(at + 4, true);
      if (high >= inexact) return unsure;
      const n = high * radix + view.getUint32(at, true);
      numbers[used++] = n;
      sum += n;
    }
    columns.used = used;
    return sum > Number.MAX_SAFE_INTEGER ? unsure : sum;
  }

  /** The bounds in this range, remembered or worked out now. */
  #boundsOf(metric: Known<KnownMetric>, from: number, to: number): Known<KnownBounds> {
    const { wire, parts } = this.#reading;
    const before = this.#bounds;
    const expected = before ?? (metric.first as Known<KnownBounds> | undefined);
    if (expected !== undefined && expected.length === to - from && expected.at >= 0) {
      if (parts.beginsWith(expected, wire, from, to)) {
        this.#bounds = expected;
        return expected;
      }
    }
    let found = parts.find(wire, metric, 0, from, to) as Known<KnownBounds> | undefined;
    if (found === undefined) {
      const bounds: number[] = [];
      for (let at = from; at < to; at += 8) bounds.push(wire.view.getFloat64(at, true));
      found = parts.add(wire, metric, 0, from, to, knownBounds(bounds));
    }
    if (before === null) cameAfter(metric, null, found);
    this.#bounds = found;
    this.#last = null;
    return found;
  }
}

/** What is wrong with a histogram of so many buckets that hold so many observations, or null. One without buckets holds all in one. */
function wrongOf(bounds: KnownBounds, given: number, sum: number, count: number): Refusal | null {
  if (bounds.problem !== null) return bounds.problem;
  if (given === 0 && bounds.buckets === 1) return null;
  if (given !== bounds.buckets) return histogramProblem.notOneMore;
  return sum === count ? null : histogramProblem.otherCount;
}
