import { bucketStart, type EpochMs, minute } from '../../maths/instants.ts';
import type { Writer } from '../access/writer.ts';
import type { Document } from '../catalog/catalog.ts';
import type { ProcessSpec } from '../catalog/process.ts';
import type { BatchBuilder } from './batch-builder.ts';
import { BusinessEvent, refusalOf } from './business-event.ts';
import { addBusinessCount } from './business-series.ts';
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

/** What the decision on a batch of events needs to know; nothing of it is changed but the room in `limit`. */
export interface EventContext {
  source: Source;
  writer: Writer;
  processes: ReadonlyMap<string, Document<ProcessSpec>>;
  now: EpochMs;
  retentionMs: number;
  userKey: Uint8Array;
  limit: SeriesLimit;
  /** Whether the process has had this id in its last 15 minutes. */
  seen(process: string, id: bigint): boolean;
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
  const ids = new Set<string>();
  rows.forEach((row, index) => {
    const judged = row.refusal ?? judge(row.value, context);
    const refusal = isRefusal(judged) ? judged : add(judged, context, batch, ids, decision);
    if (refusal !== null) decision.rejected.push({ index, code: refusal.code, message: refusal.message });
  });
  return decision;
}

interface Judged {
  event: BusinessEvent;
  at: EpochMs;
  money: { minor: number; currency: string } | null;
  attributes: { kept: Record<string, string>; dropped: number };
}

/** Everything that can be said of a row without regard to the others. */
function judge(value: unknown, context: EventContext): Judged | Refusal {
  const parsed = BusinessEvent.safeParse(value);
  if (!parsed.success) return refusalOf(parsed.error);
  const event = parsed.data;
  const foreign =
    processProblem(context.writer, event.process) ?? environmentProblem(context.writer, event.environment);
  if (foreign !== null) return foreign;
  const process = processFor(event, context.source, context.processes);
  if (isRefusal(process)) return process;
  const at = Date.parse(event.at);
  const late = timeProblem(at, context.now, context.retentionMs);
  if (late !== null) return late;
  const money = amountOf(event);
  if (isRefusal(money)) return money;
  const attributes = keptAttributes(event.attributes ?? {}, process.spec.attributes);
  return isRefusal(attributes) ? attributes : { event, at, money, attributes };
}

function add(
  { event, at, money, attributes }: Judged,
  context: EventContext,
  batch: BatchBuilder,
  ids: Set<string>,
  decision: EventDecision,
): Refusal | null {
  const { process, step } = event;
  const hash = event.id == null ? null : idHash(process, event.id);
  const id = `${hash}${process}`;
  if (hash !== null && (ids.has(id) || context.seen(process, hash))) {
    decision.duplicate += 1;
    return null;
  }
  const outcome = event.outcome ?? 'ok';
  const environment = event.environment ?? countedEnvironment;
  const minuteAt = bucketStart(at, minute);
  const anonymous = event.user == null ? 1 : 0;
  const row = { process, step, outcome, environment, attributes: attributes.kept, count: 1, money, anonymous };
  const refusal = addBusinessCount(context.source.name, row, minuteAt, context.limit, batch);
  if (refusal !== null) return refusal;

  if (event.user != null && environment === countedEnvironment) {
    batch.person({ process, step, at: minuteAt, user: pseudonym(event.user, context.userKey), outcome });
  }
  if (hash !== null) {
    ids.add(id);
    batch.id({ process, hash, at: context.now });
  }
  decision.accepted += 1;
  decision.droppedAttributes += attributes.dropped;
  decision.firstRow = Math.min(decision.firstRow ?? at, at);
  return null;
}
