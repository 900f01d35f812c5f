import { unsure, Wire } from '../otlp/wire.ts';
import { type KnownResource, resourceIn } from './known-resources.ts';
import { bits, skipOther } from './scan-attributes.ts';
import { attributeRows, scanSpan, spanRows } from './scan-spans.ts';
import { type SpanColumns, spanWidth } from './span-columns.ts';
import type { ShapeNumbers, SpanRows } from './span-rows.ts';

/** A request of traces; `from` and `to` count rows of `spans`. */
export interface ScannedTraces extends SpanColumns {
  resources: { resource: KnownResource; from: number; to: number }[];
  /** Which spans have the same shape, where that was found out. */
  shapes: ShapeNumbers | null;
}

/**
 * Reads an ExportTraceServiceRequest without an object per span. Null where it meets anything that it does not know or is not
 * sure of: the request is then the library decoder's, whose answer this is in all other cases. Never throws.
 */
export function scanTraces(bytes: Buffer): ScannedTraces | null {
  const wire = new Wire(bytes);
  const rows = scanRows(wire);
  return rows === null ? null : withResources(wire, rows, null);
}

/** The same of bytes whose rows and shapes are known already, from a thread. */
export const scannedFrom = (
  bytes: Buffer,
  { numbers, epoch, ...rows }: SpanRows & ShapeNumbers,
): ScannedTraces | null => withResources(new Wire(bytes), rows, { numbers, epoch });

/** The rows of a request alone. Null where it is left to the library decoder. */
export function scanRows(wire: Wire): SpanRows | null {
  const resources: SpanRows['resources'] = [];
  spanRows.used = 0;
  attributeRows.used = 0;
  const read = scanRequest(wire, wire.bytes.length, resources);
  const [spans, attributes] = [spanRows.take(), attributeRows.take()];
  return read ? { resources, spans, attributes } : null;
}

function withResources(wire: Wire, { resources, spans, attributes }: SpanRows, shapes: ShapeNumbers | null) {
  const known: ScannedTraces['resources'] = [];
  for (const { resourceFrom, resourceTo, from, to } of resources) {
    const resource = resourceIn(wire, resourceFrom, resourceTo);
    if (resource === null) return null;
    known.push({ resource, from, to });
  }
  return { wire, spans, attributes, resources: known, shapes };
}

const ofRequest = bits(1);
const ofResourceSpans = bits(1, 2);
const ofScopeSpans = bits(2);

function scanRequest(wire: Wire, end: number, resources: SpanRows['resources']): boolean {
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
function scanResourceSpans(wire: Wire, end: number, resources: SpanRows['resources']): boolean {
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
  const at = { resourceFrom: Math.max(resourceFrom, 0), resourceTo: Math.max(resourceTo, 0) };
  resources.push({ ...at, from, to: spanRows.used / spanWidth });
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
