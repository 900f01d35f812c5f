import type protobuf from 'protobufjs/light.js';
import { attributes, type RawPair } from '../protobuf-values.ts';
import type { Wire } from '../wire.ts';
import { unsure } from '../wire.ts';
import { decodePart, depthOf } from './decode-part.ts';
import type { Known, KnownParts } from './known.ts';
import { type KnownMetric, KnownPoint, pointFacts, type Rules } from './known-values.ts';
import type { PointColumns } from './point-columns.ts';

/** What reading a request by offset works with. */
export interface Reading {
  wire: Wire;
  parts: KnownParts;
  columns: PointColumns;
  rules: Rules;
  /** The part that was expected, where the attributes of the point at hand turned out to be its own. */
  matched: Known<unknown> | undefined;
}

/** The child that is expected after `last`: the one that came after it the last time. */
export function expectedAfter(parent: Known<unknown>, last: Known<unknown> | null): Known<unknown> | undefined {
  return last === null ? parent.first : last.next;
}

/** Remembers that `child` came after `last`. */
export function cameAfter(parent: Known<unknown>, last: Known<unknown> | null, child: Known<unknown>): void {
  if (child.at < 0) return;
  if (last === null) parent.first = child;
  else last.next = child;
}

/**
 * Where a run of attributes that begins at `at` (each with this tag of one byte) ends. Where the bytes are those of
 * the point that is expected they are not looked at one by one. `unsure` where they are no attributes.
 */
export function endOfAttributes(
  reading: Reading,
  expected: Known<unknown> | undefined,
  tag: number,
  at: number,
  end: number,
): number {
  const { wire, parts } = reading;
  const { bytes } = wire;
  if (expected !== undefined && expected.length > 0 && parts.beginsWith(expected, wire, at, end)) {
    const after = at + expected.length;
    if (after === end || bytes[after] !== tag) {
      reading.matched = expected;
      return after;
    }
  }
  let after = at;
  while (after < end && bytes[after] === tag) {
    wire.at = after + 1;
    const length = wire.length(end);
    if (length === unsure) return unsure;
    after = wire.at + length;
  }
  return after;
}

/** The point with these attributes, remembered or worked out now. Throws an Error of the decoder where they are none. */
export function pointWith(
  reading: Reading,
  type: protobuf.Type,
  metric: KnownMetric,
  parent: Known<unknown>,
  last: Known<unknown> | null,
  from: number,
  to: number,
): Known<KnownPoint> {
  if (reading.matched !== undefined) return reading.matched as Known<KnownPoint>;
  const { wire, parts, rules } = reading;
  const expected = expectedAfter(parent, last);
  if (expected !== undefined && expected.length === 0 && from === to) return expected as Known<KnownPoint>;
  let found = parts.find(wire, parent, 0, from, to) as Known<KnownPoint> | undefined;
  if (found === undefined) {
    const raw = decodePart<{ attributes: RawPair[] }>(type, wire, from, to, depthOf.point);
    const owner = parts.hasRoom(parent, to - from) ? parts.owner : new Map();
    const value = new KnownPoint(pointFacts(metric, attributes(raw.attributes), rules), owner);
    found = parts.add(wire, parent, 0, from, to, value);
  }
  cameAfter(parent, last, found);
  return found;
}
