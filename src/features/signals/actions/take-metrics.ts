import type { EpochMs } from '../../../maths/instants.ts';
import type { Writer } from '../../access/writer.ts';
import { BatchBuilder } from '../batch-builder.ts';
import type { IntakeChange, IntakeMemory } from '../intake-memory.ts';
import { type PartialSuccess, partialSuccess } from '../otlp/answer.ts';
import { addMetrics } from '../otlp/metrics-batch.ts';
import type { MetricsRequest } from '../otlp/metrics-data.ts';
import { SeriesLimit } from '../series-limit.ts';
import { declareTechnical, proveServices } from '../service-proof.ts';
import type { Source } from '../source.ts';
import { firstAnswer, type Intake, keep, type Taken } from './intake.ts';

/** Cumulative streams remembered per series: several processes feed one series, and restarted ones stay for a day. */
const streamsPerSeries = 4;

export interface MetricsTake {
  source: Source;
  writer: Writer;
  /** Idempotency-Key, or what stands for the body: exporters send the same bytes again when an answer got lost. */
  key: string;
  metrics: MetricsRequest;
  bytes: number;
  complete: { since: EpochMs | null; until: EpochMs } | null;
}

/** Takes OTLP metrics: judges each point, stores the good ones and answers after they are on disk what was not kept. */
export async function takeMetrics(intake: Intake, request: MetricsTake): Promise<Taken<PartialSuccess | null>> {
  const memory = await intake.memory();
  const { source, key, bytes } = request;
  return intake.turns.take([`source ${source.name}`], bytes, async () => {
    const known = await firstAnswer(intake, source.name, key);
    return known === null ? decideAndKeep(intake, memory, request) : { answer: JSON.parse(known), replayed: true };
  });
}

async function decideAndKeep(
  intake: Intake,
  memory: IntakeMemory,
  { source, writer, key, metrics, complete }: MetricsTake,
): Promise<Taken<PartialSuccess | null>> {
  const now = intake.now();
  const known = memory.source(source.name);
  const batch = new BatchBuilder();
  const decision = addMetrics(
    metrics,
    {
      source,
      writer,
      now,
      retentionMs: intake.retentionMs,
      listeningSince: memory.listeningSince,
      limit: new SeriesLimit(source, known.series),
      stream: (id) => known.streams.get(id),
      seriesKnown: (series) => known.streamSeries.has(series),
      heard: (resource) => known.heard.get(resource),
      room: {
        streams: streamsPerSeries * source.seriesLimit - known.streams.size,
        heard: streamsPerSeries * source.seriesLimit - known.heard.size,
      },
    },
    batch,
  );
  const answer = partialSuccess(decision);
  const { accepted } = decision;
  const counters = { accepted, refused: answer?.rejected ?? 0, duplicate: 0, droppedAttributes: 0 };
  const refused = [...decision.rejected].map(([code, { count }]) => ({ code, count }));
  const tally = { entrance: 'otlp-metrics', source: source.name, at: now, accepted, refused } as const;
  if (accepted === 0 && complete === null) {
    memory.count(source.name, counters);
    memory.tally.note(tally);
    return { answer, replayed: false };
  }
  const change: IntakeChange = {
    source: source.name,
    lastArrival: now,
    technical: complete === null ? known.technical : declareTechnical(known.technical, source, complete, batch),
    services: proveServices(known.services, source, decision.services, batch),
    streams: decision.streams,
    heard: decision.heard,
    series: batch.identities(),
    ids: [],
    counters,
  };
  const first = await keep(intake, memory, batch, change, { key, answer: JSON.stringify(answer) });
  if (first !== null) return { answer: JSON.parse(first), replayed: true };
  memory.tally.note(tally);
  return { answer, replayed: false };
}
