import { unsure, Wire } from '../otlp/wire.ts';
import { type KnownResource, resourceIn } from './known-resources.ts';
import { bits, skipOther } from './scan-attributes.ts';
import { attributeRows, scanSpan, spanRows } from './scan-spans.ts';
import { type SpanColumns, spanWidth } from './span-columns.ts';

/** A request of traces; `from` and `to` count rows of `spans`. */
export interface ScannedTraces extends SpanColumns {
  resources: { resource: KnownResource; from: number; to: number }[];
}

/**
 * Reads an ExportTraceServiceRequest without an object per span. Null where it meets anything that it does not know or is not
 * sure of: the request is then the library decoder's, whose answer this is in all other cases. Never throws.
 */
export function scanTraces(bytes: Buffer): ScannedTraces | null {
  const wire = new Wire(bytes);
  const resources: ScannedTraces['resources'] = [];
  spanRows.used = 0;
  attributeRows.used = 0;
  const read = scanRequest(wire, bytes.length, resources);
  const [spans, attributes] = [spanRows.take(), attributeRows.take()];
  return read ? { wire, resources, spans, attributes } : null;
}

const ofRequest = bits(1);
const ofResourceSpans = bits(1, 2);
const ofScopeSpans = bits(2);

function scanRequest(wire: Wire, end: number, resources: ScannedTraces['resources']): boolean {
  while (wire.at < end) {
    const tag = wire.varint(end);
    if (tag === 10) {
      const length = wire.length(end);
      if (length === unsure || !scanResourceSpans(wire, wire.at + length, resources)) return false;
    } else if (!skipOther(wire, tag, end, ofRequest)) return false;
  }
  return true;
}

/** A resource that comes twice, which the library joins, is unsure. */
function scanResourceSpans(wire: Wire, end: number, resources: ScannedTraces['resources']): boolean {
  let [resourceFrom, resourceTo] = [-1, -1];
  const from = spanRows.used / spanWidth;
  while (wire.at < end) {
    const tag = wire.varint(end);
    if (tag === 18) {
      const length = wire.length(end);
      if (length === unsure || !scanScopeSpans(wire, wire.at + length)) return false;
    } else if (tag === 10) {
      const length = wire.length(end);
      if (length === unsure || resourceFrom >= 0) return false;
      resourceFrom = wire.at;
      resourceTo = resourceFrom + length;
      wire.at = resourceTo;
    } else if (!skipOther(wire, tag, end, ofResourceSpans)) return false;
  }
  const resource = resourceIn(wire, Math.max(resourceFrom, 0), Math.max(resourceTo, 0));
  if (resource === null) return false;
  resources.push({ resource, from, to: spanRows.used / spanWidth });
  return true;
}

function scanScopeSpans(wire: Wire, end: number): boolean {
  while (wire.at < end) {
    const tag = wire.varint(end);
    if (tag === 18) {
      const length = wire.length(end);
      if (length === unsure || !scanSpan(wire, wire.at + length)) return false;
    } else if (!skipOther(wire, tag, end, ofScopeSpans)) return false;
  }
  return true;
}
