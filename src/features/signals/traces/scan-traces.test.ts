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

/** A field of protobuf that has a length. */
function field(number: number, ...contents: Uint8Array[]): Buffer {
  const content = Buffer.concat(contents);
  return Buffer.concat([varint((number << 3) | 2), varint(content.length), content]);
}
/** A varint, with so many bytes more than it needs. */
function varint(value: number, more = 0): Buffer {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    bytes.push(rest > 127 || more > 0 ? (rest & 127) | 128 : rest);
    if (rest <= 127) break;
  }
  for (let n = 1; n <= more; n++) bytes.push(n === more ? 0 : 128);
  return Buffer.from(bytes);
}
const fixed64 = (number: number, at: number): Buffer => {
  const bytes = Buffer.alloc(9, (number << 3) | 1);
  bytes.writeBigUInt64LE(BigInt(at) * 1_000_000n, 1);
  return bytes;
};
const string = (number: number, value: string) => field(number, Buffer.from(value));
const ids = Buffer.concat([field(1, Buffer.alloc(16, 3)), field(2, Buffer.alloc(8, 4)), field(4, Buffer.alloc(8, 5))]);
const times = Buffer.concat([fixed64(7, start - 40), fixed64(8, start)]);
const server = Buffer.from([48, 2]);
const usual = Buffer.concat([ids, server, times]);
const pairOf = (key: string, ...value: Uint8Array[]) => field(9, string(1, key), field(2, ...value));
const route = pairOf('http.route', string(1, '/a'));
const inRequest = (...span: Uint8Array[]) =>
  field(1, field(1, field(1, string(1, 'service.name'), field(2, string(1, 'a')))), field(2, field(2, ...span)));

describe('odd bytes', () => {
  const invalid = Buffer.from([0xff, 0xfe]);
  const way = {
    fast: [
      ['a plain span', [usual, route]],
      ['a span of no bytes', []],
      ['fields in another order', [times, server, route, field(15, Buffer.from([24, 2])), ids]],
      ['ids, kinds and times that come twice', [usual, field(1, Buffer.alloc(16, 9)), fixed64(8, start + 1), server]],
      ['an id that is empty the second time', [usual, field(2)]],
      ['two statuses, of which the second names no code', [usual, field(15, Buffer.from([24, 2])), field(15)]],
      ['a tag and a length of more bytes than they need', [ids, varint(48, 1), varint(2, 2), times]],
      ['a kind and a status below 0', [ids, times, Buffer.from([48, ...Array(9).fill(255), 1])]],
      [
        'fields of numbers that nobody knows',
        [usual, string(9_999, 'x'), varint(8 * 700), varint(2 ** 31), fixed64(12, 1)],
      ],
      ['the same name twice', [usual, route, pairOf('http.route', string(1, '/b'))]],
      ['a name without a value', [usual, route, field(9, string(1, 'http.route'))]],
      ['a value without a name', [usual, field(9, field(2, string(1, 'x')))]],
      ['an empty value', [usual, route, pairOf('http.route')]],
      [
        'a value of another type',
        [usual, pairOf('http.status_code', Buffer.from([33, 0, 0, 0, 0, 0, 0x40, 0x7f, 0x40]))],
      ],
      ['an integer of more bytes than it needs', [usual, pairOf('http.status_code', varint(24), varint(503, 3))]],
      ['text beyond ASCII', [usual, pairOf('http.route', string(1, '/zażółć/🌊')), string(3, 'ot=ż')]],
    ],
    library: [
      ['a kind behind attributes', [ids, times, route, server]],
      ['a field of another wire type', [usual, varint(8 * 9), varint(1)]],
      ['a group that nobody knows', [usual, varint(8 * 30 + 3), varint(8 * 30 + 4)]],
      [
        'two values in one attribute',
        [usual, field(9, string(1, 'a'), field(2, string(1, 'x')), field(2, string(1, 'y')))],
      ],
      ['two members of a value', [usual, pairOf('http.route', string(1, 'x'), varint(24), varint(7))]],
      [
        'two names of an attribute',
        [usual, field(9, string(1, 'x'), string(1, 'http.route'), field(2, string(1, 'y')))],
      ],
      [
        'lists nested deep',
        [
          usual,
          pairOf(
            'a',
            Array(20)
              .fill(0)
              .reduce((inner) => field(5, field(1, inner)), Buffer.alloc(0)),
          ),
        ],
      ],
    ],
    refused: [
      ['a name that is no UTF-8', [usual, field(9, field(1, invalid), field(2, string(1, 'x')))]],
      ['a text that is no UTF-8', [usual, pairOf('user', field(1, invalid))]],
      ['a text in a list that is no UTF-8', [usual, pairOf('user', field(5, field(1, field(1, invalid))))]],
      ['a tracestate that is no UTF-8', [usual, field(3, invalid)]],
      ['a group that does not end', [usual, varint(8 * 30 + 3)]],
      ['a time that is cut', [usual, Buffer.from([57, 1, 2])]],
      ['a length beyond its message', [usual, Buffer.from([74, 100, 10])]],
      ['a tag of too many bytes', [usual, Buffer.alloc(11, 255)]],
    ],
  } as const satisfies Record<string, readonly (readonly [string, readonly Uint8Array[]])[]>;
  const cases = Object.entries(way).flatMap(([name, all]) => all.map(([what, span]) => [what, name, span] as const));

  it.each(cases)('%s: %s', (_, name, span) => {
    const ways = new TraceWays();
    const bytes = inRequest(...span);
    expect(ways.differ(bytes, start)).toBeNull();
    expect(ways.read).toEqual({ fast: 0, library: 0, refused: 0, [name]: 1 });
    // what was learned from it is taken the second time, of another trace
    expect(ways.differ(Buffer.concat([inRequest(usual, route), bytes]), start + 1)).toBeNull();
  });

  it('cut anywhere are refused or read alike', () => {
    const bytes = inRequest(usual, route, pairOf('user', string(1, 'x')), field(15, Buffer.from([24, 2])));
    const ways = new TraceWays();
    for (let end = 0; end <= bytes.length; end++) expect(ways.differ(bytes.subarray(0, end), start)).toBeNull();
    expect(ways.read.refused).toBeGreaterThan(bytes.length / 2);
  });

  it('of resources are read as the library does', () => {
    const ways = new TraceWays();
    const [a, b] = ['a', 'b'].map((name) => field(1, field(1, string(1, 'service.name'), field(2, string(1, name)))));
    const spans = field(2, field(2, usual, route));
    for (const parts of [
      [spans],
      [spans, a!],
      [a!, spans, b!],
      [a!, b!, spans],
      [field(1), spans],
      [field(1, invalid), spans],
    ]) {
      expect(ways.differ(field(1, ...parts), start)).toBeNull();
    }
    expect(ways.read).toEqual({ fast: 3, library: 2, refused: 1 });
  });
});
