import type { EpochMs } from '../../../maths/instants.ts';
import type { Writer } from '../../access/writer.ts';
import { BatchBuilder } from '../batch-builder.ts';
import type { IntakeChange, IntakeMemory } from '../intake-memory.ts';
import type { Declaration } from '../liveness.ts';
import { type PartialSuccess, partialSuccess } from '../otlp/answer.ts';
import { declareTechnical, proveServices } from '../service-proof.ts';
import type { Source } from '../source.ts';
import { addRead, type TracesBody } from '../traces/read-traces.ts';
import { firstAnswer, type Intake, keep, type Taken } from './intake.ts';
import { traceDraftOf } from './trace-draft-of.ts';
import { traceTurn } from './trace-turns.ts';

export interface TracesTake {
  source: Source;
  writer: Writer;
  /** Idempotency-Key, or what stands for the body: exporters send the same bytes again when an answer got lost. */
  key: string;
  traces: TracesBody;
  bytes: number;
  complete: Declaration | null;
}

type Answer = Taken<PartialSuccess | null>;

/** Takes OTLP spans: judges each, stores what it counts and answers after that is on disk what was not kept. */
export async function takeTraces(intake: Intake, request: TracesTake): Promise<Answer> {
  const memory = await intake.memory();
  const { source, key, bytes } = request;
  return intake.turns.take([`source ${source.name}`], bytes, () =>
    traceTurn(memory, async () => {
      const known = await firstAnswer(intake, source.name, key);
      return known === null ? decideAndKeep(intake, memory, request) : { answer: JSON.parse(known), replayed: true };
    }),
  );
}

async function decideAndKeep(
  intake: Intake,
  memory: IntakeMemory,
  { source, writer, key, traces, complete }: TracesTake,
): Promise<Answer> {
  const now: EpochMs = intake.now();
  const known = memory.source(source.name);
  const batch = new BatchBuilder();
  const draft = traceDraftOf(memory, intake.catalog(), batch);
  const decision = addRead(traces, { source, writer, now, retentionMs: intake.retentionMs, draft });
  const answer = partialSuccess(decision);
  const { accepted, duplicate } = decision;
  const counters = { accepted, refused: answer?.rejected ?? 0, duplicate, droppedAttributes: 0 };
  const refused = [...decision.rejected].map(([code, { count }]) => ({ code, count }));
  const tally = { entrance: 'otlp-traces', source: source.name, at: now, accepted, duplicate, refused } as const;
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
    streams: new Map(),
    heard: new Map(),
    series: [],
    ids: [],
    counters,
    traces: draft,
  };
  const first = await keep(intake, memory, batch, change, { key, answer: JSON.stringify(answer) });
  if (first !== null) return { answer: JSON.parse(first), replayed: true };
  memory.tally.note(tally);
  return { answer, replayed: false };
}
