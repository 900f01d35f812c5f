import { unsure, Wire } from '../otlp/wire.ts';
import { beginResource, beginSpans, gatheredSoFar, gatheredSpans } from './gather-spans.ts';
import { type KnownResource, resourceIn } from './known-resources.ts';
import { bits, skipOther } from './scan-attributes.ts';
import { scanSpan } from './scan-spans.ts';
import { ShapeNumbers } from './shape-numbers.ts';
import { columnsOver, type SpanColumns } from './span-columns.ts';
import type { ResourceRows, SpanRows } from './span-rows.ts';

/** A request of traces. */
export interface ScannedTraces extends SpanColumns {
  wire: Wire;
  resources: (ResourceRows & { resource: KnownResource })[];
  epoch: number;
}

/** Of this thread; other threads have other names. */
const ownShapes = new ShapeNumbers(0);

/**
 * Reads an ExportTraceServiceRequest without an object per span. Null where it meets anything that it does not know or is not
 * sure of: the request is then the library decoder's, whose answer this is in all other cases. Never throws.
 */
export function scanTraces(bytes: Buffer): ScannedTraces | null {
  const rows = scanRows(bytes, ownShapes);
  return rows === null ? null : scannedFrom(bytes, rows);
}

/** The rows of a request alone, with numbers for its shapes. Null where it is left to the library decoder. */
export function scanRows(bytes: Buffer, shapes: ShapeNumbers): SpanRows | null {
  const wire = new Wire(bytes);
  const resources: ResourceRows[] = [];
  beginSpans(shapes);
  if (!scanRequest(wire, bytes.length, resources)) return null;
  return { ...gatheredSpans(), resources, epoch: shapes.epoch };
}

/** A request whose rows are known already, from whichever thread. */
export function scannedFrom(bytes: Buffer, rows: SpanRows): ScannedTraces | null {
  const wire = new Wire(bytes);
  const resources: ScannedTraces['resources'] = [];
  for (const one of rows.resources) {
    const resource = resourceIn(wire, one.resourceFrom, one.resourceTo);
    if (resource === null) return null;
    resources.push({ ...one, resource });
  }
  return { wire, ...columnsOver(rows, rows.memory), resources, epoch: rows.epoch };
}

const ofRequest = bits(1);
const ofResourceSpans = bits(1, 2);
const ofScopeSpans = bits(2);

function scanRequest(wire: Wire, end: number, resources: ResourceRows[]): boolean {
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
function scanResourceSpans(wire: Wire, end: number, resources: ResourceRows[]): boolean {
  let [resourceFrom, resourceTo] = [-1, -1];
  const { spans: from, counted, groups, odd } = beginResource();
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
  resources.push({ ...at, from, to: gatheredSoFar(), counted, groups, odd });
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
