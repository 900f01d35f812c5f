import type { BatchBuilder } from '../batch-builder.ts';
import { decodeProtobuf } from './decode-protobuf.ts';
import { addSummed, type SummedSeries } from './fast/add-summed.ts';
import type { Rules } from './fast/known-values.ts';
import { type MetricsMemory, nameOf } from './fast/metrics-memory.ts';
import { PointJudge } from './fast/point-judge.ts';
import { type ScannedMetrics, scanMetrics } from './fast/scan-metrics.ts';
import { addMetrics } from './metrics-batch.ts';
import type { MetricsRequest } from './metrics-data.ts';
import { type MetricsContext, type MetricsDecision, newDecision } from './metrics-decision.ts';

/** Increments alone, under the rules of this name; `again` reads the same request as it is judged point by point. */
interface SummedMetrics {
  summed: SummedSeries;
  rules: string;
  again(): MetricsBody;
}

/** A request as it was read: rows of increments, columns over its bytes, or points where it was JSON or not plain. */
export type MetricsBody = SummedMetrics | ScannedMetrics | MetricsRequest;

/** Reads an ExportMetricsServiceRequest in protobuf. Throws an Error of the library decoder when the bytes are none. */
export const readMetrics = (bytes: Buffer, rules: Rules, memory: MetricsMemory): MetricsBody =>
  scanMetrics(bytes, rules, memory) ?? decodeProtobuf(bytes);

/** Judges each point on its own and adds the good ones to the batch, however they were read. */
export function addRead(body: MetricsBody, context: MetricsContext, batch: BatchBuilder): MetricsDecision {
  if ('summed' in body) {
    const added = body.rules === nameOf(context) ? addSummed(body.summed, context, batch) : null;
    return added ?? addRead(body.again(), context, batch);
  }
  if (!('columns' in body)) return addMetrics(body, context, batch);
  // The catalogue may have changed while the request waited for its turn.
  if (body.rules !== nameOf(context)) return addMetrics(decodeProtobuf(body.bytes), context, batch);
  const decision = newDecision();
  new PointJudge(context, batch, decision).all(body.columns);
  return decision;
}
