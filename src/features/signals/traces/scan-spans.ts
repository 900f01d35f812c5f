import { unsure, type Wire } from '../otlp/wire.ts';
import { isText } from './proto-text.ts';
import { noText, notRead, readNumber } from './read-keys.ts';
import { bits, checkPair, type Pair, skipOther, valueType } from './scan-attributes.ts';
import { attributeWidth, column, Rows, spanWidth } from './span-columns.ts';

const pair: Pair = { keyFrom: 0, keyTo: 0, type: 0, from: 0, to: 0 };
const ofSpan = bits(1, 2, 3, 4, 6, 7, 8, 9, 15);
const ofStatus = bits(3);

/** The rows of the scan that is under way; a scan takes them at its end, or begins anew. */
export const spanRows = new Rows(spanWidth);
export const attributeRows = new Rows(attributeWidth);

/**
 * Checks a Span from where the wire stands to `end` and notes what is counted of it. Of spans that are not counted the
 * attributes are checked alone, so a kind that comes behind them is unsure. A field that comes twice counts as it came last.
 */
export function scanSpan(wire: Wire, end: number): boolean {
  const row = spanRows.next();
  const { cells } = spanRows;
  cells.fill(0, row, row + spanWidth);
  cells[row + column.from] = wire.at;
  cells[row + column.to] = end;
  const firstAttribute = attributeRows.used / attributeWidth;
  cells[row + column.firstAttribute] = firstAttribute;
  let counted = false;
  let seen = false;
  let odd = false;
  while (wire.at < end) {
    const tag = wire.varint(end);
    if (tag === 74) {
      const length = wire.length(end);
      if (length === unsure || !checkPair(wire, wire.at + length, pair)) return false;
      const number = readNumber(wire, pair.keyFrom, pair.keyTo);
      if (number === noText) return false;
      if (counted && number !== notRead) odd = !noteAttribute(number) || odd;
      seen = true;
    } else if (tag === 57 || tag === 65) {
      if (!wire.fixed64(end)) return false;
      const low = row + (tag === 57 ? column.startLow : column.endLow);
      cells[low] = wire.low;
      cells[low + 1] = wire.high;
    } else if (tag === 10) {
      if (!noteRange(wire, end, cells, row + column.trace)) return false;
    } else if (tag === 18) {
      if (!noteRange(wire, end, cells, row + column.span)) return false;
    } else if (tag === 34) {
      if (!noteRange(wire, end, cells, row + column.parent)) return false;
    } else if (tag === 48) {
      if (seen || !wire.varint64(end)) return false;
      const kind = wire.low | 0;
      counted = kind >= 2 && kind <= 5;
      cells[row + column.kind] = kind;
    } else if (tag === 122) {
      const length = wire.length(end);
      if (length === unsure || !scanStatus(wire, wire.at + length, cells, row + column.status)) return false;
    } else if (tag === 26) {
      if (!noteRange(wire, end, cells, row + column.state)) return false;
      if (!isText(wire, cells[row + column.state]!, wire.at)) return false;
    } else if (!skipOther(wire, tag, end, ofSpan)) return false;
  }
  cells[row + column.attributes] = odd ? -1 : attributeRows.used / attributeWidth - firstAttribute;
  return true;
}

/** Notes where bytes or a text begin and how long they are. */
function noteRange(wire: Wire, end: number, cells: Int32Array, at: number): boolean {
  const length = wire.length(end);
  if (length === unsure) return false;
  cells[at] = wire.at;
  cells[at + 1] = length;
  wire.at += length;
  return true;
}

/** Notes the attribute in `pair`; false where its value is neither text nor an integer. One without a value is none. */
function noteAttribute(number: number): boolean {
  const { type } = pair;
  if (type === valueType.none) return true;
  if (type === valueType.other) return false;
  const row = attributeRows.next();
  const { cells } = attributeRows;
  cells[row] = 2 * number + (type === valueType.whole ? 1 : 0);
  cells[row + 1] = pair.from;
  cells[row + 2] = pair.to;
  return true;
}

function scanStatus(wire: Wire, end: number, cells: Int32Array, at: number): boolean {
  while (wire.at < end) {
    const tag = wire.varint(end);
    if (tag === 24) {
      if (!wire.varint64(end)) return false;
      cells[at] = wire.low | 0;
    } else if (!skipOther(wire, tag, end, ofStatus)) return false;
  }
  return true;
}
