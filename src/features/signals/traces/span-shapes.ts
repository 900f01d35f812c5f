import { sameBytes } from '../otlp/wire.ts';
import { mixRange } from './byte-table.ts';
import type { NamedCallee } from './callee.ts';
import { attributeWidth, column, type SpanColumns } from './span-columns.ts';
import type { PairSeries } from './trace-series.ts';

/** What spans of one sender have in common that have the same kind, status and attributes among those that are read. */
export interface Shape {
  failed: boolean;
  callee: NamedCallee | null;
  /** Empty where it has none. */
  route: string;
  routeOwner: string;
  /** Series of its requests, by grade of sampling and whether the route is told apart; filled when they are first used. */
  requests: Map<string, PairSeries>;
}

interface Entry<T> {
  value: T;
  kind: number;
  status: number;
  /** Number and length of each attribute, in turn. */
  attributes: Int32Array;
  /** Their values, one behind the other. */
  values: DataView;
  next: Entry<T> | null;
}

/** Spans with more of it are looked at one by one. */
const mostValueBytes = 1_024;
const longestChain = 8;

/** What was worked out for spans of a shape, by what stands in their bytes; bounded by who fills it. */
export class ShapeTable<T> {
  readonly #byHash = new Map<number, Entry<T>>();

  /** What was put in for a span like the one whose row begins at `row`. */
  find(scanned: SpanColumns, row: number): T | undefined {
    let entry = this.#byHash.get(hashOf(scanned, row)) ?? null;
    while (entry !== null) {
      if (fits(entry, scanned, row)) return entry.value;
      entry = entry.next;
    }
    return undefined;
  }

  /** Puts in what belongs to spans of this shape, unless its attributes are too long; false then. */
  add(scanned: SpanColumns, row: number, value: T): boolean {
    const { spans, attributes, wire } = scanned;
    const first = spans[row + column.firstAttribute]! * attributeWidth;
    const count = spans[row + column.attributes]!;
    const own = new Int32Array(2 * count);
    let length = 0;
    for (let i = 0; i < count; i++) {
      const at = first + i * attributeWidth;
      own[2 * i] = attributes[at]!;
      own[2 * i + 1] = attributes[at + 2]! - attributes[at + 1]!;
      length += own[2 * i + 1]!;
    }
    if (length > mostValueBytes) return false;
    const values = Buffer.alloc(length);
    for (let i = 0, to = 0; i < count; i++) {
      const at = first + i * attributeWidth;
      to += wire.bytes.copy(values, to, attributes[at + 1]!, attributes[at + 2]!);
    }
    const hash = hashOf(scanned, row);
    const before = this.#byHash.get(hash) ?? null;
    this.#byHash.set(hash, {
      value,
      kind: spans[row + column.kind]!,
      status: spans[row + column.status]!,
      attributes: own,
      values: new DataView(values.buffer, values.byteOffset, length),
      next: before !== null && chainOf(before) >= longestChain ? null : before,
    });
    return true;
  }

  clear(): void {
    this.#byHash.clear();
  }
}

function chainOf<T>(first: Entry<T>): number {
  let length = 0;
  for (let entry: Entry<T> | null = first; entry !== null; entry = entry.next) length += 1;
  return length;
}

function hashOf({ spans, attributes, wire }: SpanColumns, row: number): number {
  const first = spans[row + column.firstAttribute]! * attributeWidth;
  const end = first + spans[row + column.attributes]! * attributeWidth;
  let hash = spans[row + column.kind]! * 8 + spans[row + column.status]!;
  for (let at = first; at < end; at += attributeWidth) {
    const from = attributes[at + 1]!;
    hash = mixRange(hash ^ attributes[at]!, wire.view, from, attributes[at + 2]! - from);
  }
  return hash & 0x3fffffff;
}

function fits(entry: Entry<unknown>, { spans, attributes, wire }: SpanColumns, row: number): boolean {
  const count = spans[row + column.attributes]!;
  const own = entry.attributes;
  if (own.length !== 2 * count) return false;
  if (entry.kind !== spans[row + column.kind] || entry.status !== spans[row + column.status]) return false;
  let at = spans[row + column.firstAttribute]! * attributeWidth;
  let value = 0;
  for (let i = 0; i < own.length; i += 2) {
    const from = attributes[at + 1]!;
    const length = own[i + 1]!;
    if (own[i] !== attributes[at] || length !== attributes[at + 2]! - from) return false;
    if (!sameBytes(entry.values, value, wire.view, from, length)) return false;
    value += length;
    at += attributeWidth;
  }
  return true;
}
