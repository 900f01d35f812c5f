import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bothWays, context, scannerOf } from '../../../../tests/signals/both-ways.ts';
import { mostParts } from '../body-parts.ts';
import { mostRows } from '../event-body.ts';

const event = {
  process: 'payment',
  step: 'completed',
  at: '2026-11-20T09:58:02.120Z',
  amount: '150.00',
  currency: 'PLN',
  outcome: 'ok',
  attributes: { method: 'blik' },
};
const text = (...rows: (object | string)[]): string =>
  rows.map((row) => `${typeof row === 'string' ? row : JSON.stringify(row)}\n`).join('');
const both = (body: string | Uint8Array, change: Parameters<typeof context>[0] = {}, scanner = scannerOf(context())) =>
  bothWays(typeof body === 'string' ? Buffer.from(body) : body, scanner, () => context(change));
const scan = (body: string) => scannerOf(context()).scan(Buffer.from(body))!;

/** How many of the lines were left to the library, after both ways were seen to agree. */
function left(...rows: (object | string)[]): number {
  const { slow, fast, scanned } = both(text(...rows));
  expect(fast).toEqual(slow);
  return scanned!.rest.index.length;
}

describe('good rows', () => {
  it('are summed by what is kept of them and their minute', () => {
    const { rows, groups, sums, rest } = scan(
      text(event, { ...event, amount: '0.5' }, { ...event, at: '2026-11-20T09:59:00Z' }),
    );
    const { at, amount, ...kept } = event;
    expect({ rows, rest }).toEqual({ rows: 3, rest: { index: [], line: [] } });
    expect(groups).toEqual([
      { ...kept, environment: 'production', minuteAt: Date.UTC(2026, 10, 20, 9, 58) },
      { ...kept, environment: 'production', minuteAt: Date.UTC(2026, 10, 20, 9, 59) },
    ]);
    expect([sums.count, sums.minor, sums.anonymous].map((numbers) => [...numbers])).toEqual([
      [2, 1],
      [15_050, 15_000],
      [2, 1],
    ]);
  });

  it('are none of them left to the library, in whatever order and spacing their fields stand', () => {
    const { process, ...others } = event;
    const spaced = JSON.stringify(event, null, 1).replaceAll('\n', '\t');
    const named = { ...event, id: 'order-1', user: 'zażółć', environment: 'test' };
    const ignored = {
      ...event,
      trace: 'a',
      n: -1.5,
      ok: true,
      nothing: null,
      attributes: { method: 5, x: 'y', z: null },
    };
    expect(left(event, { ...others, process }, spaced, ` ${spaced} \r`, '', '  \t', named, ignored)).toBe(0);
    expect(left({ ...event, amount: '-1', step: 'refunded' }, { ...event, amount: null, currency: null })).toBe(0);
    const times = ['20T10:59:59+01:00', '20T09:00:00.123456789Z', '19T23:59:59.9-00:00', '20T04:00:00-05:30'];
    expect(left(...times.map((time) => ({ ...event, at: `2026-11-${time}` })))).toBe(0);
  });

  it('are read without a line feed at the end, and from a part of a buffer', () => {
    const body = Buffer.from(`xx${text(event, event).trimEnd()}yy`).subarray(2, -2);
    const { slow, fast, scanned } = both(body);
    expect(fast).toEqual(slow);
    expect(scanned).toMatchObject({ rows: 2, rest: { index: [] } });
  });

  it('give the very same object for the same group, in whatever order bodies bring them', () => {
    const scanner = scannerOf(context());
    const started = { ...event, step: 'started' };
    const first = scanner.scan(Buffer.from(text(event, started)))!;
    const second = scanner.scan(Buffer.from(text(started, started, event)))!;
    expect(second.groups[0]).toBe(first.groups[1]);
    expect(second.groups[1]).toBe(first.groups[0]);
    expect(first.groups.map(({ step }) => step)).toEqual(['completed', 'started']);
  });
});

