import { downscaled, finestScale, positiveBin } from '../../bins.ts';
import type { Refusal } from '../../refusal.ts';
import {
  exponentialLabels,
  exponentialProblem,
  exponentialScheme,
  histogramProblem,
  mostBuckets,
} from '../histogram-bins.ts';
import { pointMessage } from '../message-schema.ts';
import { unsure, type Wire } from '../wire.ts';
import type { Known } from './known.ts';
import type { KnownMetric, KnownPoint } from './known-values.ts';
import { type Beside, rowOf } from './point-columns.ts';
import { endOfAttributes, expectedAfter, pointWith, type Reading } from './reading.ts';

/** Tags of ExponentialHistogramDataPoint, and of its buckets. */
const tag = {
  attribute: 0x0a,
  start: 0x11,
  time: 0x19,
  count: 0x21,
  sum: 0x29,
  scale: 0x30,
  zeroCount: 0x39,
  positive: 0x42,
  negative: 0x4a,
  flags: 0x50,
  exemplar: 0x5a,
  min: 0x61,
  max: 0x69,
  zeroThreshold: 0x71,
} as const;
const bucketsTag = { offset: 0x08, counts: 0x12 } as const;

const inexact = 0x20_0000;
const radix = 4_294_967_296;
const signed = (zigzag: number): number => (zigzag >>> 1) ^ -(zigzag & 1);

/** Buckets above or below zero: the number of the first, and the observations of each. */
interface Side {
  offset: number;
  counts: number[];
  size: number;
}

/** Labels of what has no zero bucket of some width: nearly every histogram. One object for each scale. */
const labelsOfScale = new Map<number, Readonly<Record<string, string>>>();
for (let scale = -10; scale <= finestScale; scale++) labelsOfScale.set(scale, exponentialLabels(scale, 0));

/** The points of an exponential histogram. */
export class ExponentialPoints {
  readonly #reading: Reading;
  #last: Known<KnownPoint> | null = null;
  readonly #positive: Side = { offset: 0, counts: [], size: 0 };
  readonly #negative: Side = { offset: 0, counts: [], size: 0 };
  #scale = 0;
  #threshold = 0;
  #zeroCount = 0;
  #count = 0;
  /** Scratch: stored bins and what they hold. */
  readonly #bins: number[] = [];
  readonly #held: number[] = [];
  #size = 0;
  #beside: Beside = null;

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  begin(): void {
    this.#last = null;
  }

