import type { IncomingHttpHeaders } from 'node:http';
import {
  type Attributes,
  context,
  propagation,
  type Span,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, type IdGenerator, TracerProvider } from '@opentelemetry/sdk-trace';
import { authorization } from './authorization.ts';
import { samplerOf } from './sampler.ts';

const exportEveryMs = 5_000;

export interface TraceSettings {
  wagaUrl: string;
  /** Share of the traces that is kept, above 0 and up to 1. */
  share: number;
  /** Ids by chance unless given. */
  ids?: IdGenerator;
}

/** A tracer provider of its own for the service, as if it ran alone; exports OTLP/HTTP protobuf to Waga. */
export function tracerOf(
  service: string,
  { wagaUrl, share, ids }: TraceSettings,
): { tracer: Tracer; shutdown(): Promise<void> } {
  followCalls();
  const exporter = new OTLPTraceExporter({
    url: `${wagaUrl}/v1/traces`,
    headers: { 'Waga-Source': 'shop-otlp', ...authorization() },
    timeoutMillis: 4_000,
  });
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': service, 'service.namespace': 'shop' }),
    sampler: samplerOf(share),
    ...(ids ? { idGenerator: ids } : {}),
    spanProcessors: [
      new BatchSpanProcessor({ exporter, scheduledDelayMillis: exportEveryMs, exportTimeoutMillis: 4_500 }),
    ],
  });
  return { tracer: provider.getTracer('waga-demo-shop'), shutdown: () => provider.shutdown() };
}

let following = false;
/** The current span goes with every call, within a service and over HTTP; all services of this process share the means. */
function followCalls(): void {
  if (following) return;
  following = true;
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
}

/** What a span is told at its end. */
export interface Ending {
  failed: boolean;
  attributes?: Attributes;
}

async function within<T>(span: Span, work: () => Promise<T>, ending: (result: T) => Ending): Promise<T> {
  try {
    const result = await context.with(trace.setSpan(context.active(), span), work);
    const { failed, attributes } = ending(result);
    if (attributes) span.setAttributes(attributes);
    if (failed) span.setStatus({ code: SpanStatusCode.ERROR });
    return result;
  } finally {
    span.end();
  }
}

/** Serves a request within a SERVER span that goes on from the caller's. */
export function serving<T>(
  tracer: Tracer | undefined,
  { method, headers }: { method: string; headers: IncomingHttpHeaders },
  work: () => Promise<T>,
  ending: (result: T) => Ending,
): Promise<T> {
  if (!tracer) return work();
  const caller = propagation.extract(context.active(), headers);
  const span = tracer.startSpan(
    method,
    { kind: SpanKind.SERVER, attributes: { 'http.request.method': method } },
    caller,
  );
  return context.with(caller, () => within(span, work, ending));
}

/** Asks another within a CLIENT span, or hands a message over within a PRODUCER span. The headers carry the span along. */
export function asking<T>(
  tracer: Tracer,
  name: string,
  { attributes, producer = false }: { attributes: Attributes; producer?: boolean },
  work: (headers: Record<string, string>) => Promise<T>,
  ending: (result: T) => Ending,
): Promise<T> {
  const span = tracer.startSpan(name, { kind: producer ? SpanKind.PRODUCER : SpanKind.CLIENT, attributes });
  const carry = (): Promise<T> => {
    const headers: Record<string, string> = {};
    propagation.inject(context.active(), headers);
    return work(headers);
  };
  return within(span, carry, ending);
}
