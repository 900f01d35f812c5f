import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { now } from '../../../../../tests/signals/arbitrary-metrics.ts';
import { encodeSent } from '../../../../../tests/signals/otlp-messages.ts';
import { SummedWay } from '../../../../../tests/signals/summed-way.ts';
import { machine } from '../../../access/who.ts';
import { type Writer, writerOf } from '../../../access/writer.ts';
import { BatchBuilder } from '../../batch-builder.ts';
import { SeriesLimit } from '../../series-limit.ts';
import type { Heard } from '../cumulative.ts';
import { decodeProtobuf } from '../decode-protobuf.ts';
import type { MetricsContext } from '../metrics-decision.ts';
import { addRead, type MetricsBody } from '../read-metrics.ts';
import { StreamTable } from '../stream-table.ts';
import { StreamTrial } from '../stream-trial.ts';

const source = {
  ...{ name: 'otlp', type: 'otlp' as const, processes: null, complete: 'observed' as const, silentAfterMs: 180_000 },
  ...{ seriesLimit: 14, resourceAttributes: ['service.name'], dropLabels: [], keepsMetric: () => true },
};
const anyWriter = writerOf(machine);
const narrow: Writer = { ...anyWriter, components: new Set(['api']) };

const text = (key: string, stringValue: string) => ({ key, value: { stringValue } });
const attributes = fc.array(fc.constantFrom(text('code', '200'), text('code', '500'), text('b', 'c')), {
  maxLength: 2,
});
const rarely = <T>(usual: fc.Arbitrary<T>, rare: fc.Arbitrary<T>): fc.Arbitrary<T> =>
  fc.oneof({ weight: 60, arbitrary: usual }, { weight: 1, arbitrary: rare });
const timeUnixNano = rarely(
  fc.nat(200_000).map((before) => `${now - before}000001`),
  fc.constantFrom('0', `${now + 600_000}000000`, `${now - 100_000_000}000000`),
);
const flags = rarely(fc.constant(0), fc.constantFrom(1, 2));
const count = rarely(fc.nat(9), fc.constantFrom(999_999_999_999, 1_000_000_000_001, 4_294_967_296));
const sum = fc
  .array(fc.record({ attributes, timeUnixNano, flags, asInt: count }), { maxLength: 4 })
  .map((dataPoints) => ({ aggregationTemporality: 1, isMonotonic: true, dataPoints }));
const histogram = fc
  .array(
    fc
      .record({ attributes, timeUnixNano, flags, buckets: fc.array(count, { minLength: 1, maxLength: 3 }) })
      .map(({ buckets, ...point }) => ({
        ...point,
        count: buckets.reduce((all, one) => all + one, 0),
        bucketCounts: buckets,
        explicitBounds: buckets.slice(1).map((_, at) => at + 1),
      })),
    { maxLength: 3 },
  )
  .map((dataPoints) => ({ aggregationTemporality: 1, dataPoints }));
const gauge = fc.constant({ dataPoints: [{ timeUnixNano: `${now}000000`, asInt: 3 }] });
const metric = rarely(
  fc.oneof(
    fc.record({ name: fc.constantFrom('calls', 'sold'), sum }),
    fc.record({ name: fc.constantFrom('took', 'calls'), histogram }),
  ) as fc.Arbitrary<object>,
  fc.record({ name: fc.constant('level'), gauge }),
);
const request = fc.record({
  resourceMetrics: fc.array(
    fc.record({
      resource: fc.record({
        attributes: fc.constantFrom([text('service.name', 'api')], [text('service.name', 'web')]),
      }),
      scopeMetrics: fc.array(fc.record({ metrics: fc.array(metric, { maxLength: 3 }) }), { maxLength: 2 }),
    }),
    { maxLength: 3 },
  ),
});

/** Requests of one commit after the other, decided one way. */
class World {
  readonly #series = new Set<string>();
  readonly #heard = new Map<string, Heard>();

  commit(bodies: readonly { body: MetricsBody; writer: Writer; seriesLimit: number }[]) {
    const batch = new BatchBuilder();
    const taken = { ...source, seriesLimit: bodies[0]!.seriesLimit };
    const limit = new SeriesLimit(taken, this.#series);
    const decisions = bodies.map(({ body, writer }) => {
      const context: MetricsContext = {
        ...{ source: taken, writer, now, retentionMs: 86_400_000, listeningSince: 0, limit },
        ...{
          streams: new StreamTrial(new StreamTable(), 10),
          seriesKnown: () => false,
          heard: (id) => this.#heard.get(id),
        },
        room: { heard: 10 },
      };
      const decision = addRead(body, context, batch);
      for (const [id, heard] of decision.heard) this.#heard.set(id, heard);
      return { ...decision, rejected: [...decision.rejected], heard: [...decision.heard] };
    });
    for (const identity of batch.identities()) this.#series.add(identity);
    return { decisions, identities: batch.identities(), batch: batch.build() };
  }
}

describe('increments that a thread read', () => {
  it('are decided as point by point, whoever sends them and wherever the limit lies', () => {
    const seen = { summed: 0, left: 0 };
    const sent = fc.record({ one: request, isNarrow: fc.nat(4).map((n) => n === 0) });
    const commits = fc.array(fc.tuple(fc.array(sent, { minLength: 1, maxLength: 4 }), fc.constantFrom(3, 8, 14)), {
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(commits, (all) => {
        const [slow, fast, way] = [new World(), new World(), new SummedWay()];
        for (const [requests, seriesLimit] of all) {
          const both = requests.map(({ one, isNarrow }) => {
            const bytes = encodeSent(one);
            const writer = isNarrow ? narrow : anyWriter;
            const library = decodeProtobuf(bytes);
            const summed = way.read(bytes, { source, writer }, () => library);
            seen[summed === null ? 'left' : 'summed'] += 1;
            return { writer, seriesLimit, library, body: summed ?? library };
          });
          const expected = slow.commit(both.map((each) => ({ ...each, body: each.library })));
          expect(fast.commit(both)).toEqual(expected);
        }
      }),
      { numRuns: 300 },
    );
    expect(seen.summed).toBeGreaterThan(seen.left / 2);
  });

  it('are judged point by point where the rules changed meanwhile', () => {
    const bytes = encodeSent({
      resourceMetrics: [
        {
          resource: { attributes: [text('service.name', 'web')] },
          scopeMetrics: [
            {
              metrics: [
                {
                  name: 'calls',
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
    });
    const read = new SummedWay().read(bytes, { source, writer: anyWriter }, () => decodeProtobuf(bytes))!;
    const refused = new World().commit([{ body: read, writer: narrow, seriesLimit: 9 }]);
    expect(refused.decisions[0]).toMatchObject({ accepted: 0, rejected: [['not_yours', { count: 1 }]] });
    const kept = new World().commit([{ body: read, writer: anyWriter, seriesLimit: 9 }]);
    expect(kept.batch.counts).toMatchObject([{ at: now, n: 5 }]);
  });
});
