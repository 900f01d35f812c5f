import type { Wire } from '../otlp/wire.ts';
import { ByteTable } from './byte-table.ts';
import { ByteWords } from './byte-words.ts';
import { isText } from './proto-text.ts';
import type { Pair } from './scan-attributes.ts';
import { readAttributes } from './span.ts';

/** The name of an attribute as it is known by its bytes. */
export interface KnownKey {
  /** Its number among the names that are read, or -1. */
  number: number;
  /** How it begins a KeyValue: tag, length, name, and the tag of the value; null where it is not to be expected. */
  usual: ByteWords | null;
  /** Which came behind it last, by the kind of the span, and then which came before that. */
  after: (KnownKey | null)[];
  /** A whole KeyValue of this name that came, and how often in turn another did since; below 0 none is kept for so long. */
  whole: KnownPair | null;
  misses: number;
}

/** A KeyValue that was checked: its bytes, the type of its value, and where in it the value stands. */
interface KnownPair extends Pick<Pair, 'type' | 'from' | 'to'> {
  words: ByteWords;
}

const kinds = 8;
const numbers: ReadonlyMap<string, number> = new Map(readAttributes.map((name, number) => [name, number]));
const keyOf = (number: number, usual: ByteWords | null): KnownKey => ({
  ...{ number, usual, after: Array(2 * kinds).fill(null), whole: null, misses: 0 },
});

/** Names of attributes are few and come with every span. */
const mostKeys = 1_024;
const longestKey = 120;
const longestPair = 256;
/** After so many other values in turn none is expected, for so many attributes. */
const mostMisses = 8;
const restAfterMisses = 64;
const known = new ByteTable<KnownKey>(mostKeys, longestKey);
const none = keyOf(-1, null);
/** Where the attributes of a span begin. */
const first = keyOf(-1, null);

let last = first;
let kind = 0;

/** From now on come the attributes of a span of this kind. */
export function beginKeys(spanKind: number): void {
  last = first;
  kind = spanKind & (kinds - 1);
}

/** The name that is expected next, where a KeyValue begins with it at `at`. Most spans are like others of their kind. */
export function expectedKey(wire: Wire, at: number, end: number): KnownKey | null {
  const { after } = last;
  const key = after[kind]!;
  if (key !== null && isAt(key, wire, at, end)) {
    last = key;
    return key;
  }
  const other = after[kind + kinds]!;
  if (other === null || !isAt(other, wire, at, end)) return null;
  after[kind] = other;
  after[kind + kinds] = key;
  last = other;
  return other;
}

function isAt({ usual }: KnownKey, { view }: Wire, at: number, end: number): boolean {
  return usual !== null && at + usual.length <= end && usual.standAt(view, at);
}

/** Most attributes come with the same value span after span: whether this one does, whose value is then in `pair`. */
export function isRepeated(wire: Wire, at: number, end: number, pair: Pair): KnownKey | null {
  const key = last.after[kind]!;
  if (key === null || key.whole === null) return null;
  const { words, type, from, to } = key.whole;
  if (words.length !== end - at || !words.standAt(wire.view, at)) {
    key.misses += 1;
    if (key.misses > mostMisses) {
      key.whole = null;
      key.misses = -restAfterMisses;
    }
    return null;
  }
  key.misses = 0;
  pair.type = type;
  pair.from = at + from;
  pair.to = at + to;
  last = key;
  return key;
}

/** An attribute of this name was checked, from `at` to `end`, with the value in `pair`: it is expected to come again. */
export function expectAgain(key: KnownKey, wire: Wire, at: number, end: number, { type, from, to }: Pair): void {
  if (key.whole !== null) return;
  key.misses += 1;
  if (key.misses <= 0 || end - at > longestPair) return;
  const words = ByteWords.of(wire.view, at, end);
  if (words === null) return;
  key.misses = 0;
  key.whole = { words, type, from: from - at, to: to - at };
}

/** The name in a range, which is then expected where it came; null where it is no text. */
export function keyIn(wire: Wire, from: number, to: number): KnownKey | null {
  let key = known.find(wire.view, from, to - from);
  if (key === undefined) {
    if (!isText(wire, from, to)) return null;
    key = learned(wire, from, to);
  }
  last.after[kind + kinds] = last.after[kind]!;
  last.after[kind] = key;
  last = key;
  return key;
}

function learned(wire: Wire, from: number, to: number): KnownKey {
  const length = to - from;
  const number = numbers.get(wire.text(from, to)) ?? -1;
  if (length > longestKey) return none;
  const usual = Buffer.concat([Uint8Array.of(10, length), wire.bytes.subarray(from, to), Uint8Array.of(18)]);
  const view = new DataView(usual.buffer, usual.byteOffset, usual.length);
  const key = keyOf(number, ByteWords.of(view, 0, usual.length));
  known.add(wire.view, from, length, key);
  return key;
}
