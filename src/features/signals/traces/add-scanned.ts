import type { EpochMs } from '../../../maths/instants.ts';
import { latest, timeProblem } from '../event-rules.ts';
import { reject } from '../otlp/rejections.ts';
import { attributesProblem } from '../writer-rules.ts';
import { decodeSpan } from './decode-protobuf.ts';
import { senderAmong } from './known-resources.ts';
import { meetCalled, meetCalling } from './pair-spans.ts';
import type { ScannedTraces } from './scan-traces.ts';
import { groupAt, isCallingKind, letIn, type ScannedGroup } from './scanned-group.ts';
import { type Sender, shapesOf } from './senders.ts';
import { spanKind } from './span.ts';
import { binBits, binsOfGroup, idWords, odd, uncounted } from './span-columns.ts';
import { SpanKey } from './span-key.ts';
import type { Shape } from './span-shapes.ts';
import { SpanTallies } from './span-tallies.ts';
import type { Resource, TracesContext, TracesDecision } from './trace-context.ts';
import { addSpan, noDecision, proveAlive, resourceOf, settleMs } from './traces-batch.ts';
import type { CalledSpan, Calling } from './waiting-span.ts';

/**
 * Judges and counts the spans of a scanned request: the same decision and the same effects as `addTraces` of the library
 * decoder's spans. A span of which anything is unusual is read by the library decoder and goes that way.
 */
export function addScanned(scanned: ScannedTraces, context: TracesContext): TracesDecision {
  const decision = noDecision();
  for (const rows of scanned.resources) {
    const problem = attributesProblem(context.writer, rows.resource.attributes);
    if (problem !== null) reject(decision.rejected, problem, rows.to - rows.from);
    else new ScannedResource(scanned, rows, context, decision).add();
  }
  return decision;
}

const key = new SpanKey();
const tallies = new SpanTallies();
/** Spans are looked up so far ahead. */
const aheadWords = 64 * idWords.width;

/** The spans of one resource. */
class ScannedResource {
  readonly #scanned: ScannedTraces;
  readonly #rows: ScannedTraces['resources'][number];
  readonly #context: TracesContext;
  readonly #decision: TracesDecision;
  readonly #sender: Sender;
  readonly #shapes: (Shape | undefined)[];
  readonly #groups: (ScannedGroup | undefined)[] = [];
  #resource: Resource | null = null;

  constructor(
    scanned: ScannedTraces,
    rows: ScannedTraces['resources'][number],
    context: TracesContext,
    decision: TracesDecision,
  ) {
    this.#scanned = scanned;
    this.#rows = rows;
    this.#context = context;
    this.#decision = decision;
    this.#sender = senderAmong(rows.resource, context.source);
    this.#shapes = shapesOf(this.#sender, scanned.epoch);
  }

  add(): void {
    const { ended, cells, ids } = this.#scanned;
    const { now, retentionMs } = this.#context;
    const decision = this.#decision;
    const [first, last] = [now - retentionMs, latest(now)];
    let newest: EpochMs = Number.NEGATIVE_INFINITY;
    let id = this.#rows.counted * idWords.width;
    let ahead = 0;
    let nextOdd = this.#rows.odd;
    for (let i = this.#rows.from; i < this.#rows.to; i++) {
      const cell = cells[i]!;
      if (cell === odd) {
        this.#addOdd(nextOdd);
        nextOdd += 1;
        continue;
      }
      const at = ended[i]!;
      const inTime = at >= first && at <= last;
      if (cell !== uncounted) {
        if (id >= ahead) {
          ahead = Math.min(id + aheadWords, ids.length);
          this.#context.draft.lookAhead(ids, id, ahead, idWords.width);
        }
        id += idWords.width;
      }
      if (!inTime) reject(decision.rejected, timeProblem(at, now, retentionMs)!);
      else if (cell === uncounted || this.#addCounted(cell, id - idWords.width)) {
        decision.accepted += 1;
        if (at > newest) newest = at;
      }
    }
    tallies.flush(this.#context.draft);
    if (newest === Number.NEGATIVE_INFINITY) return;
    proveAlive(decision, this.#sender.service, Math.min(newest, now) - settleMs);
  }

  /** False where the span came before or has no room. */
  #addCounted(cell: number, id: number): boolean {
    const { now, draft } = this.#context;
    const { ids } = this.#scanned;
    const number = (cell >> binBits) - this.#rows.groups;
    const group = this.#groups[number] ?? this.#begin(number);
    const isCalling = isCallingKind(group.kind);
    if (!isCalling && group.series === null) {
      if (draft.seenWords(ids, id)) {
        this.#decision.duplicate += 1;
        return false;
      }
      const refusal = letIn(group, this.#scanned, () => this.#library(), this.#context);
      if (refusal !== null) {
        reject(this.#decision.rejected, refusal);
        return false;
      }
    }
    if (!draft.meet(ids, id, now)) {
      this.#decision.duplicate += 1;
      return false;
    }
    const bin = cell & (binsOfGroup - 1);
    if (isCalling) this.#call(group, bin, id);
    else this.#serve(group, bin, id);
    return true;
  }

  #serve(group: ScannedGroup, bin: number, id: number): void {
    const { draft } = this.#context;
    const { ids } = this.#scanned;
    if (group.whole) tallies.add(group, bin, draft);
    else draft.observe(group.series!, group.at, bin, group.sampling);
    if ((ids[id + idWords.parent]! | ids[id + idWords.parent + 1]!) === 0) return;
    key.copy(ids, id, id + idWords.parent);
    meetCalling(key, group.called ?? this.#called(group), draft);
  }

  #called(group: ScannedGroup): readonly [CalledSpan] {
    const { source, service } = this.#sender;
    const { sampling, shape } = group;
    group.called = [{ source, service, failed: shape.failed, sampling, arrivedAt: this.#context.now }];
    return group.called;
  }

  #call(group: ScannedGroup, bin: number, id: number): void {
    key.copy(this.#scanned.ids, id, id + idWords.span);
    meetCalled(key, group.call ?? this.#calling(group), bin, this.#context.draft);
  }

  #calling(group: ScannedGroup): Calling {
    const { at, sampling, kind, shape } = group;
    const { failed, callee } = shape;
    const producer = kind === spanKind.producer;
    group.call = { sender: this.#sender, at, failed, sampling, producer, callee, arrivedAt: this.#context.now };
    return group.call;
  }

  #begin(number: number): ScannedGroup {
    const group = groupAt(this.#scanned, number + this.#rows.groups, this.#sender, this.#shapes);
    this.#groups[number] = group;
    return group;
  }

  #addOdd(number: number): void {
    const { odd: places, wire } = this.#scanned;
    // counted in the order in which they came
    tallies.flush(this.#context.draft);
    const span = decodeSpan(wire.bytes.subarray(places[2 * number], places[2 * number + 1]));
    addSpan(span, this.#library(), this.#context, this.#decision);
  }

  #library(): Resource {
    this.#resource ??= resourceOf(this.#rows.resource.attributes, this.#sender);
    return this.#resource;
  }
}
