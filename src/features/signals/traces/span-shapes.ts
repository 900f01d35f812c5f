import { sameBytes, type Wire } from '../otlp/wire.ts';
import { mixRange } from './byte-table.ts';
import type { NamedCallee } from './callee.ts';
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

/** Of an attribute: its number among those that are read, doubled, plus 1 where it is an integer; the range of its value. */
export const attributeWidth = 3;

/** What a shape is told by: of a span its kind, its status and its attributes that are read, as rows over the bytes. */
export interface ShapeLook {
  wire: Wire;
  kind: number;
  status: number;
  attributes: Int32Array;
  /** Rows that are used. */
  count: number;
}

interface Entry {
  number: number;
  kind: number;
  status: number;
  /** Number and length of each attribute, in turn. */
  attributes: Int32Array;
  /** Their values, one behind the other. */
  values: DataView;
  next: Entry | null;
}

/** Spans with more of it are looked at one by one. */
const mostValueBytes = 1_024;
const longestChain = 8;

/** Numbers of shapes, by what stands in the bytes of their spans; bounded by who fills it. */
export class ShapeTable {
  readonly #byHash = new Map<number, Entry>();

  /** The number of a shape that was put in. */
  find(look: ShapeLook): number | undefined {
    let entry = this.#byHash.get(hashOf(look)) ?? null;
    while (entry !== null) {
      if (fits(entry, look)) return entry.number;
      entry = entry.next;
    }
    return undefined;
  }

  /** Puts in the number of a shape, unless its attributes are too long; false then. */
  add(look: ShapeLook, number: number): boolean {
    const { wire, kind, status, attributes, count } = look;
    const own = new Int32Array(2 * count);
    let length = 0;
    for (let i = 0; i < count; i++) {
      const at = i * attributeWidth;
      own[2 * i] = attributes[at]!;
      own[2 * i + 1] = attributes[at + 2]! - attributes[at + 1]!;
      length += own[2 * i + 1]!;
    }
    if (length > mostValueBytes) return false;
    const values = Buffer.alloc(length);
    for (let i = 0, to = 0; i < count; i++) {
      const at = i * attributeWidth;
      to += wire.bytes.copy(values, to, attributes[at + 1]!, attributes[at + 2]!);
    }
    const hash = hashOf(look);
    const before = this.#byHash.get(hash) ?? null;
    const next = before !== null && chainOf(before) >= longestChain ? null : before;
    const view = new DataView(values.buffer, values.byteOffset, length);
    this.#byHash.set(hash, { number, kind, status, attributes: own, values: view, next });
    return true;
  }
}

function chainOf(first: Entry): number {
  let length = 0;
  for (let entry: Entry | null = first; entry !== null; entry = entry.next) length += 1;
  return length;
}

function hashOf({ wire, kind, status, attributes, count }: ShapeLook): number {
  const end = count * attributeWidth;
  let hash = kind * 8 + status;
  for (let at = 0; at < end; at += attributeWidth) {
    const from = attributes[at + 1]!;
    hash = mixRange(hash ^ attributes[at]!, wire.view, from, attributes[at + 2]! - from);
  }
  return hash & 0x3fffffff;
}

function fits(entry: Entry, { wire, kind, status, attributes, count }: ShapeLook): boolean {
  const own = entry.attributes;
  if (own.length !== 2 * count || entry.kind !== kind || entry.status !== status) return false;
  let at = 0;
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
