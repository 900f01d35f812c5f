import type { BatchBuilder } from '../batch-builder.ts';
import { type Refusal, refuse } from '../refusal.ts';
import type { Metric, MetricsRequest } from './metrics-data.ts';
import { type MetricsContext, type MetricsDecision, newDecision } from './metrics-decision.ts';
import { nameProblem } from './point-labels.ts';
import { reject } from './rejections.ts';
import { ResourcePoints } from './resource-points.ts';

/** Judges each point on its own and adds the good ones to the batch, split at minutes by the time they bear. */
export function addMetrics(request: MetricsRequest, context: MetricsContext, batch: BatchBuilder): MetricsDecision {
  const decision = newDecision();
  for (const { resource, scopes } of request.resourceMetrics) {
    const points = new ResourcePoints(resource, context, batch, decision);
    for (const { name, metrics } of scopes) for (const metric of metrics) addMetric(name, metric, points, decision);
    points.finish();
  }
  return decision;
}

function addMetric(scope: string, metric: Metric, points: ResourcePoints, { rejected }: MetricsDecision): void {
  const refused = (refusal: Refusal, count: number): void => reject(rejected, refusal, count);
  const problem = metricProblem(metric);
  if (problem !== null) refused(problem, 'points' in metric ? metric.points.length : metric.pointCount);
  else if ('points' in metric) {
    for (let index = 0; index < metric.points.length; index++) {
      const refusal = points.add(scope, metric, index);
      if (refusal !== null) refused(refusal, 1);
    }
  }
}

/** Why no point of a metric is kept, or null. */
export function metricProblem(metric: Metric): Refusal | null {
  return nameProblem(metric.name) ?? kindProblem(metric);
}

function kindProblem(metric: Metric): Refusal | null {
  if (metric.type === 'summary') {
    return refuse('unsupported_summary', 'summaries cannot be added up; send a histogram');
  }
  if (metric.type === 'unknown') return refuse('unsupported_metric', 'expected a gauge, sum or histogram');
  if (metric.type === 'gauge') return null;
  if (metric.temporality === 'unspecified') {
    return refuse('unspecified_temporality', 'aggregationTemporality: expected delta (1) or cumulative (2)');
  }
  if (metric.type === 'sum' && !metric.monotonic && metric.temporality === 'delta') {
    return refuse('unsupported_metric', 'a non-monotonic sum is a level: expected it cumulative');
  }
  return null;
}
