import { unsure, type Wire } from '../otlp/wire.ts';
import { isText } from './proto-text.ts';

/** How an attribute's value was sent. Lists, maps, bytes, booleans and doubles are `other`. */
export const valueType = { none: 0, text: 1, whole: 2, other: 3 } as const;

/** Lists within lists beyond this are left to the library decoder. */
const deepest = 8;

/** What the last attribute that was checked holds. */
export interface Pair {
  /** The range of its name; empty where it has none. */
  keyFrom: number;
  keyTo: number;
  /** A `valueType`, and the range of a text or of an integer as it was sent. */
  type: number;
  from: number;
  to: number;
}

/** Field numbers of a message as bits. */
export const bits = (...fields: number[]): number => fields.reduce((sum, field) => sum | (1 << field), 0);

/** Goes past a field that is not read; false where it is one that is (in another form), or unsure. */
export function skipOther(wire: Wire, tag: number, end: number, read: number): boolean {
  const field = tag >>> 3;
  return tag > 7 && (field > 31 || ((read >>> field) & 1) === 0) && wire.skip(tag, end);
}

const ofPair = bits(1, 2);

/** Checks a KeyValue from where the wire stands to `end`, except its name's text; false where it is unsure. */
export function checkPair(wire: Wire, end: number, pair: Pair, depth = 0): boolean {
  let keyFrom = -1;
  let keyTo = -1;
  let type = -1;
  while (wire.at < end) {
    const tag = wire.varint(end);
    if (tag === 10) {
      const length = wire.length(end);
      if (length === unsure || keyFrom >= 0) return false;
      keyFrom = wire.at;
      keyTo = keyFrom + length;
      wire.at = keyTo;
    } else if (tag === 18) {
      const length = wire.length(end);
      if (length === unsure || type >= 0) return false;
      type = checkValue(wire, wire.at + length, pair, depth);
      if (type === unsure) return false;
    } else if (!skipOther(wire, tag, end, ofPair)) return false;
  }
  pair.keyFrom = Math.max(keyFrom, 0);
  pair.keyTo = Math.max(keyTo, 0);
  pair.type = type === -1 ? valueType.none : type;
  return true;
}

/** Checks an AnyValue of at most one member; its `valueType`, or `unsure`. */
export function checkValue(wire: Wire, end: number, pair: Pair, depth: number): number {
  if (wire.at === end) return valueType.none;
  const tag = wire.bytes[wire.at]!;
  wire.at += 1;
  if (tag === 10) {
    const length = wire.length(end);
    const from = wire.at;
    if (length === unsure || from + length !== end || !isText(wire, from, end)) return unsure;
    pair.from = from;
    pair.to = end;
    wire.at = end;
    return valueType.text;
  }
  if (tag === 24) {
    pair.from = wire.at;
    pair.to = end;
    return wire.varint64(end) && wire.at === end ? valueType.whole : unsure;
  }
  if (tag === 42 || tag === 50) {
    const length = wire.length(end);
    if (length === unsure || wire.at + length !== end || depth >= deepest) return unsure;
    return checkList(wire, end, tag === 50, pair, depth + 1) ? valueType.other : unsure;
  }
  // bool, double, bytes
  if (tag !== 16 && tag !== 33 && tag !== 58) return unsure;
  return wire.skip(tag, end) && wire.at === end ? valueType.other : unsure;
}

const ofList = bits(1);

/** Checks the values of a list, or the pairs of a map. */
function checkList(wire: Wire, end: number, ofPairs: boolean, pair: Pair, depth: number): boolean {
  while (wire.at < end) {
    const tag = wire.varint(end);
    if (tag === 10) {
      const length = wire.length(end);
      if (length === unsure) return false;
      const to = wire.at + length;
      if (ofPairs) {
        if (!checkPair(wire, to, pair, depth) || !isText(wire, pair.keyFrom, pair.keyTo)) return false;
      } else if (checkValue(wire, to, pair, depth) === unsure) return false;
    } else if (!skipOther(wire, tag, end, ofList)) return false;
  }
  return true;
}
