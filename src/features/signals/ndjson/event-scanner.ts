import { isUtf8 } from 'node:buffer';
import { hasTooManyValues } from '../body-parts.ts';
import { highHalf, lowHalf } from '../distinct-hashes.ts';
import { mostMinor } from '../event-amount.ts';
import { mostRows } from '../event-body.ts';
import { AmountReader } from './amount-reader.ts';
import { FormTable } from './form-table.ts';
import { GroupSums, mostSummed } from './group-sums.ts';
import { InstantReader } from './instant-reader.ts';
import { KeyedHashes } from './keyed-hashes.ts';
import { knownRules } from './known-rules.ts';
import { ends } from './pattern-tree.ts';
import { textEnd, valueEnd } from './plain-values.ts';
import type { ScannedEvents, ScanRules } from './scanned-events.ts';
import { ScannedNamed, ScannedPeople } from './scanned-rows.ts';
import { type UserCache, userCacheOf } from './user-cache.ts';

const lineFeed = 0x0a;
const minuteMs = 60_000;
/** Of UTF-8; as many characters or fewer. BusinessEvent takes ids and users of up to 512 characters. */
const longestName = 512;
/** Minutes are numbered in 32 bits: until the year 6053. */
const lastInstant = 2 ** 31 * minuteMs - 1;

/** How a row was found: good and counted, in no known form, or in a known one with a value that is not surely good. */
const [counted, unknown, odd] = [0, 1, 2];

/**
 * Reads bodies of NDJSON of one set of processes and environments; keeps the forms of rows between them (about 3 MB), and users seen
 * lately with all others of its thread. A row is matched against the tree of forms, byte for byte, and what varies in it is read on the way.
 */
export class EventScanner {
  readonly #forms: FormTable;
  readonly #hashes: KeyedHashes;
  readonly #users: UserCache;
  readonly #instant = new InstantReader();
  readonly #amount = new AmountReader();
  readonly #sums = new GroupSums();
  readonly #people = new ScannedPeople();
  readonly #named = new ScannedNamed();
  readonly #from: number;
  readonly #to: number;
  /** Of all rows of the body, each as if it were positive. */
  #money = 0;
  /** Of the row that was counted last: behind its line feed. */
  #end = 0;
  /** The shape whose process the hashes of ids were last made for. */
  #hashed = -1;

  constructor(rules: ScanRules) {
    this.#from = Math.max(rules.from, 0);
    this.#to = Math.min(rules.to, lastInstant);
    this.#forms = new FormTable(knownRules(rules));
    this.#hashes = new KeyedHashes(rules.userKey);
    this.#users = userCacheOf(rules.userKey);
  }

