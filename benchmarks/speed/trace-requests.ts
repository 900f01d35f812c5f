import protobuf from 'protobufjs/light.js';
import { commonMessages, fields } from '../../src/features/signals/otlp/proto-fields.ts';
import type { Random } from '../../src/maths/random.ts';

/** The messages with what senders send and Waga does not read: names of spans, counts of what was dropped, flags. */
const requestMessage = protobuf.Root.fromJSON({
  nested: {
    ...commonMessages,
    Request: fields('*resourceSpans:ResourceSpans=1'),
    ResourceSpans: fields('resource:Resource=1', '*scopeSpans:ScopeSpans=2', 'schemaUrl:string=3'),
    ScopeSpans: fields('scope:Scope=1', '*spans:Span=2', 'schemaUrl:string=3'),
    Span: fields(
      ...['traceId:bytes=1', 'spanId:bytes=2', 'traceState:string=3', 'parentSpanId:bytes=4', 'name:string=5'],
      ...['kind:int32=6', 'startTimeUnixNano:fixed64=7', 'endTimeUnixNano:fixed64=8', '*attributes:KeyValue=9'],
      ...['droppedAttributesCount:uint32=10', 'status:SpanStatus=15', 'flags:fixed32=16'],
    ),
    SpanStatus: fields('code:int32=3'),
  },
}).lookupType('Request');

/** Services of a shop; each calls the next one and a database, as an SDK batches its spans: 512 of one process. */
const services = ['gateway', 'checkout', 'payment', 'ledger'];
const routes = ['/orders', '/orders/{id}', '/payments', '/payments/{id}', '/carts/{id}/items', '/customers/{id}'];
const methods = ['GET', 'POST', 'GET', 'PUT'];

const text = (key: string, stringValue: string) => ({ key, value: { stringValue } });
const whole = (key: string, intValue: number) => ({ key, value: { intValue } });

const resourceOf = (service: string) => ({
  attributes: [
    text('service.name', service),
    text('service.namespace', 'shop'),
    text('service.version', '4.17.2'),
    text('service.instance.id', `${service}-6f7d9c5b8d-x2x7k`),
    text('deployment.environment.name', 'production'),
    text('telemetry.sdk.name', 'opentelemetry'),
    text('telemetry.sdk.language', 'nodejs'),
    text('telemetry.sdk.version', '2.1.0'),
    text('k8s.pod.name', `${service}-6f7d9c5b8d-x2x7k`),
    whole('process.pid', 17),
  ],
});

const id = (random: Random, bytes: number): Buffer =>
  Buffer.from(Array.from({ length: bytes }, () => Math.floor(random.uniform() * 256)));

interface Given {
  trace: Buffer;
  id: Buffer;
  parent: Buffer;
  kind: number;
  end: number;
  durationMs: number;
  failed?: boolean;
  name: string;
  attributes: object[];
}

const spanOf = ({ trace, id: own, parent, kind, end, durationMs, failed = false, ...rest }: Given) => ({
  ...rest,
  traceId: trace,
  spanId: own,
  parentSpanId: parent,
  traceState: 'ot=th:0',
  kind,
  startTimeUnixNano: `${end - durationMs}000000`,
  endTimeUnixNano: `${end}000000`,
  droppedAttributesCount: 0,
  status: failed ? { code: 2 } : {},
  flags: 257,
});

/**
 * One exchange of batches: every request of a service is a SERVER span, two INTERNAL ones, a CLIENT span to its database and
 * one to the next service, whose own batch holds the SERVER span of it. Bytes of one request per service, `spans` each.
 */
export function batchesOf(random: Random, now: number, spans = 512): { bytes: Buffer; spans: number }[] {
  const calls = Array.from({ length: Math.floor(spans / 5) }, () => {
    const trace = id(random, 16);
    const ids = services.map(() => ({ server: id(random, 8), client: id(random, 8) }));
    return { trace, ids, nth: Math.floor(random.uniform() * 1_000) };
  });
  return services.map((service, depth) => {
    const made = calls.flatMap(({ trace, ids, nth }, index) => {
      const own = ids[depth]!;
      const route = routes[nth % routes.length]!;
      const status = nth % 50 === 0 ? 503 : 200;
      const end = now - 5_000 + index;
      const at = { trace, end, durationMs: 5 + (nth % 90) };
      const inner = { ...at, id: id(random, 8), parent: own.server, kind: 1 };
      const http = [
        text('http.request.method', methods[nth % 4]!),
        text('url.scheme', 'http'),
        text('url.path', route.replace('{id}', String(nth))),
        text('server.address', `${service}.shop.svc`),
        whole('server.port', 8080),
        whole('http.response.status_code', status),
        text('network.protocol.version', '1.1'),
      ];
      return [
        spanOf({
          ...at,
          id: own.server,
          parent: depth === 0 ? Buffer.alloc(0) : ids[depth - 1]!.client,
          kind: 2,
          name: `${methods[nth % 4]} ${route}`,
          failed: status === 503,
          attributes: [
            ...http,
            text('http.route', route),
            text('client.address', `10.0.${nth % 7}.${nth % 251}`),
            text('user_agent.original', 'undici/7.16.0'),
          ],
        }),
        spanOf({
          ...inner,
          name: 'validate',
          attributes: [text('code.function.name', 'validate'), whole('thread.id', 1)],
        }),
        spanOf({
          ...inner,
          id: id(random, 8),
          name: 'middleware - router',
          attributes: [text('http.middleware', 'router'), text('code.function.name', 'handle')],
        }),
        spanOf({
          ...inner,
          id: id(random, 8),
          kind: 3,
          name: 'SELECT orders',
          attributes: [
            text('db.system.name', 'postgresql'),
            text('db.namespace', `${service}s`),
            text('db.operation.name', 'SELECT'),
            text('db.query.text', 'SELECT id, state, total FROM orders WHERE id = $1 AND tenant = $2'),
            text('server.address', `${service}-db.shop.svc`),
            whole('server.port', 5432),
          ],
        }),
        spanOf({
          ...at,
          id: own.client,
          parent: own.server,
          kind: 3,
          name: methods[nth % 4]!,
          failed: status === 503,
          attributes: [...http, text('url.full', `http://next.shop.svc:8080${route.replace('{id}', String(nth))}`)],
        }),
      ];
    });
    const request = {
      resourceSpans: [{ resource: resourceOf(service), scopeSpans: [{ scope: { name: '@shop/http' }, spans: made }] }],
    };
    return {
      bytes: Buffer.from(requestMessage.encode(requestMessage.fromObject(request)).finish()),
      spans: made.length,
    };
  });
}