describe('what is left to the library', () => {
  it.each([
    ['an escape', JSON.stringify({ ...event, user: 'a\\b' })],
    ['an escape in a name', text(event).replace('"at"', '"\\u0061t"')],
    ['a repeated field', text(event).replace('{', '{"step":"started",')],
    ['a repeated attribute', text(event).replace('"blik"', '"blik","method":"card"')],
    ['a name that objects know', text(event).replace('"method"', '"__proto__":1,"method"')],
    ['a control character', text(event).replace('blik', 'bl\u0001ik')],
    ['a value within a value', { ...event, meta: { a: 1 } }],
    ['a number that would be written otherwise', text(event).replace('"blik"', '1.50')],
    ['minus zero', text(event).replace('"blik"', '-0')],
    ['a number that is infinite', text(event).replace('"method":"blik"', '"other":1e400')],
    ['an unusual space before', `\u00a0${JSON.stringify(event)}`],
    ['a long value', { ...event, attributes: { method: 'x'.repeat(256) } }],
    ['an unknown process', { ...event, process: 'nobody' }],
    ['an unknown step', { ...event, step: 'nowhere' }],
    ['an unknown outcome', { ...event, outcome: 'OK' }],
    ['a time too old', { ...event, at: '2020-01-01T00:00:00Z' }],
    ['a time too far ahead', { ...event, at: '2026-11-20T10:06:00Z' }],
    ['a day that is none', { ...event, at: '2026-02-29T10:00:00Z' }],
    ['a time without seconds', { ...event, at: '2026-11-20T09:00Z' }],
    ['a long fraction', { ...event, at: '2026-11-20T09:00:00.1234567891Z' }],
    ['a currency alone', { ...event, amount: undefined }],
    ['an amount alone', { ...event, currency: undefined }],
    ['too many places', { ...event, amount: '1.005' }],
    ['money below zero', { ...event, amount: '-1' }],
    ['too much money', { ...event, amount: '100000000000.01' }],
    ['an empty id', { ...event, id: '' }],
    ['a long user', { ...event, user: 'x'.repeat(513) }],
    ['no object', 'null'],
    ['no JSON', '{"process":"payment"'],
    ['two values', `${JSON.stringify(event)}${JSON.stringify(event)}`],
  ])('%s', (_, row) => {
    // twice, so that the second one meets what the first one taught
    expect(left(event, row, row, event)).toBe(2);
  });

  it('is the whole body where that is no UTF-8, begins with a mark or holds too much', () => {
    const whole = (body: Uint8Array) => [both(body).scanned, both(body).fast];
    expect(whole(Buffer.from([0x7b, 0xff, 0x7d]))).toEqual([null, null]);
    expect(whole(Buffer.from(`\ufeff${text(event)}`))).toEqual([null, null]);
    expect(whole(Buffer.alloc(2 * mostRows + 2, '1\n'))).toEqual([null, null]);
    expect(scan(text(event).repeat(mostRows))).toMatchObject({ rows: mostRows });
    expect(scannerOf(context()).scan(Buffer.from(text(event).repeat(mostRows + 1)))).toBeNull();
    expect(scannerOf(context()).scan(Buffer.alloc(mostParts.json + 2, ','))).toBeNull();
  });

  it('is the whole body where the order of rows tells', () => {
    const steps = text(event, { ...event, step: 'started' }, { ...event, environment: 'test' });
    expect(both(steps, { seriesLimit: 3 })).toMatchObject({ fast: null, slow: { room: 1 } });
    const huge = text({ ...event, amount: '100000000000.00' }).repeat(1_000);
    expect(both(huge).scanned).toBeNull();
  });
});

