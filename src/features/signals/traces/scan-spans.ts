import { unsure, Wire } from '../otlp/wire.ts';
import { emptyLook, gatherSpan, type ScannedSpan } from './gather-spans.ts';
import { isText } from './proto-text.ts';
import { beginKeys, expectAgain, expectedKey, isRepeated, keyIn } from './read-keys.ts';
import { bits, checkPair, checkValue, type Pair, skipOther, valueType } from './scan-attributes.ts';
import { attributeWidth, type ShapeLook } from './span-shapes.ts';

const pair: Pair = { keyFrom: 0, keyTo: 0, type: 0, from: 0, to: 0 };
const ofSpan = bits(1, 2, 3, 4, 6, 7, 8, 9, 15);
const ofStatus = bits(3);

/** The span that is being scanned. */
const scanned: ScannedSpan = {
  ...{ from: 0, to: 0, kind: 0, status: 0, trace: 0, span: 0, parent: 0 },
  ...{ state: 0, stateLength: 0, start: 0, end: 0, isPlain: true },
};
const look: ShapeLook = emptyLook(new Wire(Buffer.alloc(0)));
/** A span has at most so many attributes that are read here, or the library reads it. */
const mostAttributes = look.attributes.length / attributeWidth;

/**
 * Checks a Span from where the wire stands to `end` and notes what is counted of it. Of spans that are not counted the
 * attributes are checked alone, so a kind that comes behind them is unsure. A field that comes twice counts as it came last.
 */
export function scanSpan(wire: Wire, end: number): boolean {
  const { bytes } = wire;
  look.wire = wire;
  look.count = 0;
  scanned.from = wire.at;
  let kind = 0;
  let status = 0;
  let trace = 0;
  let span = 0;
  let parent = -1;
  let state = 0;
  let stateLength = 0;
  let start = -1;
  let ended = -1;
  let counted = false;
  let seen = false;
  let traced = false;
  let named = false;
  let odd = false;
  let badParent = false;
  while (wire.at < end) {
    let tag = bytes[wire.at]!;
    if (tag < 128) wire.at += 1;
    else tag = wire.varint(end);
    if (tag === 74) {
      const length = wire.length(end);
      if (length === unsure) return false;
      if (!seen) beginKeys(kind);
      seen = true;
      const number = scanAttribute(wire, wire.at + length);
      if (number === unsure) return false;
      if (counted && number > 0 && !noteAttribute(number - 1)) odd = true;
    } else if (tag === 57 || tag === 65) {
      if (tag === 57) start = wire.at;
      else ended = wire.at;
      wire.at += 8;
      if (wire.at > end) return false;
    } else if (tag === 10 || tag === 18 || tag === 34 || tag === 26 || tag === 122) {
      const length = wire.length(end);
      if (length === unsure) return false;
      const from = wire.at;
      if (tag === 10) {
        trace = from;
        traced = length === 16;
      } else if (tag === 18) {
        span = from;
        named = length === 8;
      } else if (tag === 34) {
        parent = length === 0 ? -1 : from;
        badParent = length !== 0 && length !== 8;
      } else if (tag === 26) {
        if (!isText(wire, from, from + length)) return false;
        state = from;
        stateLength = length;
      } else if (length > 0) {
        if (!scanStatus(wire, from + length, status)) return false;
        status = wire.low | 0;
      }
      wire.at = from + length;
    } else if (tag === 48) {
      if (seen || !wire.varint64(end)) return false;
      kind = wire.low | 0;
      counted = kind >= 2 && kind <= 5;
    } else if (!skipOther(wire, tag, end, ofSpan)) return false;
  }
  scanned.to = end;
  scanned.kind = kind;
  scanned.status = status;
  scanned.trace = trace;
  scanned.span = span;
  scanned.parent = parent;
  scanned.state = state;
  scanned.stateLength = stateLength;
  scanned.start = start;
  scanned.end = ended;
  scanned.isPlain = !odd && traced && named && !badParent && start >= 0 && ended >= 0;
  gatherSpan(wire, scanned, look);
  return true;
}

/**
 * Checks a KeyValue up to `end`; its value is then in `pair`. 1 + the number of its name among those that are read, 0 for
 * another name, or `unsure`.
 */
function scanAttribute(wire: Wire, end: number): number {
  const begin = wire.at;
  const repeated = isRepeated(wire, begin, end, pair);
  if (repeated !== null) {
    wire.at = end;
    return repeated.number + 1;
  }
  const key = expectedKey(wire, begin, end);
  if (key !== null) {
    wire.at = begin + key.usual!.length;
    const length = wire.length(end);
    if (length === unsure || wire.at + length !== end) return unsure;
    pair.type = checkValue(wire, end, pair, 0);
    if (pair.type === unsure) return unsure;
    expectAgain(key, wire, begin, end, pair);
    return key.number + 1;
  }
  if (!checkPair(wire, end, pair)) return unsure;
  const found = keyIn(wire, pair.keyFrom, pair.keyTo);
  return found === null ? unsure : found.number + 1;
}

/** Notes the attribute in `pair`; false where its value is neither text nor an integer, or there are too many. One without a value is none. */
function noteAttribute(number: number): boolean {
  const { type } = pair;
  if (type === valueType.none) return true;
  if (type === valueType.other) return false;
  if (look.count === mostAttributes) return false;
  const { attributes } = look;
  const row = look.count * attributeWidth;
  attributes[row] = 2 * number + (type === valueType.whole ? 1 : 0);
  attributes[row + 1] = pair.from;
  attributes[row + 2] = pair.to;
  look.count += 1;
  return true;
}

/** The code of a Status goes into `wire.low`; one that it does not name stays as it is. */
function scanStatus(wire: Wire, end: number, before: number): boolean {
  let code = before;
  while (wire.at < end) {
    const tag = wire.varint(end);
    if (tag === 24) {
      if (!wire.varint64(end)) return false;
      code = wire.low;
    } else if (!skipOther(wire, tag, end, ofStatus)) return false;
  }
  wire.low = code;
  return true;
}
