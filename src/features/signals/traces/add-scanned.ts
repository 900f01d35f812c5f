import { bucketStart, type EpochMs, minute } from '../../../maths/instants.ts';
import { timeProblem } from '../event-rules.ts';
import { reject } from '../otlp/rejections.ts';
import { millisecondsOf, unsignedOf } from '../otlp/wire.ts';
import { isRefusal, type Refusal } from '../refusal.ts';
import { attributesProblem } from '../writer-rules.ts';
import { decodeSpan } from './decode-protobuf.ts';
import { durationBin } from './duration-bins.ts';
import { type KnownResource, senderAmong } from './known-resources.ts';
import { samplingIn, stateIn } from './known-states.ts';
import { meetCalled, meetCalling } from './pair-spans.ts';
import type { SpanSampling } from './sampling.ts';
import type { ScannedTraces } from './scan-traces.ts';
import { type Sender, shapesOf } from './senders.ts';
import { shapeAt, shapeSeries } from './shape-of.ts';
import { spanKind } from './span.ts';
import { column, spanWidth } from './span-columns.ts';
import { SpanKey } from './span-key.ts';
import type { Shape } from './span-shapes.ts';
import type { Resource, TracesContext, TracesDecision } from './trace-context.ts';
import { addSpan, noDecision, proveAlive, resourceOf, settleMs } from './traces-batch.ts';

/**
 * Judges and counts the spans of a scanned request: the same decision and the same effects as `addTraces` of the library
 * decoder's spans. A span of which anything is unusual is read by the library decoder and goes that way.
 */
export function addScanned(scanned: ScannedTraces, context: TracesContext): TracesDecision {
  const decision = noDecision();
  for (const { resource, from, to } of scanned.resources) {
    const problem = attributesProblem(context.writer, resource.attributes);
    if (problem !== null) reject(decision.rejected, problem, to - from);
    else new ScannedResource(scanned, resource, context, decision).add(from, to);
  }
  return decision;
}

const key = new SpanKey();

/** The spans of one resource. */
class ScannedResource {
  readonly #scanned: ScannedTraces;
  readonly #known: KnownResource;
  readonly #context: TracesContext;
  readonly #decision: TracesDecision;
  readonly #sender: Sender;
  readonly #shapes: (Shape | undefined)[];
  #resource: Resource | null = null;
  #newest: EpochMs = Number.NEGATIVE_INFINITY;

  constructor(scanned: ScannedTraces, known: KnownResource, context: TracesContext, decision: TracesDecision) {
    this.#scanned = scanned;
    this.#known = known;
    this.#context = context;
    this.#decision = decision;
    this.#sender = senderAmong(known, context.source);
    this.#shapes = scanned.shapes === null ? [] : shapesOf(this.#sender, scanned.shapes.epoch);
  }

  add(from: number, to: number): void {
    for (let i = from; i < to; i++) {
      if (!this.#addUsual(i * spanWidth)) this.#addUnusual(i * spanWidth);
    }
    const { now } = this.#context;
    if (this.#newest === Number.NEGATIVE_INFINITY) return;
    proveAlive(this.#decision, this.#sender.service, Math.min(this.#newest, now) - settleMs);
  }

  /** False, and nothing done, where the span has a problem of its own or is not plain. */
  #addUsual(row: number): boolean {
    const { spans, wire } = this.#scanned;
    const { now, retentionMs, draft } = this.#context;
    if (spans[row + column.attributes]! < 0) return false;
    const { view } = wire;
    const trace = spans[row + column.trace]!;
    key.read(view, trace, spans[row + column.span]!);
    if (key.zeroTrace || key.zeroSpan) return false;
    const start = spans[row + column.start]!;
    const end = spans[row + column.end]!;
    const startLow = view.getUint32(start, true);
    const startHigh = view.getUint32(start + 4, true);
    const endLow = view.getUint32(end, true);
    const endHigh = view.getUint32(end + 4, true);
    if ((startLow | startHigh) === 0 || (endLow | endHigh) === 0) return false;
    if (endHigh < startHigh || (endHigh === startHigh && endLow < startLow)) return false;
    const state = stateIn(wire, spans[row + column.state]!, spans[row + column.stateLength]!);
    const sampling = samplingIn(state, view, trace);
    const ended = millisecondsOf(endLow, endHigh);
    if (state.tooRare || timeProblem(ended, now, retentionMs) !== null) return false;

    const kind = spans[row + column.kind]!;
    if (kind >= spanKind.server && kind <= spanKind.consumer) {
      if (draft.seen(key)) {
        this.#decision.duplicate += 1;
        return true;
      }
      const bin = durationBin(unsignedOf(endLow - startLow, endHigh - startHigh));
      const refusal = this.#count(row, kind, bucketStart(ended, minute), bin, sampling);
      if (refusal !== null) {
        reject(this.#decision.rejected, refusal);
        return true;
      }
    }
    this.#decision.accepted += 1;
    if (ended > this.#newest) this.#newest = ended;
    return true;
  }

  /** Counts a span of a call, whose key was read; null, or why a request has no room. */
  #count(row: number, kind: number, at: EpochMs, bin: number, sampling: SpanSampling): Refusal | null {
    const { spans, wire } = this.#scanned;
    const { source, now, draft } = this.#context;
    const sender = this.#sender;
    const shape = this.#shape(row);
    if (kind === spanKind.client || kind === spanKind.producer) {
      draft.see(key, now);
      const { failed, callee } = shape;
      const producer = kind === spanKind.producer;
      const calling = { sender, at, bin, failed, sampling, producer, callee, arrivedAt: now, paired: false };
      meetCalled(key.text(), calling, draft);
      return null;
    }
    const series = shapeSeries(shape, this.#scanned, row, sampling.grade, this.#library(), source, draft.names);
    if (isRefusal(series)) return series;
    const refusal = draft.observe(series, at, bin, sampling);
    if (refusal !== null) return refusal;
    draft.see(key, now);
    const parent = spans[row + column.parent]!;
    if (parent < 0) return null;
    key.readSpan(wire.view, parent);
    if (key.zeroSpan) return null;
    const called = { source: sender.source, service: sender.service, failed: shape.failed, sampling, arrivedAt: now };
    meetCalling(key.text(), called, draft);
    return null;
  }

  /** By its number, where it has one that was met before. */
  #shape(row: number): Shape {
    const number = this.#scanned.shapes?.numbers[row / spanWidth] ?? 0;
    const known = number === 0 ? undefined : this.#shapes[number];
    if (known !== undefined) return known;
    const shape = shapeAt(this.#scanned, row, this.#sender);
    if (number !== 0) this.#shapes[number] = shape;
    return shape;
  }

  #addUnusual(row: number): void {
    const { spans, wire } = this.#scanned;
    const span = decodeSpan(wire.bytes.subarray(spans[row + column.from], spans[row + column.to]));
    addSpan(span, this.#library(), this.#context, this.#decision);
  }

  #library(): Resource {
    this.#resource ??= resourceOf(this.#known.attributes, this.#sender);
    return this.#resource;
  }
}
