import protobuf, { type Long, type Message } from 'protobufjs/light.js';
import { attributeText } from '../otlp/attribute-text.ts';
import type { Attributes } from '../otlp/metrics-data.ts';
import { anyValue, attributes, exact, type RawPair } from '../otlp/protobuf-values.ts';
import { isRead, type Span, type SpanAttributes, type TracesRequest } from './span.ts';
import { spanMessage, tracesMessage } from './traces-schema.ts';

// The shapes below are those of traces-schema.ts; fields that were not sent read as their default from the prototype.
interface RawSpan {
  traceId: Uint8Array | [];
  spanId: Uint8Array | [];
  traceState: string;
  parentSpanId: Uint8Array | [];
  kind: number;
  startTimeUnixNano: Long;
  endTimeUnixNano: Long;
  attributes: RawPair[];
  status: { code: number } | null;
}
interface RawRequest {
  resourceSpans: { resource: { attributes: RawPair[] } | null; scopeSpans: { spans: RawSpan[] }[] }[];
}

/** Decodes an ExportTraceServiceRequest. Throws an Error of the decoder when the bytes are none. */
export function decodeTraces(bytes: Uint8Array): TracesRequest {
  const request = tracesMessage.decode(bytes) as Message & RawRequest;
  return {
    resourceSpans: request.resourceSpans.map(({ resource, scopeSpans }) => ({
      resource: attributes(resource?.attributes ?? []),
      spans: scopeSpans.flatMap(({ spans }) => spans.map(span)),
    })),
  };
}

/** Decodes the bytes of one Span, as `decodeTraces` does within a request. */
export const decodeSpan = (bytes: Uint8Array): Span => span(spanMessage.decode(bytes) as Message & RawSpan);

/** Decodes the bytes of a Resource as within a request, whose depth counts; null where they are none. */
export function decodeResource(bytes: Uint8Array): Attributes | null {
  const request = field1(field1(bytes));
  try {
    return decodeTraces(request).resourceSpans[0]!.resource;
  } catch {
    return null;
  }
}

/** Bytes as field 1 of a message. */
const field1 = (bytes: Uint8Array): Uint8Array => protobuf.Writer.create().uint32(10).bytes(bytes).finish();

/** Longer ones are no ids; a bound keeps them from being copied. */
const mostIdBytes = 32;

/** Bytes that were not sent read as an empty list. */
function hex(bytes: Uint8Array | []): string {
  return Buffer.from(bytes.slice(0, mostIdBytes)).toString('hex');
}

function span(raw: RawSpan): Span {
  return {
    traceId: hex(raw.traceId),
    spanId: hex(raw.spanId),
    parentId: hex(raw.parentSpanId),
    traceState: raw.traceState,
    kind: raw.kind,
    start: exact(raw.startTimeUnixNano),
    end: exact(raw.endTimeUnixNano),
    statusCode: raw.status?.code ?? 0,
    attributes: readFrom(raw.attributes),
  };
}

function readFrom(pairs: RawPair[]): SpanAttributes {
  const kept: SpanAttributes = {};
  for (const { key, value } of pairs) {
    if (!isRead(key)) continue;
    const text = attributeText(anyValue(value));
    if (text !== null) kept[key] = text;
  }
  return kept;
}
