import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { metricsRequest, now } from '../../../tests/signals/arbitrary-metrics.ts';
import { encodeSent } from '../../../tests/signals/otlp-messages.ts';
import { machine } from '../access/who.ts';
import { writerOf } from '../access/writer.ts';
import { BatchBuilder } from './batch-builder.ts';
import { IntakeMemory } from './intake-memory.ts';
import { MetricsDraft } from './metrics-draft.ts';
import { decodeProtobuf } from './otlp/decode-protobuf.ts';
import { MetricsMemory } from './otlp/fast/metrics-memory.ts';
import { type MetricsBody, readMetrics } from './otlp/read-metrics.ts';

const source = {
  ...{ name: 'otlp', type: 'otlp' as const, processes: null, complete: 'observed' as const, silentAfterMs: 180_000 },
  ...{ seriesLimit: 12, resourceAttributes: ['service.name'], dropLabels: [], keepsMetric: () => true },
};
const writer = writerOf(machine);

/** What is to be stored, with streams as they are kept. */
function told(change: ReturnType<MetricsDraft['change']>, batch: BatchBuilder) {
  return { change: change && { ...change, trial: [...(change.trial?.texts() ?? [])] }, batch: batch.build() };
}

/** Decides the bodies, so many to a commit, and gives all that would be stored. */
function decided(bodies: readonly MetricsBody[], together: number) {
  const memory = new IntakeMemory(now - 600_000);
  const answers: unknown[] = [];
  const stored: unknown[] = [];
  for (let from = 0; from < bodies.length; from += together) {
    const batch = new BatchBuilder();
    const draft = new MetricsDraft({ source, memory, batch, now, retentionMs: 86_400_000 });
    bodies.slice(from, from + together).forEach((metrics, index) => {
      answers.push(draft.decide({ writer, key: `${from + index}`, metrics, complete: null }));
    });
    const change = draft.change();
    stored.push({ ...told(change, batch), keys: draft.keys() });
    if (change === null) draft.countRefused();
    else memory.apply(change);
  }
  const { series, streams, heard, counters } = memory.source(source.name);
  return { answers, stored, memory: { series, streams: [...streams], heard, counters } };
}

describe('requests with metrics that are stored together', () => {
  const requests = fc.array(metricsRequest, { minLength: 1, maxLength: 6 });

  it('come to the same whether they were read by offset or by the library, or some of each', () => {
    fc.assert(
      fc.property(requests, fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }), (sent, byLibrary) => {
        const bytes = [...sent, ...sent].map(encodeSent);
        const library = bytes.map(decodeProtobuf);
        const memory = new MetricsMemory();
        const mixed = bytes.map((body, index) =>
          byLibrary[index % 6] ? library[index]! : readMetrics(body, { source, writer }, memory),
        );
        expect(decided(mixed, 3)).toEqual(decided(library, 3));
      }),
      { numRuns: 60 },
    );
  });

  it('are answered as if each had been stored before the next', () => {
    fc.assert(
      fc.property(requests, (sent) => {
        const library = [...sent, ...sent].map((request) => decodeProtobuf(encodeSent(request)));
        const [together, apart] = [decided(library, 12), decided(library, 1)];
        expect(together.answers).toEqual(apart.answers);
        expect(together.memory).toEqual(apart.memory);
      }),
      { numRuns: 60 },
    );
  });
});
