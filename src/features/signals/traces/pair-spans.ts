import { bucketStart, minute } from '../../../maths/instants.ts';
import { type ConnectionType, calleeOf } from './callee.ts';
import { durationBin } from './duration-bins.ts';
import { edgePair } from './edge-pairs.ts';
import { bothKept, type SpanSampling } from './sampling.ts';
import { hasFailed, type Span, spanKind } from './span.ts';
import { SpanKey } from './span-key.ts';
import { milliseconds, parentOf } from './span-problem.ts';
import type { Resource, TracesContext } from './trace-context.ts';
import type { TraceDraft } from './trace-draft.ts';
import type { EndedWaits } from './trace-memory.ts';
import type { CalledSpan, Calling } from './waiting-span.ts';

export const isCalling = ({ kind }: Span): boolean => kind === spanKind.client || kind === spanKind.producer;
export const isCalled = ({ kind }: Span): boolean => kind === spanKind.server || kind === spanKind.consumer;

/**
 * A CLIENT or PRODUCER span meets the SERVER or CONSUMER spans that came before it, or waits for them. A call of a database
 * does not wait: databases send no spans.
 */
export function takeCalling(span: Span, sampling: SpanSampling, resource: Resource, context: TracesContext): void {
  const call: Calling = {
    sender: resource.sender,
    at: bucketStart(milliseconds(span.end), minute),
    failed: hasFailed(span),
    sampling,
    producer: span.kind === spanKind.producer,
    callee: calleeOf(span),
    arrivedAt: context.now,
  };
  key.readHex(span.traceId, span.spanId);
  meetCalled(key, call, durationBin(Number(span.end - span.start)), context.draft);
}
const key = new SpanKey();

/** `key` is the span's own key. */
export function meetCalled(key: SpanKey, call: Calling, bin: number, draft: TraceDraft): void {
  const called = draft.called(key);
  for (const one of called) addPair(call, bin, one, draft);
  if (called.length > 0) draft.endCalled(key);
  if (called.length === 0 && call.callee?.type === 'database') addNamed(call, bin, draft);
  else if (called.length === 0 || call.producer) draft.waitCalling(key, { call, bin, paired: called.length > 0 });
}

/** A SERVER or CONSUMER span meets its caller, or waits for it where it names one. */
export function takeCalled(span: Span, sampling: SpanSampling, resource: Resource, context: TracesContext): void {
  const parent = parentOf(span);
  if (parent === null) return;
  const { source, service } = resource.sender;
  key.readHex(span.traceId, parent);
  const called = { source, service, failed: hasFailed(span), sampling, arrivedAt: context.now };
  meetCalling(key, [called], context.draft);
}

/** `key` is that of the span's parent; the span is given as a list of it alone. */
export function meetCalling(key: SpanKey, alone: readonly [CalledSpan], draft: TraceDraft): void {
  const calling = draft.calling(key);
  if (calling === undefined) {
    draft.waitCalled(key, alone);
    return;
  }
  addPair(calling.call, calling.bin, alone[0], draft);
  if (calling.call.producer) draft.markPaired(key, calling);
  else draft.endCalling(key);
}

/** The wait is over: calls that nobody answered for become edges to what they name. */
export function endWaits({ calling, called }: EndedWaits, draft: TraceDraft): void {
  const key = new SpanKey();
  const width = key.words.length;
  for (let at = 0; at < calling.length; at += width) {
    key.words.set(calling.subarray(at, at + width));
    const span = draft.calling(key);
    if (span !== undefined && !span.paired) addNamed(span.call, span.bin, draft);
    draft.endCalling(key);
  }
  for (let at = 0; at < called.length; at += width) {
    key.words.set(called.subarray(at, at + width));
    for (const { source } of draft.called(key)) draft.count(source, 'unpaired');
    draft.endCalled(key);
  }
}

function addPair(call: Calling, bin: number, called: CalledSpan, draft: TraceDraft): void {
  const type = call.producer ? 'messaging_system' : null;
  const sampling = bothKept(call.sampling, called.sampling);
  addEdge(call, bin, called.service, type, call.failed || called.failed, sampling, 'paired', draft);
}

function addNamed(call: Calling, bin: number, draft: TraceDraft): void {
  const { callee, sender, failed, sampling } = call;
  if (callee === null) {
    draft.count(sender.source, 'unpaired');
    return;
  }
  const server = draft.names.admitted(sender.calleeOwner, callee.name);
  addEdge(call, bin, server, callee.type, failed, sampling, 'named', draft);
}

function addEdge(
  { sender, at }: Calling,
  bin: number,
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
