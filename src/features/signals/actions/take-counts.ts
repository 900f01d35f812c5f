import { ProductError } from '../../../errors.ts';
import { type EpochMs, type Interval, minute, toRfc3339 } from '../../../maths/instants.ts';
import type { Writer } from '../../access/writer.ts';
import { BatchBuilder } from '../batch-builder.ts';
import type { ImportAnswer } from '../contract.ts';
import { knownProcesses } from '../event-rules.ts';
import { addImport } from '../import-batch.ts';
import type { IntakeMemory } from '../intake-memory.ts';
import type { Liveness } from '../liveness.ts';
import { joinMinutes } from '../minutes.ts';
import type { Row } from '../row.ts';
import { SeriesLimit } from '../series-limit.ts';
import { aliveKey } from '../series-names.ts';
import type { Source } from '../source.ts';
import { firstAnswer, type Intake, keep, type Taken } from './intake.ts';

/** Reasons shown of a chunk that is refused. */
const mostShown = 20;

export interface CountsRequest {
  source: Source;
  writer: Writer;
  key: string | undefined;
  rows: readonly Row[];
  bytes: number;
  /** Minutes without rows in here are zero. */
  complete: Interval | null;
}

/**
 * Takes a chunk of history, whole or not at all, and declares its minutes complete. Throws ProductError `bad_input` with
 * the first reasons as `rejected` when any row is refused.
 */
export async function takeCounts(intake: Intake, request: CountsRequest): Promise<Taken<ImportAnswer>> {
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
  { source, writer, key, rows, complete }: CountsRequest,
): Promise<Taken<ImportAnswer>> {
  const now = intake.now();
  const remembered = memory.source(source.name);
  const batch = new BatchBuilder();
  const limit = new SeriesLimit(source, remembered.series);
  const processes = knownProcesses(intake.catalog());
  const { retentionMs } = intake;
  const decision = addImport(rows, { source, writer, processes, now, retentionMs, limit }, batch);
  const { rejected, businessMinutes, technicalMinutes } = decision;
  if (rejected.length > 0) {
    memory.count(source.name, { accepted: 0, refused: rejected.length, duplicate: 0, droppedAttributes: 0 });
    memory.tally.note({ entrance: 'import', source: source.name, at: now, refused: rejected });
    const { index, message } = rejected[0]!;
    throw new ProductError('bad_input', `${rejected.length} rows refused, nothing stored; row ${index}: ${message}`, {
      rejected: rejected.slice(0, mostShown),
    });
  }
  const events = declareMinutes(remembered.events, businessMinutes, complete, aliveKey.events(source.name), batch);
  const technicalKey = aliveKey.technical(source.name);
  const technical = declareMinutes(remembered.technical, technicalMinutes, complete, technicalKey, batch);
  const span = joinMinutes([...businessMinutes, ...technicalMinutes]);
  const answer: ImportAnswer = {
    rows: rows.length,
    from: span.length === 0 ? null : toRfc3339(span[0]!.from),
    to: span.length === 0 ? null : toRfc3339(span.at(-1)!.to - minute),
  };
  const change = {
    source: source.name,
    lastArrival: source.type === 'import' ? now : null,
    events,
    technical,
    services: new Map(),
    streams: new Map(),
    heard: new Map(),
    series: batch.identities(),
    counters: { accepted: rows.length, refused: 0, duplicate: 0, droppedAttributes: 0 },
  };
  const named = key === undefined ? null : { key, answer: JSON.stringify(answer) };
  const first = await keep(intake, memory, batch, change, named);
  if (rows.length > 0) remembered.importedAt = now;
  if (first !== null) return { answer: JSON.parse(first), replayed: true };
  memory.tally.note({ entrance: 'import', source: source.name, at: now, accepted: rows.length });
  return { answer, replayed: false };
}

/** The minutes that have rows, and all of `complete`, become measured for this kind of data. */
function declareMinutes(
  last: Liveness,
  minutes: ReadonlySet<EpochMs>,
  complete: Interval | null,
  key: string,
  batch: BatchBuilder,
): Liveness {
  if (minutes.size === 0) return last;
  const intervals = complete === null ? joinMinutes(minutes) : [...joinMinutes(minutes), complete];
  for (const interval of intervals) batch.alive({ source: key, ...interval });
  const end = Math.max(...intervals.map(({ to }) => to));
  return { ...last, completeUntil: Math.max(last.completeUntil ?? end, end) };
}
