import { isRefusal } from '../../refusal.ts';
import { pointMessage } from '../message-schema.ts';
import { gaugeValue, sumValue, sumValues } from '../point-value.ts';
import { exactOf, unsignedOf, unsure } from '../wire.ts';
import type { Known } from './known.ts';
import type { KnownMetric, KnownPoint } from './known-values.ts';
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

/** The points of a gauge or sum. */
export class NumberPoints {
  readonly #reading: Reading;
  #last: Known<KnownPoint> | null = null;

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  begin(): void {
    this.#last = null;
  }

  /** Judges the point between `from` and `end`; false where it is left to the library. Throws an Error of the decoder. */
  read(metric: Known<KnownMetric>, from: number, end: number): boolean {
    const reading = this.#reading;
    const { wire, judge } = reading;
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
    if (problem !== null) judge.refuse(problem);
    else if (judge.admits(known.value, timeLow, timeHigh, flags)) {
      judge.startedAt(startLow, startHigh);
      if ((seen & seenInt) !== 0) this.#integer(metric.value, known.value, low, high);
      else this.#other(metric.value, known.value, (seen & seenDouble) !== 0 ? double : null);
    }
    return true;
  }

  /** A value that was sent as an integer of 64 bits; the high half is signed. */
  #integer(metric: KnownMetric, point: KnownPoint, low: number, high: number): void {
    const { judge } = this.#reading;
    if (metric.level) judge.gauge(point, unsignedOf(low, high));
    else if (high < 0) this.#other(metric, point, -1);
    else if (!metric.cumulative) judge.sum(point, unsignedOf(low, high));
    else if (high < 0x20_0000) judge.cumulativeSum(point, unsignedOf(low, high));
    else judge.cumulative(point, sumValues(exactOf(low, high)));
  }

  /** A value that was sent as a double, or none. */
  #other(metric: KnownMetric, point: KnownPoint, value: number | null): void {
    const { judge } = this.#reading;
    const given = { value };
    if (metric.level) {
      const level = gaugeValue(given);
      if (isRefusal(level)) judge.refuse(level);
      else judge.gauge(point, level);
      return;
    }
    const exact = sumValue(given);
    if (isRefusal(exact)) judge.refuse(exact);
    else if (!metric.cumulative) judge.sum(point, Number(exact));
    else if (exact < 0x20_0000_0000_0000n) judge.cumulativeSum(point, Number(exact));
    else judge.cumulative(point, sumValues(exact));
  }
}
