import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encoded, everywhere, TraceWays } from '../../../../tests/signals/trace-ways.ts';
import { waitMs } from './waiting-span.ts';

const start = Date.UTC(2026, 10, 20, 10);
const text = (key: string, stringValue: string) => ({ key, value: { stringValue } });
const few = <T>(...values: T[]) => fc.constantFrom(...values);
const rarely = <T>(usual: fc.Arbitrary<T>, odd: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 12, arbitrary: usual }, { weight: 1, arbitrary: odd });

const bytesOf = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
/** Few different ids, so that spans meet and come again. */
const traceId = rarely(
  fc.nat(6).map((n) => new Uint8Array(16).fill(n * 40)),
  fc.oneof(bytesOf(16), bytesOf(3), bytesOf(0)),
);
const spanId = rarely(
  fc.nat(9).map((n) => new Uint8Array(8).fill(n + 1)),
  fc.oneof(bytesOf(8), bytesOf(7), few(new Uint8Array(8))),
);
const parentId = rarely(fc.oneof(spanId, few(new Uint8Array(0))), bytesOf(5));
const traceState = rarely(
  few('', '', 'ot=th:0', 'ot=th:8', 'a=b,ot=th:c;x:1', 'ot=th:b3333333333333'),
  few('ot=th:8;rv:ffffffffffffff', 'ot=th:8;rv:0', 'ot=th:fffffffffffffe', 'ot=rv:1', 'zoë=ot', 'x'.repeat(300)),
);
const anyText = fc.oneof(fc.string({ maxLength: 6, unit: 'grapheme' }), few('/a', '/b', '/c', 'x'.repeat(260)));
const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { weight: 6, arbitrary: anyText.map((stringValue): object => ({ stringValue })) },
    few<object>({ intValue: 200 }, { intValue: '503' }, { intValue: -1 }, { intValue: '9007199254740993' }),
    few<object>({ boolValue: true }, { doubleValue: 1.5 }, { bytesValue: Buffer.from('ab') }, {}),
    fc.array(tie('any'), { maxLength: 3 }).map((values): object => ({ arrayValue: { values } })),
    tie('any').map((inner): object => ({ kvlistValue: { values: [{ key: 'k', value: inner }] } })),
  ),
})).any;
const attribute: fc.Arbitrary<object> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ key: few('http.route', 'server.address', 'peer.service', 'db.name'), value }) },
  few<object>(
    text('http.request.method', 'GET'),
    text('http.method', 'odd'),
    text('db.system', 'pg'),
    text('db.system', ''),
  ),
  few<object>(text('http.response.status_code', '503'), { key: 'http.status_code', value: { intValue: 404 } }),
  few<object>(
    text('messaging.destination.name', 'orders'),
    { key: 'http.route' },
    text('', 'x'),
    text('messaging.system', 'k'),
  ),
  fc.record({ key: anyText, value }),
);
const end = rarely(
  fc.nat(200_000).map((before) => BigInt(start - before) * 1_000_000n + 17n),
  few(0n, 1n, BigInt(start + 400_000) * 1_000_000n, BigInt(start - 90_000_000) * 1_000_000n, 2n ** 64n - 1n),
);
const duration = rarely(few(0n, 1_000_000n, 1_000_001n, 20_000_000n, 4_000_000_000n), few(-1n, 2n ** 55n));
const span = fc.record(
  {
    traceId,
    spanId,
    parentSpanId: parentId,
    traceState,
    name: anyText,
    kind: rarely(few(0, 1, 2, 2, 3, 3, 4, 5), few(6, -1, 300)),
    time: fc.record({ end, duration }),
    attributes: fc.array(attribute, { maxLength: 5 }),
    droppedAttributesCount: fc.nat(3),
    events: fc.array(fc.record({ name: anyText, attributes: fc.array(attribute, { maxLength: 1 }) }), { maxLength: 1 }),
    status: fc.oneof(few({}, { code: 1 }, { code: 2 }), few<object>({ code: 7, message: 'm' }, { code: -1 })),
    flags: few(0, 257),
  },
  { requiredKeys: ['traceId', 'spanId', 'time'] },
);
const bits64 = (n: bigint): string => String(BigInt.asUintN(64, n));
const wire = ({ time, ...rest }: typeof span extends fc.Arbitrary<infer T> ? T : never) => ({
  ...rest,
  startTimeUnixNano: bits64(time.end - time.duration),
  endTimeUnixNano: bits64(time.end),
});
const resource = fc.oneof(
  few(...['a', 'b', 'ż'].map((name) => ({ attributes: [text('service.name', name), text('host', 'h')] }))),
  fc.record({ attributes: fc.array(attribute, { maxLength: 3 }) }),
  few({ attributes: [text('service.name', 'a'), text('deployment.environment', 'test')] }, undefined),
);
const request = fc.record({
  resourceSpans: fc.array(
    fc.record({
      resource,
      scopeSpans: fc.array(
        fc.record({ scope: few({ name: 'web' }), spans: fc.array(span.map(wire), { maxLength: 8 }) }),
        { maxLength: 2 },
      ),
      schemaUrl: few('https://opentelemetry.io/schemas/1.37.0'),
    }),
    { maxLength: 3 },
  ),
});
const writer = rarely(
  few(everywhere),
  few({ ...everywhere, components: new Set(['a']) }, { ...everywhere, environments: new Set(['production']) }),
);

describe('the two ways of reading traces', () => {
  it('answer and change the same, request after request on the same memory', () => {
    const read = { fast: 0, library: 0, refused: 0 };
    const step = fc.record({ request, writer, later: few(0, 1_000, 100_000) });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 8 }), few(4, 40, 400), (steps, seriesLimit) => {
        const ways = new TraceWays({ seriesLimit });
        let now = start;
        for (const { request, writer, later } of steps) {
          now += later;
          expect(ways.differ(encoded(request), now, writer)).toBeNull();
        }
        expect(ways.differAfterWait(now + waitMs)).toBeNull();
        for (const way of ['fast', 'library', 'refused'] as const) read[way] += ways.read[way];
      }),
      { numRuns: 300 },
    );
    expect(read.refused).toBe(0);
    expect(read.fast).toBeGreaterThan(10 * read.library);
  });
});
