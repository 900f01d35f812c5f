const [dot, minus] = [0x2e, 0x2d];
/** As parseMoney of maths/money.ts takes them. */
const mostPlaces = 6;
/** More are left to the slow way: whole numbers of so many digits are exact. */
const mostDigits = 15;
const tens = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000];

/** Reads decimal text such as `-150.00`, as parseMoney does. What is worth how much is asked once the currency is known. */
export class AmountReader {
  /** Behind the last character of the amount. */
  end = 0;
  #negative = false;
  #whole = 0;
  #fraction = 0;
  /** Of the fraction, without zeros at its end. */
  #places = 0;

  /** Whether a plain decimal begins at `from`. */
  read(bytes: Uint8Array, from: number): boolean {
    this.#negative = bytes[from] === minus;
    const first = this.#negative ? from + 1 : from;
    let at = first;
    let whole = 0;
    for (; ; at++) {
      const digit = bytes[at]! - 0x30;
      if (!(digit >= 0 && digit <= 9) || at - first === mostDigits) break;
      whole = whole * 10 + digit;
    }
    if (at === first) return false;
    this.#whole = whole;
    this.#fraction = 0;
    this.#places = 0;
    this.end = at;
    return bytes[at] !== dot || this.#readFraction(bytes, at + 1);
  }

  #readFraction(bytes: Uint8Array, first: number): boolean {
    let at = first;
    let value = 0;
    for (; ; at++) {
      const digit = bytes[at]! - 0x30;
      if (!(digit >= 0 && digit <= 9)) break;
      if (at - first === mostPlaces) return false;
      value = value * 10 + digit;
      if (digit === 0) continue;
      this.#fraction = value;
      this.#places = at - first + 1;
    }
    this.end = at;
    return at > first;
  }

  /** The amount in minor units of a currency with so many digits; NaN where it has more places. Above 2^53 it is not exact. */
  minor(digits: number): number {
    if (this.#places > digits || digits >= tens.length) return Number.NaN;
    const minor = this.#whole * tens[digits]! + this.#fraction * tens[digits - this.#places]!;
    return this.#negative && minor !== 0 ? -minor : minor;
  }
}
