import { ROOT_CONTEXT, SpanKind, type Tracer, trace } from '@opentelemetry/api';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter as JsonExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { OTLPTraceExporter as ProtobufExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { minute } from '../../src/maths/instants.ts';
import { openApp, type TestApp } from './app.ts';

let t: TestApp;
let url: string;
beforeAll(async () => {
  t = await openApp({ clock: { now: Date.now() } });
  url = `${await t.app.listen({ host: '127.0.0.1', port: 0 })}/v1/traces`;
});
afterAll(() => t.close());

type Kind = 'protobuf' | 'json';

/** A service as the SDK makes one, with the exporter of an encoding. */
function service(name: string, kind: Kind, compressed: boolean): { tracer: Tracer; shutdown(): Promise<void> } {
  const options = { url, compression: (compressed ? 'gzip' : 'none') as never };
  const exporter = kind === 'protobuf' ? new ProtobufExporter(options) : new JsonExporter(options);
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': name }),
    spanProcessors: [new BatchSpanProcessor({ exporter })],
  });
  return { tracer: provider.getTracer('trace-clients'), shutdown: () => provider.shutdown() };
}

describe('the OpenTelemetry SDK', () => {
  it.each([
    ['protobuf', false],
    ['protobuf', true],
    ['json', false],
    ['json', true],
  ] as const)('sends traces as %s, packed: %s', async (kind, compressed) => {
    const [shop, bank] = [`shop-${kind}-${compressed}`, `bank-${kind}-${compressed}`];
    const [caller, called] = [service(shop, kind, compressed), service(bank, kind, compressed)];
    const w3c = new W3CTraceContextPropagator();
    for (let n = 0; n < 25; n++) {
      const client = caller.tracer.startSpan('ask', { kind: SpanKind.CLIENT }, ROOT_CONTEXT);
      const headers: Record<string, string> = {};
      const set = (carrier: Record<string, string>, key: string, value: string) =>
        Object.assign(carrier, { [key]: value });
      w3c.inject(trace.setSpan(ROOT_CONTEXT, client), headers, { set });
      const get = (carrier: Record<string, string>, key: string) => carrier[key];
      const heard = w3c.extract(ROOT_CONTEXT, headers, { get, keys: Object.keys });
      const server = called.tracer.startSpan('answer', { kind: SpanKind.SERVER }, heard);
      if (n % 5 === 0) server.setStatus({ code: 2 });
      server.end();
      client.end();
    }
    await Promise.all([caller.shutdown(), called.shutdown()]);
    const window = { from: t.clock.now - minute, to: t.clock.now + 2 * minute };
    const edge = (await t.signals.dependencies(window)).find((one) => one.caller === shop);
    // The SDK's own samplers write no threshold.
    expect(edge).toMatchObject({ callee: bank, kind: 'service', calls: 25, errors: 5, sampling: 'unknown' });
  });
});
