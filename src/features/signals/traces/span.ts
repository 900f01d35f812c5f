import type { Attributes } from '../otlp/metrics-data.ts';

/**
 * The traces of one OTLP request as both encodings give them; of a span only what is counted.
 * https://github.com/open-telemetry/opentelemetry-proto/blob/v1.7.0/opentelemetry/proto/trace/v1/trace.proto
 */
export interface TracesRequest {
  resourceSpans: { resource: Attributes; spans: Span[] }[];
}

export interface Span {
  /** Lower-case hex, as long as it was sent; no other digits were. */
  traceId: string;
  spanId: string;
  parentId: string;
  /** W3C tracestate. */
  traceState: string;
  kind: number;
  /** Nanoseconds; 0 is unspecified. */
  start: bigint;
  end: bigint;
  statusCode: number;
  attributes: SpanAttributes;
}

export type SpanAttributes = Partial<Record<ReadAttribute, string>>;

/** The attributes that are read, by the semantic conventions and their earlier names; all others are skipped. */
export const readAttributes = [
  'http.request.method',
  'http.method',
  'http.response.status_code',
  'http.status_code',
  'http.route',
  'service.peer.name',
  'peer.service',
  'server.address',
  'net.peer.name',
  'db.system.name',
  'db.system',
  'db.namespace',
  'db.name',
  'messaging.system',
  'messaging.destination.name',
] as const;
export type ReadAttribute = (typeof readAttributes)[number];

const read: ReadonlySet<string> = new Set(readAttributes);
export const isRead = (name: string): name is ReadAttribute => read.has(name);

export const spanKind = { server: 2, client: 3, producer: 4, consumer: 5 } as const;

/** As the spanmetrics connector of the OpenTelemetry Collector writes them. */
export const kindNames: readonly string[] = [
  'SPAN_KIND_UNSPECIFIED',
  'SPAN_KIND_INTERNAL',
  'SPAN_KIND_SERVER',
  'SPAN_KIND_CLIENT',
  'SPAN_KIND_PRODUCER',
  'SPAN_KIND_CONSUMER',
];
export const statusNames: readonly string[] = ['STATUS_CODE_UNSET', 'STATUS_CODE_OK', 'STATUS_CODE_ERROR'];

/** The HTTP status of a span as three digits, or undefined where it names none. */
export function httpStatus({ attributes }: Span): string | undefined {
  const status = attributes['http.response.status_code'] ?? attributes['http.status_code'];
  return status !== undefined && /^[1-5]\d\d$/.test(status) ? status : undefined;
}

/** A request failed when its span says so, or its HTTP status is 5xx. */
export function hasFailed(span: Span): boolean {
  return span.statusCode === 2 || (httpStatus(span)?.startsWith('5') ?? false);
}
