import { bucketStart, minute } from '../../../maths/instants.ts';
import { calleeOf } from './callee.ts';
import { durationBin } from './duration-bins.ts';
import { bothKept, type SpanSampling } from './sampling.ts';
import { hasFailed, type Span, spanKind } from './span.ts';
import { milliseconds, parentOf } from './span-problem.ts';
import type { Resource, TracesContext } from './trace-context.ts';
import type { TraceDraft } from './trace-draft.ts';
import { calleeOwner, type Edge, edgeSeries } from './trace-series.ts';
import type { CalledSpan, CallingSpan } from './waiting-span.ts';

export const isCalling = ({ kind }: Span): boolean => kind === spanKind.client || kind === spanKind.producer;
export const isCalled = ({ kind }: Span): boolean => kind === spanKind.server || kind === spanKind.consumer;

/**
 * A CLIENT or PRODUCER span meets the SERVER or CONSUMER spans that came before it, or waits for them. A call of a database
 * does not wait: databases send no spans.
 */
export function takeCalling(span: Span, sampling: SpanSampling, resource: Resource, context: TracesContext): void {
  const { source, now, draft } = context;
  const key = span.traceId + span.spanId;
  const calling: CallingSpan = {
    source: source.name,
    service: resource.service,
    environment: resource.environment,
    at: bucketStart(milliseconds(span.end), minute),
    bin: durationBin(span.end - span.start),
    failed: hasFailed(span),
    sampling,
    producer: span.kind === spanKind.producer,
    callee: calleeOf(span),
    arrivedAt: now,
    paired: false,
  };
  const called = draft.called(key);
  for (const one of called) addPair(calling, one, draft);
  if (called.length > 0) draft.endCalled(key);
  if (called.length === 0 && calling.callee?.type === 'database') addNamed(calling, draft);
  else if (called.length === 0 || calling.producer) {
    draft.waitCalling(key, { ...calling, paired: called.length > 0 });
  }
}

/** A SERVER or CONSUMER span meets its caller, or waits for it where it names one. */
export function takeCalled(span: Span, sampling: SpanSampling, resource: Resource, context: TracesContext): void {
  const { source, now, draft } = context;
  const parent = parentOf(span);
  if (parent === null) return;
  const key = span.traceId + parent;
  const { service } = resource;
  const called: CalledSpan = { source: source.name, service, failed: hasFailed(span), sampling, arrivedAt: now };
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
  addEdge(
    calling,
    { server: called.service, type, failed: calling.failed || called.failed },
    sampling,
    'paired',
    draft,
  );
}

function addNamed(calling: CallingSpan, draft: TraceDraft): void {
  const { callee, source, service, failed, sampling } = calling;
  if (callee === null) {
    draft.count(source, 'unpaired');
    return;
  }
  const server = draft.names.admitted(calleeOwner(source, service), callee.name);
  addEdge(calling, { server, type: callee.type, failed }, sampling, 'named', draft);
}

function addEdge(
  { source, service, environment, at, bin }: CallingSpan,
  called: Pick<Edge, 'server' | 'type' | 'failed'>,
  sampling: SpanSampling,
  what: 'paired' | 'named',
  draft: TraceDraft,
): void {
  const edge: Edge = { client: service, environment, sampling: sampling.grade, ...called };
  const id = JSON.stringify(['edge', source, edge]);
  const refusal = draft.observe(id, () => edgeSeries(source, edge), { at, bin, sampling });
  draft.count(source, refusal === null ? what : 'overLimit');
}
