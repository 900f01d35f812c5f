import { tracesMessage } from '../../src/features/signals/traces/traces-schema.ts';
import { encoded, everywhere, TraceWays } from '../signals/trace-ways.ts';
import type { Differential } from './differential.ts';
import { noon } from './entrance.ts';

const text = (key: string, stringValue: string) => ({ key, value: { stringValue } });
const trace = (n: number) => Buffer.alloc(16, n + 1);
const id = (n: number) => Buffer.alloc(8, n + 1);
const span = (kind: number, own: number, parent: number | null, attributes: object[], more: object = {}) => ({
  traceId: trace(own % 3),
  spanId: id(own),
  ...(parent === null ? {} : { parentSpanId: id(parent) }),
  name: 'GET /orders',
  kind,
  startTimeUnixNano: `${noon - 40}000000`,
  endTimeUnixNano: `${noon}000017`,
  attributes,
  flags: 257,
  ...more,
});
const request = (service: string, ...spans: object[]): Buffer =>
  encoded({
    resourceSpans: [
      {
        resource: { attributes: [text('service.name', service), text('deployment.environment.name', 'production')] },
        scopeSpans: [{ scope: { name: 'http' }, spans, schemaUrl: 'x' }],
      },
    ],
  });
const served = [text('http.request.method', 'GET'), text('http.route', '/orders/{id}'), text('user_agent', 'żółw')];
const status = { key: 'http.response.status_code', value: { intValue: 503 } };
const sampled = { traceState: 'ot=th:8', droppedAttributesCount: 2 };

/** Worlds of few series, and of a writer who may write one service; each keeps what it learns from body to body. */
const worlds = () => [new TraceWays({ seriesLimit: 12 }), new TraceWays({ seriesLimit: 5_000 })];
const writers = [everywhere, { ...everywhere, components: new Set(['shop']) }];
let ways = worlds();
let bodies = 0;
/** Beyond that the memory is begun anew, so that comparing it stays fast. */
const mostBodies = 60;

/** The reader of traces by offset against protobufjs and spans as objects. */
export const tracesDifferential: Differential = {
  name: 'traces-differential',
  covers: ['/signals/traces/', '/signals/otlp/wire'],
  text: false,
  message: tracesMessage,
  seeds: [
    request(
      'shop',
      span(2, 1, null, [...served, status]),
      span(1, 2, 1, []),
      span(3, 4, 1, [text('peer.service', 'x')]),
    ),
    request('bank', span(2, 7, 4, served, sampled), span(3, 8, 7, [text('db.system', 'pg'), text('db.name', 'a')])),
    request('shop', span(4, 10, null, [text('messaging.system', 'kafka')], sampled), span(5, 13, 10, [], sampled)),
    request(
      'shop',
      span(3, 16, null, [
        text('server.address', 'host'),
        {
          key: 'a',
          value: { arrayValue: { values: [{ stringValue: 'b' }, { doubleValue: 1.5 }, { boolValue: true }] } },
        },
        { key: 'http.route', value: { kvlistValue: { values: [text('k', 'v')] } } },
      ]),
      span(2, 17, 5, [{ key: 'http.status_code', value: { intValue: -1 } }], { status: { code: -1 }, traceId: id(1) }),
    ),
  ],
  differs(body) {
    bodies += 1;
    if (bodies % mostBodies === 0) ways = worlds();
    for (const [index, way] of ways.entries()) {
      const difference = way.differ(body, noon + bodies, writers[index]);
      if (difference !== null) return `in world ${index}${difference}`;
    }
    return null;
  },
};
