import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { metricsRequest, now } from '../../../../../tests/signals/arbitrary-metrics.ts';
import { encodeSent } from '../../../../../tests/signals/otlp-messages.ts';
import { SummedWay } from '../../../../../tests/signals/summed-way.ts';
import { machine } from '../../../access/who.ts';
import { type Writer, writerOf } from '../../../access/writer.ts';
import { BatchBuilder } from '../../batch-builder.ts';
import { SeriesLimit } from '../../series-limit.ts';
import { type Heard, seriesOfStream } from '../cumulative.ts';
import { decodeProtobuf } from '../decode-protobuf.ts';
import type { MetricsContext } from '../metrics-decision.ts';
import { addRead, type MetricsBody } from '../read-metrics.ts';
import { StreamTable } from '../stream-table.ts';
import { StreamTrial } from '../stream-trial.ts';
import { MetricsMemory } from './metrics-memory.ts';
import { scanMetrics } from './scan-metrics.ts';

const source = {
  name: 'otlp',
  type: 'otlp' as const,
  processes: null,
  complete: 'observed' as const,
  silentAfterMs: 180_000,
  seriesLimit: 12,
  resourceAttributes: ['service.name'],
  dropLabels: [],
  keepsMetric: () => true,
};
const anyWriter = writerOf(machine);
const narrow: Writer = { ...anyWriter, components: new Set(['api']), environments: new Set(['production']) };

/** What is remembered of the source between requests, as the intake does. */
class Remembered {
  readonly series = new Set<string>();
  readonly streams = new StreamTable();
  readonly streamSeries = new Set<string>();
  readonly heard = new Map<string, Heard>();

  /** Decides and stores a request; gives everything that was decided, and all streams as they stand then. */
  take(read: MetricsBody, given: Partial<MetricsContext>) {
    const taken = { ...source, ...given.source };
    const streams = new StreamTrial(this.streams, 14);
    const batch = new BatchBuilder();
    const { accepted, rejected, heard, services } = addRead(
      read,
      {
        ...{ writer: anyWriter, now, retentionMs: 86_400_000, listeningSince: now - 600_000, streams },
        limit: new SeriesLimit(taken, this.series),
        seriesKnown: (series) => this.streamSeries.has(series),
        heard: (resource) => this.heard.get(resource),
        room: { heard: 3 - this.heard.size },
        ...given,
        source: taken,
      },
      batch,
    );
    const changed = [...streams.texts()];
    for (const id of streams.keep()) this.streamSeries.add(seriesOfStream(id));
    for (const identity of batch.identities()) this.series.add(identity);
    for (const [id, one] of heard) this.heard.set(id, one);
    return {
      ...{ accepted, rejected: [...rejected], heard: [...heard], services: [...services], changed },
      ...{ streams: [...this.streams], identities: batch.identities(), batch: batch.build() },
    };
  }
}

/** The same requests decided by the library, as they are scanned, and as threads scan them, each with a memory of its own. */
class BothWays {
  readonly #slow = new Remembered();
  readonly #fast = new Remembered();
  readonly #threaded = new Remembered();
  readonly #threads = new SummedWay();
  readonly #memory = new MetricsMemory();

