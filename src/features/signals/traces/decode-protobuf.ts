import type { Long, Message } from 'protobufjs/light.js';
import { attributeText } from '../otlp/attribute-text.ts';
import { anyValue, attributes, exact, type RawPair } from '../otlp/protobuf-values.ts';
import { isRead, type Span, type SpanAttributes, type TracesRequest } from './span.ts';
import { tracesMessage } from './traces-schema.ts';

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
