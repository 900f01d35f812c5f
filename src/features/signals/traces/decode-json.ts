import { z } from 'zod';
import { Attributes, listOf, orDefault, parsedAs, text, zero32, zero64 } from '../otlp/json-values.ts';
import { isRead, type Span, type SpanAttributes, type TracesRequest } from './span.ts';

/** Unlike other bytes, ids are hex in OTLP/JSON: https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding */
const Id = orDefault(
  z
    .string()
    .regex(/^([0-9a-fA-F]{2})*$/, 'expected hex digits')
    .transform((id) => id.toLowerCase()),
  () => '',
);

const SpanJson = z
  .object({
    traceId: Id,
    spanId: Id,
    parentSpanId: Id,
    traceState: text,
    kind: zero32,
    startTimeUnixNano: zero64,
    endTimeUnixNano: zero64,
    attributes: Attributes,
    status: z.object({ code: zero32 }).nullish(),
  })
  .transform(
    ({ parentSpanId: parentId, startTimeUnixNano: start, endTimeUnixNano: end, status, ...rest }): Span => ({
      ...rest,
      parentId,
      start,
      end,
      statusCode: status?.code ?? 0,
      attributes: Object.fromEntries(rest.attributes.filter(([name]) => isRead(name))) as SpanAttributes,
    }),
  );

const Request = z.object({
  resourceSpans: listOf(
    z
      .object({
        resource: z.object({ attributes: Attributes }).nullish(),
        scopeSpans: listOf(z.object({ spans: listOf(SpanJson) })),
      })
      .transform(({ resource, scopeSpans }) => ({
        resource: resource?.attributes ?? [],
        spans: scopeSpans.flatMap(({ spans }) => spans),
      })),
  ),
});

/** Reads an ExportTraceServiceRequest in JSON, or says where it is malformed (never with a value). Never throws. */
export const decodeTracesJson = (json: string): TracesRequest | { malformed: string } => parsedAs(Request, json);