  /** Whether the fast one read it. */
  take(bytes: Buffer, given: Partial<MetricsContext> = {}): boolean {
    const rules = { source, writer: anyWriter, ...given };
    const scanned = scanMetrics(bytes, rules, this.#memory);
    const library = decodeProtobuf(bytes);
    const expected = this.#slow.take(library, given);
    expect(this.#fast.take(scanned ?? library, given)).toEqual(expected);
    const told = this.#threads.read(bytes, rules, () => library);
    expect(this.#threaded.take(told ?? library, given)).toEqual(expected);
    return scanned !== null;
  }
}

/** Requests one after the other; some come again with other times and values of the same series. */
const requests = fc
  .array(fc.tuple(metricsRequest, fc.nat(3), fc.nat(5)), { minLength: 1, maxLength: 4 })
  .map((all) => all.flatMap(([one, again, rules]) => Array.from({ length: again + 1 }, () => ({ one, rules }))));
const rulesOf = (number: number): Partial<MetricsContext> => {
  if (number === 0) return { writer: narrow };
  if (number === 1) return { source: { ...source, resourceAttributes: ['service.name', 'code', 'b'] } };
  return number === 2 ? { now: now + 60_000, source: { ...source, silentAfterMs: 1_000, seriesLimit: 5 } } : {};
};

describe('metrics read by offset', () => {
  it('are decided as the library way decides them, request after request, on threads too', () => {
    let [read, left] = [0, 0];
    fc.assert(
      fc.property(requests, (sent) => {
        const both = new BothWays();
        for (const { one, rules } of sent) {
          if (both.take(encodeSent(one), rulesOf(rules))) read += 1;
          else left += 1;
        }
      }),
      { numRuns: 400 },
    );
    // numbers beyond 2^53 in buckets are left to the library, and little else
    expect(left / (read + left)).toBeLessThan(0.1);
  });

  describe('leave to the library what is not as everybody writes it', () => {
    const head = { name: 'calls', unit: '1' };
    const plain = {
      resourceMetrics: [
        {
          resource: { attributes: [{ key: 'service.name', value: { stringValue: 'api' } }] },
          scopeMetrics: [
            {
              metrics: [
                {
                  ...head,
                  sum: {
                    aggregationTemporality: 1,
                    isMonotonic: true,
                    dataPoints: [{ timeUnixNano: `${now}000000`, asInt: 5 }],
                  },
                },
              ],
            },
          ],
        },
      ],
    };
    const bytes = encodeSent(plain);
    const field = (tag: number, inner: Uint8Array): Buffer => Buffer.concat([Buffer.of(tag, inner.length), inner]);
    const metricsOf = (...metrics: Uint8Array[]): Buffer =>
      field(0x0a, field(0x12, Buffer.concat(metrics.map((metric) => field(0x12, metric)))));
    const time = Buffer.from(bytes.subarray(bytes.indexOf(0x19, bytes.indexOf(Buffer.from('calls'))))).subarray(0, 9);
    const value = Buffer.of(0x31, 5, 0, 0, 0, 0, 0, 0, 0);
    const name = field(0x0a, Buffer.from('calls'));
    const tail = Buffer.of(0x10, 1, 0x18, 1);
    const sum = (...points: Buffer[]): Buffer =>
      field(0x3a, Buffer.concat([...points.map((point) => field(0x0a, point)), tail]));
    const point = Buffer.concat([time, value]);
    const cases: [string, Buffer, boolean][] = [
      ['as it should be', metricsOf(Buffer.concat([name, sum(point, point)])), true],
      ['an unknown field of the request', Buffer.concat([bytes, Buffer.of(0x7a, 0)]), false],
      ['a group', Buffer.concat([bytes, Buffer.of(0x0b, 0x0c)]), false],
      [
        'a tag in more bytes than it needs',
        metricsOf(Buffer.concat([name, sum(Buffer.concat([Buffer.of(0x99, 0x00), time.subarray(1), value]))])),
        false,
      ],
      ['a length in more bytes than it needs', Buffer.concat([Buffer.of(0x0a, 0x80, 0x00)]), true],
      ['a time twice', metricsOf(Buffer.concat([name, sum(Buffer.concat([time, time, value]))])), false],
      [
        'two values',
        metricsOf(Buffer.concat([name, sum(Buffer.concat([point, Buffer.of(0x21, 0, 0, 0, 0, 0, 0, 0, 0)]))])),
        false,
      ],
      ['a value before the time', metricsOf(Buffer.concat([name, sum(Buffer.concat([value, time]))])), true],
      ['a name behind the data', metricsOf(Buffer.concat([sum(point), name])), false],
      ['a name twice', metricsOf(Buffer.concat([name, name, sum(point)])), false],
      ['two kinds of data', metricsOf(Buffer.concat([name, sum(point), field(0x2a, field(0x0a, point))])), false],
      [
        'the temporality before the points',
        metricsOf(Buffer.concat([name, field(0x3a, Buffer.concat([tail, field(0x0a, point)]))])),
        true,
      ],
      [
        'the resource behind the scopes',
        field(
          0x0a,
          Buffer.concat([field(0x12, field(0x12, Buffer.concat([name, sum(point)]))), field(0x0a, Buffer.alloc(0))]),
        ),
        false,
      ],
      [
        'attributes apart from each other',
        metricsOf(
          Buffer.concat([
            name,
            sum(
              Buffer.concat([
                field(0x3a, field(0x0a, Buffer.from('a'))),
                time,
                field(0x3a, field(0x0a, Buffer.from('b'))),
                value,
              ]),
            ),
          ]),
        ),
        false,
      ],
      ['attributes nested a few times', nestedIn(5), true],
      ['metadata behind the data', metricsOf(Buffer.concat([name, sum(point), field(0x62, Buffer.alloc(0))])), true],
    ];

    it.each(cases)('%s', (_, sent, isRead) => {
      const both = new BothWays();
      for (const nth of [1, 2]) expect([nth, both.take(sent)]).toEqual([nth, isRead]);
    });

    const beginnings = Array.from(bytes, (_, length) => bytes.subarray(0, length));
    const noText = metricsOf(Buffer.concat([field(0x0a, Buffer.of(0xff, 0xc3, 0x28, 0x61)), sum(point)]));

    it('and refuse what it refuses: what is cut off, no UTF-8, nested too deep', () => {
      let refused = 0;
      for (const sent of [...beginnings, noText, nestedIn(60), nestedIn(120)]) {
        try {
          decodeProtobuf(sent);
        } catch {
          refused += 1;
          expect(scanMetrics(sent, { source, writer: anyWriter }, new MetricsMemory())).toBeNull();
        }
      }
      expect(refused).toBeGreaterThan(bytes.length - 5);
    });

    it('follow attributes as deep as it does', () => {
      for (let depth = 40; depth < 52; depth++) {
        let accepted = true;
        try {
          decodeProtobuf(nestedIn(depth));
        } catch {
          accepted = false;
        }
        const scanned = scanMetrics(nestedIn(depth), { source, writer: anyWriter }, new MetricsMemory());
        expect([depth, scanned !== null]).toEqual([depth, accepted]);
      }
    });
  });
});

const varint = (value: number): Buffer =>
  value < 128 ? Buffer.of(value) : Buffer.concat([Buffer.of((value & 127) | 128), varint(value >> 7)]);
const long = (tag: number, ...inner: Buffer[]): Buffer => {
  const all = Buffer.concat(inner);
  return Buffer.concat([Buffer.of(tag), varint(all.length), all]);
};

/** A gauge with an attribute of lists within lists, and a resource with the same. */
function nestedIn(depth: number): Buffer {
  let value = long(0x0a, Buffer.from('x'));
  for (let i = 0; i < depth; i++) value = long(0x2a, long(0x0a, value));
  const pair = [long(0x0a, Buffer.from('a')), long(0x12, value)];
  const point = long(0x0a, Buffer.of(0x19, 0, 0, 0, 0, 0, 0, 0, 1), long(0x3a, ...pair));
  const metric = long(0x12, long(0x0a, Buffer.from('calls')), long(0x2a, point));
  return long(0x0a, long(0x0a, long(0x0a, ...pair)), long(0x12, metric));
}
