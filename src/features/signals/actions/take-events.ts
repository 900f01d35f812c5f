import type { EpochMs } from '../../../maths/instants.ts';
import type { Writer } from '../../access/writer.ts';
import { BatchBuilder } from '../batch-builder.ts';
import type { EventsAnswer } from '../contract.ts';
import { addEvents, type EventDecision } from '../event-batch.ts';
import { knownProcesses } from '../event-rules.ts';
import type { IntakeChange, IntakeMemory } from '../intake-memory.ts';
import { arrived, declared, type Liveness, rowsSeen } from '../liveness.ts';
import type { Row } from '../row.ts';
import { SeriesLimit } from '../series-limit.ts';
import { aliveKey } from '../series-names.ts';
import type { Source } from '../source.ts';
import { firstAnswer, type Intake, keep, type Taken } from './intake.ts';

export interface EventsRequest {
  source: Source;
  writer: Writer;
  key?: string | undefined;
  rows: readonly Row[];
  /** Of the body, for the bound on what waits. */
  bytes: number;
  complete: { since: EpochMs | null; until: EpochMs } | null;
}

/** Takes business events: judges each row, stores the good ones and answers after they are on disk. */
export async function takeEvents(intake: Intake, request: EventsRequest): Promise<Taken<EventsAnswer>> {
  const memory = await intake.memory();
  const keys = [`source ${request.source.name}`, ...processesWithIds(request.rows).map((name) => `process ${name}`)];
  return intake.turns.take(keys, request.bytes, async () => {
    const known = await firstAnswer(intake, request.source.name, request.key);
    return known === null ? decideAndKeep(intake, memory, request) : { answer: JSON.parse(known), replayed: true };
  });
}

/** Ids are compared within a process, whichever source they come from: such requests take turns by process too. */
function processesWithIds(rows: readonly Row[]): string[] {
  const names = new Set<string>();
  for (const { value } of rows) {
    const { id, process } = (value ?? {}) as { id?: unknown; process?: unknown };
    if (id != null && typeof process === 'string') names.add(process);
  }
  return [...names];
}

async function decideAndKeep(
  intake: Intake,
  memory: IntakeMemory,
  { source, writer, key, rows, complete }: EventsRequest,
): Promise<Taken<EventsAnswer>> {
  const now = intake.now();
  const batch = new BatchBuilder();
  const decision = addEvents(
    rows,
    {
      source,
      writer,
      processes: knownProcesses(intake.catalog()),
      now,
      retentionMs: intake.retentionMs,
      userKey: intake.userKey,
      limit: new SeriesLimit(source, memory.source(source.name).series),
      seen: (process, id) => memory.seen(process, id, now),
    },
    batch,
  );
  const { accepted, duplicate, rejected } = decision;
  const answer: EventsAnswer = { accepted, duplicate, rejected };
  const counters = { accepted, duplicate, refused: rejected.length, droppedAttributes: decision.droppedAttributes };
  const tally = { entrance: 'events', source: source.name, at: now, accepted, duplicate, refused: rejected } as const;
  if (accepted + duplicate === 0 && complete === null && key === undefined) {
    memory.count(source.name, counters);
    memory.tally.note(tally);
    return { answer, replayed: false };
  }
  const change: IntakeChange = {
    source: source.name,
    lastArrival: accepted + duplicate > 0 || complete !== null ? now : null,
    events: prove(memory.source(source.name).events, source, decision, complete, now, batch),
    services: new Map(),
    streams: new Map(),
    heard: new Map(),
    series: batch.identities(),
    ids: batch.ids(),
    counters,
  };
  const first = await keep(
    intake,
    memory,
    batch,
    change,
    key === undefined ? null : { key, answer: JSON.stringify(answer) },
  );
  if (first !== null) return { answer: JSON.parse(first), replayed: true };
  memory.tally.note(tally);
  return { answer, replayed: false };
}

/** What the request proves of its sender; the minutes go into the batch. */
function prove(
  last: Liveness,
  source: Source,
  { accepted, duplicate, firstRow }: EventDecision,
  complete: EventsRequest['complete'],
  now: EpochMs,
  batch: BatchBuilder,
): Liveness {
  let liveness = rowsSeen(last, firstRow);
  const key = aliveKey.events(source.name);
  if (source.complete === 'observed' && accepted + duplicate > 0) {
    const proof = arrived(liveness, now, source.silentAfterMs);
    liveness = proof.next;
    if (proof.complete) batch.alive({ source: key, ...proof.complete });
  }
  if (complete !== null) {
    const proof = declared(liveness, complete);
    liveness = proof.next;
    if (proof.complete) batch.alive({ source: key, ...proof.complete });
  }
  return liveness;
}
