import { bucketStart, minute } from '../../../maths/instants.ts';
import { type ConnectionType, calleeOf } from './callee.ts';
import { durationBin } from './duration-bins.ts';
import { edgePair } from './edge-pairs.ts';
import { bothKept, type SpanSampling } from './sampling.ts';
import { hasFailed, type Span, spanKind } from './span.ts';
import { keyText } from './span-key.ts';
import { milliseconds, parentOf } from './span-problem.ts';
import type { Resource, TracesContext } from './trace-context.ts';
import type { TraceDraft } from './trace-draft.ts';
import type { CalledSpan, CallingSpan } from './waiting-span.ts';

export const isCalling = ({ kind }: Span): boolean => kind === spanKind.client || kind === spanKind.producer;
export const isCalled = ({ kind }: Span): boolean => kind === spanKind.server || kind === spanKind.consumer;

/**
 * A CLIENT or PRODUCER span meets the SERVER or CONSUMER spans that came before it, or waits for them. A call of a database
 * does not wait: databases send no spans.
 */
export function takeCalling(span: Span, sampling: SpanSampling, resource: Resource, context: TracesContext): void {
  const calling: CallingSpan = {
    sender: resource.sender,
    at: bucketStart(milliseconds(span.end), minute),
    bin: durationBin(Number(span.end - span.start)),
    failed: hasFailed(span),
    sampling,
    producer: span.kind === spanKind.producer,
    callee: calleeOf(span),
    arrivedAt: context.now,
    paired: false,
  };
  meetCalled(keyText(span.traceId, span.spanId), calling, context.draft);
}

/** `key` is the text of the span's own key. */
export function meetCalled(key: string, calling: CallingSpan, draft: TraceDraft): void {
  const called = draft.called(key);
  for (const one of called) addPair(calling, one, draft);
  if (called.length > 0) draft.endCalled(key);
  if (called.length === 0 && calling.callee?.type === 'database') addNamed(calling, draft);
  else if (called.length === 0 || calling.producer) {
    calling.paired = called.length > 0;
    draft.waitCalling(key, calling);
  }
}

/** A SERVER or CONSUMER span meets its caller, or waits for it where it names one. */
export function takeCalled(span: Span, sampling: SpanSampling, resource: Resource, context: TracesContext): void {
  const parent = parentOf(span);
  if (parent === null) return;
  const { source, service } = resource.sender;
  const called: CalledSpan = { source, service, failed: hasFailed(span), sampling, arrivedAt: context.now };
  meetCalling(keyText(span.traceId, parent), called, context.draft);
}

/** `key` is that of the span's parent, as text. */
export function meetCalling(key: string, called: CalledSpan, draft: TraceDraft): void {
  const calling = draft.calling(key);
  if (calling === undefined) {
    draft.waitCalled(key, called);
    return;
  }
  addPair(calling, called, draft);
  if (calling.producer) draft.markPaired(key, calling);
  else draft.endCalling(key);
}

/** The wait is over: calls that nobody answered for become edges to what they name. */
export function endWaits(ended: { calling: readonly string[]; called: readonly string[] }, draft: TraceDraft): void {
  for (const key of ended.calling) {
    const calling = draft.calling(key);
    if (calling !== undefined && !calling.paired) addNamed(calling, draft);
    draft.endCalling(key);
  }
  for (const key of ended.called) {
    for (const { source } of draft.called(key)) draft.count(source, 'unpaired');
    draft.endCalled(key);
  }
}

function addPair(calling: CallingSpan, called: CalledSpan, draft: TraceDraft): void {
  const type = calling.producer ? 'messaging_system' : null;
  const sampling = bothKept(calling.sampling, called.sampling);
  addEdge(calling, called.service, type, calling.failed || called.failed, sampling, 'paired', draft);
}

function addNamed(calling: CallingSpan, draft: TraceDraft): void {
  const { callee, sender, failed, sampling } = calling;
  if (callee === null) {
    draft.count(sender.source, 'unpaired');
    return;
  }
  const server = draft.names.admitted(sender.calleeOwner, callee.name);
  addEdge(calling, server, callee.type, failed, sampling, 'named', draft);
}

function addEdge(
  { sender, at, bin }: CallingSpan,
  server: string,
  type: ConnectionType | null,
  failed: boolean,
  sampling: SpanSampling,
  what: 'paired' | 'named',
  draft: TraceDraft,
): void {
  const refusal = draft.observe(edgePair(sender, server, type, failed, sampling.grade), at, bin, sampling);
  draft.count(sender.source, refusal === null ? what : 'overLimit');
}