describe('any body', () => {
  const some = <T>(...values: T[]) => fc.constantFrom<(T | undefined)[]>(undefined, ...values);
  const instant = fc.oneof(
    fc
      .tuple(
        fc.constantFrom(
          '2026-11-20T',
          '2026-10-31T',
          '2026-02-28T',
          '2026-02-29T',
          '2024-02-29T',
          '2026-11-31T',
          '2025-12-31T',
        ),
        fc.constantFrom('09:58:02', '09:59:59', '23:59:59', '00:00:00', '24:00:00', '10:04:59', '10:05:01', '09:00:60'),
        fc.oneof(fc.constantFrom('', '.'), fc.stringMatching(/^\.[0-9]{1,10}$/)),
        fc.constantFrom('Z', 'Z', 'Z', '+00:00', '-00:00', '+01:00', '-23:59', '+24:00', 'z', '', '+0100'),
      )
      .map((parts) => parts.join('')),
    fc.constantFrom('now', '1970-01-01T00:00:00Z', '9999-12-31T23:59:59Z', '2026-11-20 10:00:00Z'),
  );
  const amount = fc.oneof(
    fc.stringMatching(/^-?[0-9]{1,4}(\.[0-9]{0,3})?$/),
    fc.constantFrom('-0.00', '1e3', 'NaN', '', ' 1', '9'.repeat(15), '9'.repeat(16), '1.500000', '0.0000001', '+1'),
  );
  const attribute = fc.oneof(
    fc.constantFrom<unknown>('blik', 'blik', 'card', '', 'ą', 'a"b', '\u0000', 'x'.repeat(255), 'x'.repeat(256)),
    fc.constantFrom<unknown>(1, -1.5, 1e21, 1e-7, 9007199254740993n, true, null, [], {}, { a: 'b' }),
  );
  const odd = fc.constantFrom<unknown>(1, '', null, {}, [], 'NaN', 'payment', true);
  const good = fc.record({
    process: fc.constant<unknown>('payment'),
    step: fc.constantFrom<unknown>('completed', 'completed', 'started'),
    at: fc.oneof(fc.constant<unknown>('2026-11-20T09:58:02.120Z'), fc.constant<unknown>('2026-11-20T09:59:02Z')),
    id: some<unknown>(undefined, '1', '2', '3', '4', 'é', 'x'.repeat(512)),
    user: some<unknown>('u-1', 'u-2', 'ż'.repeat(25)),
    outcome: some<unknown>('ok', 'failed', null),
    environment: some<unknown>(undefined, undefined, 'production', 'test'),
    attributes: some<unknown>({}, { method: 'blik' }, { other: 'x', method: true }, { channel: 5, currency: 'é' }),
  });
  const paid = fc.constantFrom<object>(
    {},
    {},
    { amount: '150.00', currency: 'PLN' },
    { currency: 'JPY', amount: '07' },
  );
  const changed = fc.oneof(
    fc.record({ process: fc.oneof(fc.constantFrom<unknown>('pay', 'cashback'), odd) }),
    fc.record({ step: fc.oneof(fc.constantFrom<unknown>('refunded', 'granted', 'constructor'), odd) }),
    fc.record({ step: fc.constant('refunded'), amount, currency: fc.constantFrom('PLN', 'KWD') }),
    fc.record({ at: instant }),
    fc.record({ at: odd }),
    fc.record({ id: fc.oneof(fc.constantFrom<unknown>('a\\b', 'ą'.repeat(300)), odd) }),
    fc.record({ amount, currency: fc.constantFrom<unknown>('PLN', 'JPY', 'KWD', 'CLF', 'XAU', 'QQQ', 'pln', null, 1) }),
    fc.record({ user: odd }),
    fc.record({ outcome: fc.constantFrom<unknown>('abandoned', 'OK', 1) }),
    fc.record({ environment: fc.constantFrom<unknown>('te st', '', 'é', 7) }),
    fc.record({
      attributes: fc.oneof(
        fc.dictionary(
          fc.constantFrom('method', 'channel', 'currency', 'other', '__proto__', 'constructor', ''),
          attribute,
        ),
        odd,
      ),
    }),
    fc.record({ more: fc.oneof(attribute, fc.jsonValue()) }),
  );
  const row = fc
    .tuple(good, paid, fc.array<object>(changed, { maxLength: 2 }))
    .map(([first, money, changes]): object => Object.assign({}, first, money, ...changes));
  const json = (value: unknown): string =>
    JSON.stringify(value, (_, inner) => (typeof inner === 'bigint' ? { big: String(inner) } : inner)).replace(
      /\{"big":"(\d+)"\}/g,
      '$1',
    );
  const line = fc
    .tuple(
      row,
      fc.array(fc.nat(20), { maxLength: 12 }),
      fc.constantFrom('plain', 'plain', 'plain', 'plain', 'spaced', 'twice', 'escaped', 'cut', 'number'),
    )
    .map(([value, order, how]) => {
      const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
      for (const [index, at] of order.entries()) {
        const [a, b] = [index % entries.length, at % entries.length];
        [entries[a], entries[b]] = [entries[b]!, entries[a]!];
      }
      const written = json(Object.fromEntries(entries));
      if (how === 'spaced') return ` ${written.replace(/([:,{}])/g, ' $1\t')}`;
      if (how === 'twice') return written.replace('}', ',"step":"started","attributes":{"method":"a","method":"b"}}');
      if (how === 'escaped') return written.replace('payment', 'paym\\u0065nt').replace('at"', '\\u0061t"');
      if (how === 'cut') return written.slice(0, order.reduce((sum, n) => sum + n, 0) * 3);
      return how === 'number' ? written.replace('"blik"', '1.0').replace('-1.5', '-0') : written;
    });
  const body = fc
    .array(fc.oneof({ weight: 20, arbitrary: line }, fc.constantFrom('', ' ', '\u2028', '\ufeff', 'null', '{}')), {
      maxLength: 12,
    })
    .chain((lines) => fc.tuple(fc.shuffledSubarray([...lines, ...lines]), fc.constantFrom('\n', '\n', '\r\n', '\n\n')))
    .map(([lines, end]) => lines.join(end));
  const changes = [
    {},
    { seriesLimit: 8 },
    { writer: { environments: new Set(['production']), processes: new Set(['payment', 'pay']) } },
  ];
  // each keeps what it learns from body to body
  const scanners = changes.map((change) => scannerOf(context(change)));

  it('gives the same both ways: batch, decision, refusals and series', () => {
    let [rows, fastRows] = [0, 0];
    fc.assert(
      fc.property(body, fc.nat(changes.length - 1), (content, index) => {
        const { slow, fast, scanned } = both(content, changes[index], scanners[index]);
        if (fast !== null) expect(fast).toEqual(slow);
        rows += scanned?.rows ?? 0;
        fastRows += (scanned?.rows ?? 0) - (scanned?.rest.index.length ?? 0);
      }),
      { numRuns: 400 },
    );
    expect(rows).toBeGreaterThan(500);
    expect(fastRows).toBeGreaterThan(rows / 5);
    expect(fastRows).toBeLessThan(rows * 0.8);
  });
});
