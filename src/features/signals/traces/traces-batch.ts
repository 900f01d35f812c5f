import { bucketStart, type EpochMs, minute } from '../../../maths/instants.ts';
import type { Attributes } from '../otlp/metrics-data.ts';
import { reject } from '../otlp/rejections.ts';
import { isRefusal, type Refusal } from '../refusal.ts';
import { attributesProblem } from '../writer-rules.ts';
import { isCalled, isCalling, takeCalled, takeCalling } from './pair-spans.ts';
import { requestOf } from './request-labels.ts';
import { type SpanSampling, samplingOf } from './sampling.ts';
import { type Sender, senderOf } from './senders.ts';
import type { Span, TracesRequest } from './span.ts';
import { SpanKey } from './span-key.ts';
import { milliseconds, spanProblem } from './span-problem.ts';
import type { Resource, TracesContext, TracesDecision } from './trace-context.ts';

/**
 * How long a span may lie in its exporter (5 s by default) and on its way: that one has come does not tell that all which
 * ended before it have.
 */
export const settleMs = 10_000;

/** Judges each span on its own and counts the good ones, by the minute in which they ended. */
export function addTraces({ resourceSpans }: TracesRequest, context: TracesContext): TracesDecision {
  const decision = noDecision();
  for (const { resource: attributes, spans } of resourceSpans) {
    const resource = resourceOf(attributes, senderOf(context.source, attributes));
    const problem = attributesProblem(context.writer, attributes);
    if (problem !== null) reject(decision.rejected, problem, spans.length);
    else for (const span of spans) addSpan(span, resource, context, decision);
  }
  return decision;
}

export const noDecision = (): TracesDecision => ({
  accepted: 0,
  duplicate: 0,
  rejected: new Map(),
  services: new Map(),
});

export const resourceOf = (attributes: Attributes, sender: Sender): Resource => ({
  attributes,
  sender,
  id: JSON.stringify(attributes),
});

/** Judges one span and counts it. */
export function addSpan(span: Span, resource: Resource, context: TracesContext, decision: TracesDecision): void {
  const { now, retentionMs } = context;
  const sampling = samplingOf(span.traceState, span.traceId);
  const problem = spanProblem(span, sampling, now, retentionMs);
  const taken = problem ?? take(span, sampling, resource, context);
  if (isRefusal(taken)) reject(decision.rejected, taken);
  else if (taken === 'duplicate') decision.duplicate += 1;
  else {
    decision.accepted += 1;
    if (isCalling(span)) takeCalling(span, sampling, resource, context);
    else if (isCalled(span)) takeCalled(span, sampling, resource, context);
    proveAlive(decision, resource.sender.service, Math.min(milliseconds(span.end), now) - settleMs);
  }
}

/** A service sent a span, and is alive up to `at`. */
export function proveAlive({ services }: TracesDecision, service: string, at: EpochMs): void {
  services.set(service, Math.max(at, services.get(service) ?? at));
}

/** Spans within a service are not counted; one that came before counts once. */
function take(
  span: Span,
  sampling: SpanSampling,
  resource: Resource,
  context: TracesContext,
): Refusal | 'duplicate' | 'taken' {
  if (!isCalling(span) && !isCalled(span)) return 'taken';
  const { draft, now } = context;
  key.readHex(span.traceId, span.spanId);
  if (draft.seen(key)) return 'duplicate';
  const refusal = isCalled(span) ? count(span, sampling, resource, context) : null;
  if (refusal !== null) return refusal;
  draft.see(key, now);
  return 'taken';
}
const key = new SpanKey();

/** Counts a SERVER or CONSUMER span as a request of its service. */
function count(
  span: Span,
  sampling: SpanSampling,
  resource: Resource,
  { source, draft }: TracesContext,
): Refusal | null {
  const request = requestOf(span, sampling.grade, resource, source, draft.names);
  if (isRefusal(request)) return request;
  const { id, series, bin } = request;
  return draft.observe(draft.pairOf(id, series), bucketStart(milliseconds(span.end), minute), bin, sampling);
}
