import type { Writer } from '../../access/writer.ts';
import type { BatchBuilder } from '../batch-builder.ts';
import type { IntakeChange, IntakeMemory } from '../intake-memory.ts';
import type { Declaration } from '../liveness.ts';
import type { PartialSuccess } from '../otlp/answer.ts';
import type { Source } from '../source.ts';
import { TechnicalDraft } from '../technical-draft.ts';
import { addRead, type TracesBody } from '../traces/read-traces.ts';
import type { Intake, Taken } from './intake.ts';
import { bySource, type Draft, decideTogether } from './together.ts';
import { traceDraftOf } from './trace-draft-of.ts';
import { traceTurn } from './trace-turns.ts';

export interface TracesTake {
  source: Source;
  writer: Writer;
  /** Idempotency-Key, or what stands for the body: exporters send the same bytes again when an answer got lost. */
  key: string;
  traces: TracesBody;
  complete: Declaration | null;
}

type Answer = Taken<PartialSuccess | null>;

/** Takes OTLP spans: judges each, stores what it counts and answers after that is on disk what was not kept. */
export const traceTaking = (intake: Intake): ((request: TracesTake) => Promise<Answer>) =>
  bySource((requests) => takeTogether(intake, requests));

async function takeTogether(intake: Intake, requests: readonly TracesTake[]): Promise<Answer[]> {
  const memory = await intake.memory();
  return intake.turns.take([`source ${requests[0]!.source.name}`], 0, () =>
    traceTurn(memory, () =>
      decideTogether(intake, memory, requests, (batch, source) => draftOf(intake, memory, batch, source)),
    ),
  );
}

function draftOf(
  intake: Intake,
  memory: IntakeMemory,
  batch: BatchBuilder,
  source: Source,
): Draft<TracesTake, PartialSuccess | null> {
  const now = intake.now();
  const traces = traceDraftOf(memory, intake.catalog(), batch);
  const draft = new TechnicalDraft('otlp-traces', source, memory, batch, now);
  return {
    answerOf: (key) => draft.answerOf(key),
    decide(request) {
      const context = { source, writer: request.writer, now, retentionMs: intake.retentionMs, draft: traces };
      return draft.note(request, addRead(request.traces, context));
    },
    change(): IntakeChange | null {
      const change = draft.change();
      return change && { ...change, streams: new Map(), heard: new Map(), series: [], traces };
    },
    keys: () => draft.keys(),
    countRefused: () => draft.countRefused(),
    tell: () => draft.tell(),
  };
}
