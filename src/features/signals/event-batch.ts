import { bucketStart, type EpochMs, minute } from '../../maths/instants.ts';
import type { Writer } from '../access/writer.ts';
import type { Document } from '../catalog/catalog.ts';
import type { ProcessSpec } from '../catalog/process.ts';
import type { BatchBuilder } from './batch-builder.ts';
import { BusinessEvent, refusalOf } from './business-event.ts';
import { addBusinessCount, type BusinessCount } from './business-series.ts';
import { amountOf } from './event-amount.ts';
import { keptAttributes } from './event-attributes.ts';
import { processFor, timeProblem } from './event-rules.ts';
import { idHash, pseudonym } from './pseudonym.ts';
import { isRefusal, type Refusal } from './refusal.ts';
import type { Row } from './row.ts';
import type { SeriesLimit } from './series-limit.ts';
import { countedEnvironment } from './series-names.ts';
import type { Source } from './source.ts';
import { environmentProblem, processProblem } from './writer-rules.ts';

/** What the decision on a batch of events needs to know; nothing of it is changed but the room in `limit` and what is taken of `ids`. */
export interface EventContext {
  source: Source;
  writer: Writer;
  processes: ReadonlyMap<string, Document<ProcessSpec>>;
  now: EpochMs;
  retentionMs: number;
  userKey: Uint8Array;
  limit: SeriesLimit;
  /** The ids of the last 15 minutes and of this batch, as halves of hashes that stand for the process too. */
  ids: {
    has(high: number, low: number): boolean;
    /** Remembers the id; false where it is there. */
    take(high: number, low: number): boolean;
  };
}

export interface EventDecision {
  accepted: number;
  duplicate: number;
  rejected: (Refusal & { index: number })[];
  /** Attributes that the process does not list. */
  droppedAttributes: number;
  /** The earliest accepted row. */
  firstRow: EpochMs | null;
}

/** Judges each row on its own and adds the good ones to the batch, summed per series and minute. */
export function addEvents(rows: readonly Row[], context: EventContext, batch: BatchBuilder): EventDecision {
  const decision: EventDecision = { accepted: 0, duplicate: 0, rejected: [], droppedAttributes: 0, firstRow: null };
  rows.forEach((row, index) => {
    const judged = judgeRow(row, context);
    const refusal = isRefusal(judged) ? judged : addJudged(judged, context, batch, decision);
    if (refusal !== null) decision.rejected.push(refused(index, refusal));
  });
  return decision;
}

/** A refusal as it is told, with the number of its row. */
export const refused = (index: number, { code, message }: Refusal): Refusal & { index: number } => ({
  index,
  code,
  message,
});

interface Halves {
  high: number;
  low: number;
}

const halves = (hash: bigint): Halves => ({ high: Number(hash >> 32n), low: Number(hash & 0xffff_ffffn) });

/** A good row. */
export interface Judged {
  at: EpochMs;
  /** What it adds, once. */
  row: BusinessCount;
  /** The two halves of its hash; null where it has none. */
  id: Halves | null;
  user: string | null;
  /** How many of its attributes the process does not list. */
  dropped: number;
}

/** Everything that can be said of a row without regard to the others. */
export function judgeRow({ value, refusal }: Row, context: EventContext): Judged | Refusal {
  if (refusal !== undefined) return refusal;
  const parsed = BusinessEvent.safeParse(value);
  if (!parsed.success) return refusalOf(parsed.error);
  const event = parsed.data;
  const foreign =
    processProblem(context.writer, event.process) ?? environmentProblem(context.writer, event.environment);
  if (foreign !== null) return foreign;
  const declared = processFor(event, context.source, context.processes);
  if (isRefusal(declared)) return declared;
  const at = Date.parse(event.at);
  const late = timeProblem(at, context.now, context.retentionMs);
  if (late !== null) return late;
  const money = amountOf(event);
  if (isRefusal(money)) return money;
  const attributes = keptAttributes(event.attributes ?? {}, declared.spec.attributes);
  if (isRefusal(attributes)) return attributes;
  const { process, step, id, user } = event;
  const outcome = event.outcome ?? 'ok';
  const environment = event.environment ?? countedEnvironment;
  const anonymous = user == null ? 1 : 0;
  return {
    at,
    row: { process, step, outcome, environment, attributes: attributes.kept, count: 1, money, anonymous },
    id: id == null ? null : halves(idHash(process, id)),
    user: user ?? null,
    dropped: attributes.dropped,
  };
}

/** Adds a good row to the batch and the decision, unless its id was taken before; or why it has no room. */
export function addJudged(
  { at, row, id, user, dropped }: Judged,
  context: EventContext,
  batch: BatchBuilder,
  decision: EventDecision,
): Refusal | null {
  const { process, step, outcome, environment } = row;
  if (id !== null && context.ids.has(id.high, id.low)) {
    decision.duplicate += 1;
    return null;
  }
  const minuteAt = bucketStart(at, minute);
  const refusal = addBusinessCount(context.source.name, row, minuteAt, context.limit, batch);
  if (refusal !== null) return refusal;

  if (user !== null && environment === countedEnvironment) {
    const { high, low } = halves(pseudonym(user, context.userKey));
    batch.people.of(process, step, outcome, minuteAt).add(high, low);
  }
  if (id !== null) {
    context.ids.take(id.high, id.low);
    batch.id(id.high, id.low, context.now);
  }
  decision.accepted += 1;
  decision.droppedAttributes += dropped;
  decision.firstRow = Math.min(decision.firstRow ?? at, at);
  return null;
}
