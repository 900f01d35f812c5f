import { addScanned } from './add-scanned.ts';
import { decodeTraces } from './decode-protobuf.ts';
import { type ScannedTraces, scanTraces } from './scan-traces.ts';
import type { TracesRequest } from './span.ts';
import type { TracesContext, TracesDecision } from './trace-context.ts';
import { addTraces } from './traces-batch.ts';

/** A request as it was read: columns over its bytes, or spans where it was JSON or not plain. */
export type TracesBody = ScannedTraces | TracesRequest;

/** Reads an ExportTraceServiceRequest in protobuf. Throws an Error of the library decoder when the bytes are none. */
export const readTraces = (bytes: Buffer): TracesBody => scanTraces(bytes) ?? decodeTraces(bytes);

/** Judges each span on its own and counts the good ones, however they were read. */
export const addRead = (body: TracesBody, context: TracesContext): TracesDecision =>
  'wire' in body ? addScanned(body, context) : addTraces(body, context);