  /** Adds the point between `from` and `end`; false where it is left to the library. Throws an Error of the decoder. */
  read(metric: Known<KnownMetric>, from: number, end: number): boolean {
    const reading = this.#reading;
    const { wire, columns } = reading;
    const { view } = wire;
    let startLow = 0;
    let startHigh = 0;
    let timeLow = 0;
    let timeHigh = 0;
    let flags = 0;
    let attributesFrom = from;
    let attributesTo = from;
    let seen = 0;
    reading.matched = undefined;
    this.#clear();
    wire.at = from;
    while (wire.at < end) {
      const field = wire.bytes[wire.at++]!;
      // one bit for each field number; an exemplar alone may come more than once
      const bit = field === tag.exemplar ? 0 : 1 << (field >>> 3);
      if ((seen & bit) !== 0) return false;
      seen |= bit;
      if (field === tag.attribute) {
        attributesFrom = wire.at - 1;
        const expected = expectedAfter(metric, this.#last);
        attributesTo = endOfAttributes(reading, expected, tag.attribute, attributesFrom, end);
        if (attributesTo === unsure) return false;
        wire.at = attributesTo;
      } else if ((field & 7) === 1) {
        if (!wire.fixed64(end)) return false;
        if (field === tag.time) [timeLow, timeHigh] = [wire.low, wire.high];
        else if (field === tag.start) [startLow, startHigh] = [wire.low, wire.high];
        else if (field === tag.zeroThreshold) this.#threshold = view.getFloat64(wire.at - 8, true);
        else if (field === tag.count || field === tag.zeroCount) {
          if (wire.high >= inexact) return false;
          if (field === tag.count) this.#count = wire.high * radix + wire.low;
          else this.#zeroCount = wire.high * radix + wire.low;
        } else if (field !== tag.sum && field !== tag.min && field !== tag.max) return false;
      } else {
        const value = wire.varint(end);
        if (value === unsure) return false;
        if (field === tag.flags) flags = value;
        else if (field === tag.scale) this.#scale = signed(value);
        else if (value > end - wire.at) return false;
        else if (field === tag.exemplar) wire.at += value;
        else {
          const side = field === tag.positive ? this.#positive : field === tag.negative ? this.#negative : null;
          if (side === null || !readSide(wire, side, wire.at + value)) return false;
        }
      }
    }
    const { exponential } = pointMessage;
    const known = pointWith(reading, exponential, metric.value, metric, this.#last, attributesFrom, attributesTo);
    this.#last = known;
    const { problem, cumulative } = metric.value;
    if (problem !== null) columns.refused(problem, 1);
    else {
      const numbers = columns.used;
      const wrong = this.#values(cumulative);
      if (wrong === unsure) return false;
      const kind = wrong !== null ? rowOf.wrong : cumulative ? rowOf.cumulative : rowOf.bins;
      const beside = wrong ?? this.#beside;
      columns.point(kind, known.value, beside, 0, timeLow, timeHigh, startLow, startHigh, flags);
      columns.numbered(numbers, this.#size);
    }
    return true;
  }

  #clear(): void {
    for (const side of [this.#positive, this.#negative]) {
      side.offset = 0;
      side.size = 0;
    }
    this.#scale = 0;
    this.#threshold = 0;
    this.#zeroCount = 0;
    this.#count = 0;
  }

  /** What is wrong with the point or null, and `beside` it what it holds; `unsure` where doubles do not hold its sum. */
  #values(cumulative: boolean): Refusal | typeof unsure | null {
    const problem = exponentialProblem(this.#scale, this.#threshold) ?? this.#binned();
    if (problem !== null) return problem;
    let sum = 0;
    for (let i = 0; i < this.#size; i++) sum += this.#held[i]!;
    if (sum > Number.MAX_SAFE_INTEGER) return unsure;
    if (sum !== this.#count) return histogramProblem.otherExponentialCount;
    const scale = Math.min(this.#scale, finestScale);
    const labels = this.#threshold > 0 ? exponentialLabels(scale, this.#threshold) : labelsOfScale.get(scale)!;
    if (cumulative) {
      const values = new Map<number, bigint>();
      for (let i = 0; i < this.#size; i++) values.set(this.#bins[i]!, BigInt(this.#held[i]!));
      this.#beside = { kind: 'bins', values, labels, scheme: exponentialScheme(this.#threshold), scale };
      return null;
    }
    this.#beside = labels;
    const { columns } = this.#reading;
    columns.reserve(2 * this.#size);
    for (let i = 0; i < this.#size; i++) columns.numbers[columns.used++] = this.#bins[i]!;
    for (let i = 0; i < this.#size; i++) columns.numbers[columns.used++] = this.#held[i]!;
    return null;
  }

  /** The observations of both sides and of zero by stored bin, in that order; or what is wrong with them. */
  #binned(): Refusal | null {
    this.#size = 0;
    if (this.#zeroCount > 0) this.#hold(0, this.#zeroCount);
    return this.#side(1, this.#positive) ?? this.#side(-1, this.#negative);
  }

  #side(sign: 1 | -1, { offset, counts, size }: Side): Refusal | null {
    if (size > mostBuckets) return histogramProblem.manyBuckets;
    const steps = this.#scale - Math.min(this.#scale, finestScale);
    for (let i = 0; i < size; i++) {
      if (counts[i] === 0) continue;
      const bin = positiveBin(downscaled(offset + i, steps));
      if (bin === null) return histogramProblem.offset;
      this.#hold(sign * bin, counts[i]!);
    }
    return null;
  }

  /** Neighbours that fall into one bin come one after the other. */
  #hold(bin: number, n: number): void {
    const last = this.#size - 1;
    if (last >= 0 && this.#bins[last] === bin) this.#held[last] = this.#held[last]! + n;
    else {
      this.#bins[this.#size] = bin;
      this.#held[this.#size] = n;
      this.#size += 1;
    }
  }
}

/** Buckets that end at `end`; false where they are left to the library. */
function readSide(wire: Wire, side: Side, end: number): boolean {
  let seen = 0;
  while (wire.at < end) {
    const field = wire.bytes[wire.at++]!;
    if ((seen & field) !== 0) return false;
    seen |= field;
    const value = wire.varint(end);
    if (value === unsure) return false;
    if (field === bucketsTag.offset) side.offset = signed(value);
    else if (field !== bucketsTag.counts || value > end - wire.at) return false;
    else {
      const to = wire.at + value;
      while (wire.at < to) {
        if (!wire.varint64(to) || wire.high >= inexact) return false;
        side.counts[side.size++] = wire.high * radix + wire.low;
      }
    }
  }
  return true;
}
