import { sameBytes, type Wire } from '../otlp/wire.ts';
import { ByteTable } from './byte-table.ts';
import { isText } from './proto-text.ts';
import { readAttributes } from './span.ts';

/** The name of an attribute as it is known by its bytes. */
export interface KnownKey {
  /** Its number among the names that are read, or -1. */
  number: number;
  /** How it begins a KeyValue: tag, length, name, and the tag of the value; no bytes where it is not to be expected. */
  usual: DataView;
  /** Which came behind it last, by the kind of the span. */
  after: (KnownKey | null)[];
}

const kinds = 8;
const numbers: ReadonlyMap<string, number> = new Map(readAttributes.map((name, number) => [name, number]));
const nothing = new DataView(new ArrayBuffer(0));
const keyOf = (number: number, usual: DataView): KnownKey => ({ number, usual, after: Array(kinds).fill(null) });

/** Names of attributes are few and come with every span. */
const mostKeys = 1_024;
const longestKey = 120;
const known = new ByteTable<KnownKey>(mostKeys, longestKey);
const none = keyOf(-1, nothing);
/** Where the attributes of a span begin. */
const first = keyOf(-1, nothing);

let last = first;
let kind = 0;

/** From now on come the attributes of a span of this kind. */
export function beginKeys(spanKind: number): void {
  last = first;
  kind = spanKind & (kinds - 1);
}

/** The name that is expected next, where a KeyValue begins with it at `at`. Most spans are like others of their kind. */
export function expectedKey(wire: Wire, at: number, end: number): KnownKey | null {
  const key = last.after[kind]!;
  if (key === null) return null;
  const { usual } = key;
  const length = usual.byteLength;
  if (length === 0 || at + length > end || !sameBytes(usual, 0, wire.view, at, length)) return null;
  last = key;
  return key;
}

/** The name in a range, which is then expected where it came; null where it is no text. */
export function keyIn(wire: Wire, from: number, to: number): KnownKey | null {
  let key = known.find(wire.view, from, to - from);
  if (key === undefined) {
    if (!isText(wire, from, to)) return null;
    key = learned(wire, from, to);
  }
  last.after[kind] = key;
  last = key;
  return key;
}

function learned(wire: Wire, from: number, to: number): KnownKey {
  const length = to - from;
  const number = numbers.get(wire.text(from, to)) ?? -1;
  if (length > longestKey) return none;
  const usual = Buffer.concat([Uint8Array.of(10, length), wire.bytes.subarray(from, to), Uint8Array.of(18)]);
  const key = keyOf(number, new DataView(usual.buffer, usual.byteOffset, usual.length));
  known.add(wire.view, from, length, key);
  return key;
}
