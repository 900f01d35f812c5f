import { tracesMessage } from '../../src/features/signals/traces/traces-schema.ts';
import { start } from './app.ts';

export const kind = { internal: 1, server: 2, client: 3, producer: 4, consumer: 5 } as const;

export interface SpanGiven {
  trace?: string;
  id?: string;
  parent?: string;
  kind?: number;
  /** Epoch milliseconds. */
  end?: number;
  durationMs?: number;
  failed?: boolean;
  state?: string;
  attributes?: Record<string, string | number>;
}

let last = 0;
/** An id of so many bytes that no other test has. */
export function newId(bytes: number): string {
  last += 1;
  return last
    .toString(16)
    .padStart(10, '0')
    .padStart(2 * bytes, 'f');
}

const anyValue = (value: string | number) => (typeof value === 'number' ? { intValue: value } : { stringValue: value });
const pairs = (attributes: Record<string, string | number>) =>
  Object.entries(attributes).map(([key, value]) => ({ key, value: anyValue(value) }));

/** A span as OTLP/JSON has it. */
export function span(given: SpanGiven = {}) {
  const end = given.end ?? start - 1_000;
  return {
    traceId: given.trace ?? newId(16),
    spanId: given.id ?? newId(8),
    parentSpanId: given.parent ?? '',
    traceState: given.state ?? '',
    name: 'not read',
    kind: given.kind ?? kind.server,
    startTimeUnixNano: `${BigInt(end - (given.durationMs ?? 20)) * 1_000_000n}`,
    endTimeUnixNano: `${BigInt(end) * 1_000_000n}`,
    attributes: pairs(given.attributes ?? {}),
    status: { code: given.failed ? 2 : 0 },
  };
}

export type JsonSpan = ReturnType<typeof span>;

/** ExportTraceServiceRequest in JSON: spans by service. */
export function traces(byService: Record<string, JsonSpan[]>, resource: Record<string, string> = {}) {
  return {
    resourceSpans: Object.entries(byService).map(([service, spans]) => ({
      resource: { attributes: pairs({ 'service.name': service, ...resource }) },
      scopeSpans: [{ spans }],
    })),
  };
}

/** The same in protobuf. */
export function binary(request: ReturnType<typeof traces>): Buffer {
  const bytes = (hex: string) => Buffer.from(hex, 'hex');
  const resourceSpans = request.resourceSpans.map(({ resource, scopeSpans }) => ({
    resource,
    scopeSpans: scopeSpans.map(({ spans }) => ({
      spans: spans.map((one) => ({
        ...one,
        traceId: bytes(one.traceId),
        spanId: bytes(one.spanId),
        parentSpanId: bytes(one.parentSpanId),
      })),
    })),
  }));
  return Buffer.from(tracesMessage.encode(tracesMessage.fromObject({ resourceSpans })).finish());
}

/** A CLIENT span and the SERVER span that it calls, of one trace. */
export function call(given: SpanGiven = {}): { client: JsonSpan; server: JsonSpan } {
  const trace = given.trace ?? newId(16);
  const client = span({ ...given, trace, kind: kind.client, durationMs: 30 });
  return { client, server: span({ ...given, trace, id: newId(8), parent: client.spanId, kind: kind.server }) };
}
