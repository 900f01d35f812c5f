import type { Writer } from '../../access/writer.ts';
import { BatchBuilder } from '../batch-builder.ts';
import type { IntakeChange, IntakeMemory } from '../intake-memory.ts';
import { notKept } from '../remote-write/answer.ts';
import { addWrite } from '../remote-write/write-batch.ts';
import type { WriteRequest } from '../remote-write/write-request.ts';
import { SeriesLimit } from '../series-limit.ts';
import { proveServices } from '../service-proof.ts';
import type { Source } from '../source.ts';
import { firstAnswer, type Intake, keep, type Taken } from './intake.ts';

/** Streams remembered per series: all copies of a program feed one series, and those that went stay for a day. */
const streamsPerSeries = 4;

export interface WriteTake {
  source: Source;
  writer: Writer;
  /** What stands for the body: the same bytes come again when an answer got lost. */
  key: string;
  write: WriteRequest;
  bytes: number;
}

/**
 * Takes a remote write: judges each sample, stores the good ones and answers after they are on disk what was not kept, in
 * one line; null when there is nothing to tell.
 */
export async function takeWrite(intake: Intake, request: WriteTake): Promise<Taken<string | null>> {
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
  { source, writer, key, write }: WriteTake,
): Promise<Taken<string | null>> {
  const now = intake.now();
  const known = memory.source(source.name);
  const batch = new BatchBuilder();
  const context = {
    source,
    writer,
    now,
    retentionMs: intake.retentionMs,
    limit: new SeriesLimit(source, known.series),
    stream: (id: string) => known.streams.get(id),
    seriesKnown: (series: string) => known.streamSeries.has(series),
    heard: (target: string) => known.heard.get(target),
    typeOf: (family: string) => known.types.get(family),
    room: {
      streams: streamsPerSeries * source.seriesLimit - known.streams.size,
      heard: streamsPerSeries * source.seriesLimit - known.heard.size,
      types: source.seriesLimit - known.types.size,
    },
  };
  const decision = addWrite(write, context, batch);
  const { accepted, duplicate } = decision;
  const answer = notKept(decision.rejected);
  const refused = [...decision.rejected].map(([code, { count }]) => ({ code, count }));
  const allRefused = refused.reduce((sum, { count }) => sum + count, 0);
  const counters = { accepted, duplicate, refused: allRefused, droppedAttributes: 0 };
  const tally = { entrance: 'remote-write', source: source.name, at: now, accepted, duplicate, refused } as const;
  if (accepted === 0 && decision.types.size === 0 && decision.services.size === 0) {
    memory.count(source.name, counters);
    memory.tally.note(tally);
    return { answer, replayed: false };
  }
  const change: IntakeChange = {
    source: source.name,
    lastArrival: now,
    services: proveServices(known.services, source, decision.services, batch),
    streams: decision.streams,
    heard: decision.heard,
    types: decision.types,
    series: batch.identities(),
    counters,
  };
  const first = await keep(intake, memory, batch, change, { key, answer: JSON.stringify(answer) });
  if (first !== null) return { answer: JSON.parse(first), replayed: true };
  memory.tally.note(tally);
  return { answer, replayed: false };
}
