import { isRefusal } from '../../refusal.ts';
import { pointMessage } from '../message-schema.ts';
import { gaugeValue, sumValue, sumValues } from '../point-value.ts';
import { exactOf, unsignedOf, unsure } from '../wire.ts';
import type { Known } from './known.ts';
import type { KnownMetric, KnownPoint } from './known-values.ts';
import { type Beside, type Row, rowOf } from './point-columns.ts';
import { endOfAttributes, expectedAfter, pointWith, type Reading } from './reading.ts';

/** Tags of NumberDataPoint. */
const tag = {
  start: 0x11,
  time: 0x19,
  asDouble: 0x21,
  exemplar: 0x2a,
  asInt: 0x31,
  attribute: 0x3a,
  flags: 0x40,
} as const;

/** Bits of the fields that were seen: one that comes twice is left to the library. */
const seenStart = 1;
const seenTime = 2;
const seenDouble = 4;
const seenInt = 8;
const seenAttributes = 16;
const seenFlags = 32;

/** High halves from here on are numbers that a double does not hold exactly. */
const inexact = 0x20_0000;

/** The points of a gauge or sum. */
export class NumberPoints {
  readonly #reading: Reading;
  #last: Known<KnownPoint> | null = null;
  /** What the value of the point at hand comes to. */
  #kind: Row = rowOf.gauge;
  #value = 0;
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
    const { bytes, view } = wire;
    let startLow = 0;
    let startHigh = 0;
    let timeLow = 0;
    let timeHigh = 0;
    let low = 0;
    let high = 0;
    let double = 0;
    let flags = 0;
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
        attributesTo = endOfAttributes(reading, expectedAfter(metric, this.#last), tag.attribute, at - 1, end);
        if (attributesTo === unsure) return false;
        at = attributesTo;
      } else if (field === tag.exemplar || field === tag.flags) {
        wire.at = at;
        const value = wire.varint(end);
        if (value === unsure) return false;
        at = wire.at;
        if (field === tag.flags) {
          bit = seenFlags;
          flags = value;
        } else if (value > end - at) return false;
        else at += value;
      } else {
        if (at + 8 > end) return false;
        if (field === tag.time) {
          bit = seenTime;
          timeLow = view.getUint32(at, true);
          timeHigh = view.getUint32(at + 4, true);
        } else if (field === tag.start) {
          bit = seenStart;
          startLow = view.getUint32(at, true);
          startHigh = view.getUint32(at + 4, true);
        } else if (field === tag.asInt) {
          bit = seenInt;
          low = view.getUint32(at, true);
          high = view.getInt32(at + 4, true);
        } else if (field === tag.asDouble) {
          bit = seenDouble;
          double = view.getFloat64(at, true);
        } else return false;
        at += 8;
      }
      if ((seen & bit) !== 0) return false;
      seen |= bit;
    }
    if ((seen & (seenInt | seenDouble)) === (seenInt | seenDouble)) return false;
    const { number } = pointMessage;
    const known = pointWith(reading, number, metric.value, metric, this.#last, attributesFrom, attributesTo);
    this.#last = known;
    const { problem } = metric.value;
    if (problem !== null) columns.refused(problem, 1);
    else {
      if ((seen & seenInt) !== 0) this.#integer(metric.value, low, high);
      else this.#other(metric.value, (seen & seenDouble) !== 0 ? double : null);
      columns.point(this.#kind, known.value, this.#beside, this.#value, timeLow, timeHigh, startLow, startHigh, flags);
    }
    return true;
  }

  #is(kind: Row, value: number, beside: Beside = null): void {
    this.#kind = kind;
    this.#value = value;
    this.#beside = beside;
  }

  /** A value that was sent as an integer of 64 bits; the high half is signed. */
  #integer(metric: KnownMetric, low: number, high: number): void {
    if (metric.level) this.#is(rowOf.gauge, unsignedOf(low, high));
    else if (high < 0) this.#other(metric, -1);
    else if (!metric.cumulative) this.#is(rowOf.sum, unsignedOf(low, high));
    else if (high < inexact) this.#is(rowOf.cumulativeSum, unsignedOf(low, high));
    else this.#is(rowOf.cumulative, 0, sumValues(exactOf(low, high)));
  }

  /** A value that was sent as a double, or none. */
  #other(metric: KnownMetric, value: number | null): void {
    const given = { value };
    if (metric.level) {
      const level = gaugeValue(given);
      if (isRefusal(level)) this.#is(rowOf.wrong, 0, level);
      else this.#is(rowOf.gauge, level);
      return;
    }
    const exact = sumValue(given);
    if (isRefusal(exact)) this.#is(rowOf.wrong, 0, exact);
    else if (!metric.cumulative) this.#is(rowOf.sum, Number(exact));
    else if (exact < 2n ** 53n) this.#is(rowOf.cumulativeSum, Number(exact));
    else this.#is(rowOf.cumulative, 0, sumValues(exact));
  }
}