  /**
   * The body as sums; rows outside the time of the rules are left to the library, with all others that are not surely good. Null where the body as a whole has to go the other way: no UTF-8, a byte order mark, more rows or values than are taken.
   */
  scan(body: Uint8Array): ScannedEvents | null {
    if (hasTooManyValues(body) || !isUtf8(body) || (body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf))
      return null;
    this.#begin();
    const rest: ScannedEvents['rest'] = { index: [], line: [] };
    const bytes = Buffer.from(body.buffer, body.byteOffset, body.length);
    const whole = bytes.lastIndexOf(lineFeed) + 1;
    let rows = this.#scanLines(bytes, whole, 0, rest);
    if (rows <= mostRows && whole < bytes.length) {
      const last = Buffer.concat([bytes.subarray(whole), Buffer.of(lineFeed)]);
      rows = this.#scanLines(last, last.length, rows, rest);
    }
    if (rows > mostRows || this.#money > mostSummed) return null;
    const groups = this.#sums.groups(this.#forms.shapes);
    return { rows, groups, sums: this.#sums.sums(), people: this.#people.people(), named: this.#named.named(), rest };
  }

  #begin(): void {
    this.#forms.begin();
    this.#sums.clear();
    this.#people.count = 0;
    this.#named.count = 0;
    this.#hashed = -1;
    this.#money = 0;
  }

  /** Of lines that all end in a line feed, up to `end`; `before` rows came before. Ends early beyond the most rows. */
  #scanLines(bytes: Buffer, end: number, before: number, rest: ScannedEvents['rest']): number {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    let rows = before;
    let at = 0;
    while (at < end && rows <= mostRows) {
      let found = this.#row(bytes, view, at, rows);
      if (found === counted) {
        at = this.#end;
        rows += 1;
        continue;
      }
      const to = bytes.indexOf(lineFeed, at);
      if (found === unknown && this.#forms.learn(bytes, at, to)) found = this.#row(bytes, view, at, rows);
      if (found === counted) rows += 1;
      else {
        const line = bytes.toString('utf8', at, to).trim();
        if (line !== '') {
          rest.index.push(rows);
          rest.line.push(line);
          rows += 1;
        }
      }
      at = to + 1;
    }
    return rows;
  }

  /** Follows the row that begins at `begin` through the tree, and counts it when it is good. */
  #row(bytes: Uint8Array, view: DataView, begin: number, index: number): number {
    const { text, textView, textFrom, textLength, firstByte, end, next, sibling } = this.#forms.tree;
    const size = bytes.length;
    let at = begin;
    let node = 0;
    let instant = 0;
    let hasAmount = false;
    let idFrom = 0;
    let idTo = 0;
    let userFrom = 0;
    let userTo = 0;
    for (;;) {
      const byte = bytes[at]!;
      node = next[node]!;
      while (node >= 0 && firstByte[node] !== byte) node = sibling[node]!;
      if (node < 0) return unknown;
      let expected = textFrom[node]!;
      const after = at + textLength[node]!;
      if (after > size) return unknown;
      // Eight bytes at once: as a float, UTF-8 is never NaN, and learnt text never zero, so that equal numbers are equal bytes.
      for (; at + 8 <= after; at += 8, expected += 8) {
        if (view.getFloat64(at, true) !== textView.getFloat64(expected, true)) return unknown;
      }
      for (; at < after; at++, expected++) if (bytes[at] !== text[expected]) return unknown;
      switch (end[node]) {
        case ends.choice:
          break;
        case ends.at:
          instant = this.#instant.read(bytes, view, at);
          if (!(instant >= this.#from && instant <= this.#to)) return odd;
          at = this.#instant.end;
          break;
        case ends.amount:
          if (!this.#amount.read(bytes, at)) return odd;
          at = this.#amount.end;
          hasAmount = true;
          break;
        case ends.id:
          idFrom = at;
          at = idTo = textEnd(bytes, at);
          if (at <= idFrom || at - idFrom > longestName) return odd;
          break;
        case ends.user:
          userFrom = at;
          at = userTo = textEnd(bytes, at);
          if (at <= userFrom || at - userFrom > longestName) return odd;
          break;
        case ends.other:
          at = valueEnd(bytes, at);
          if (at < 0) return odd;
          break;
        default:
          this.#end = at;
          return this.#count(bytes, next[node]!, index, instant, hasAmount, idFrom, idTo, userFrom, userTo);
      }
    }
  }

  #count(
    bytes: Uint8Array,
    form: number,
    index: number,
    instant: number,
    hasAmount: boolean,
    idFrom: number,
    idTo: number,
    userFrom: number,
    userTo: number,
  ): number {
    const shapeNumber = this.#forms.shapeOfForm[form]!;
    const shape = this.#forms.shapes[shapeNumber]!;
    let minor = 0;
    if (hasAmount) {
      minor = this.#amount.minor(shape.digits);
      if (!(minor <= mostMinor && minor >= (shape.mayBeNegative ? -mostMinor : 0))) return odd;
      this.#money += Math.abs(minor);
    }
    const group = this.#sums.find(shapeNumber, this.#instant.minuteNumber);
    const hasUser = userTo > 0;
    if (hasUser) this.#users.find(bytes, userFrom, userTo);
    if (idTo === 0) {
      this.#add(group, instant, minor, hasUser, this.#forms.dropped[form]!);
      return counted;
    }
    if (this.#hashed !== shapeNumber) {
      this.#hashes.process(this.#forms.names[shapeNumber]!);
      this.#hashed = shapeNumber;
    }
    this.#hashes.id(bytes, idFrom, idTo);
    const named = this.#named;
    const row = named.add();
    named.index[row] = index;
    named.group[row] = group;
    named.id[2 * row + lowHalf] = this.#hashes.low;
    named.id[2 * row + highHalf] = this.#hashes.high;
    named.at[row] = instant;
    named.minor[row] = minor;
    named.hasUser[row] = hasUser ? 1 : 0;
    named.user[2 * row + lowHalf] = hasUser ? this.#users.low : 0;
    named.user[2 * row + highHalf] = hasUser ? this.#users.high : 0;
    named.dropped[row] = this.#forms.dropped[form]!;
    return counted;
  }

  #add(group: number, instant: number, minor: number, hasUser: boolean, dropped: number): void {
    const sums = this.#sums;
    sums.n[group]! += 1;
    sums.minor[group]! += minor;
    sums.dropped[group]! += dropped;
    if (instant < sums.firstAt[group]!) sums.firstAt[group] = instant;
    if (instant > sums.lastAt[group]!) sums.lastAt[group] = instant;
    if (hasUser) this.#people.add(group, this.#users.high, this.#users.low);
    else sums.anonymous[group]! += 1;
  }
}
