import { BatchBuilder } from '../../batch-builder.ts';
import { type MetricsContext, type MetricsDecision, newDecision } from '../metrics-decision.ts';
import { Wire } from '../wire.ts';
import type { MetricsMemory } from './metrics-memory.ts';
import { PointJudge } from './point-judge.ts';
import { MetricsReader } from './read-metrics.ts';

/** What a request adds, and what was decided of it. */
export interface AddedMetrics {
  batch: BatchBuilder;
  decision: MetricsDecision;
}

/**
 * The same as `addMetrics(decodeProtobuf(bytes), context, batch)` with an empty batch, read by offset: what came in an
 * earlier request, by its bytes, is not worked out again. Null where the bytes are none, or hold what is left to the library;
 * the room in the limit of `context` may be used up by then, so that the library needs a context of its own.
 */
export function addMetricsFast(bytes: Buffer, context: MetricsContext, memory: MetricsMemory): AddedMetrics | null {
  const parts = memory.parts(context);
  const batch = new BatchBuilder();
  const decision = newDecision();
  const judge = new PointJudge(context, batch, decision, memory.request);
  const reader = new MetricsReader(new Wire(bytes), parts, judge, context);
  try {
    return reader.request() ? { batch, decision } : null;
  } catch {
    // the library decoder refused a part; it says so of the whole
    return null;
  }
}
