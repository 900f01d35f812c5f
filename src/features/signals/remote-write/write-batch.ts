import type { BatchBuilder } from '../batch-builder.ts';
import { nameProblem } from '../otlp/point-labels.ts';
import { reject } from '../otlp/rejections.ts';
import { isRefusal, type Refusal, refuse } from '../refusal.ts';
import { attributesProblem } from '../writer-rules.ts';
import { tellsMore } from './metric-role.ts';
import { identityOfSeries, type SeriesIdentity } from './series-identity.ts';
import { SeriesSamples } from './series-samples.ts';
import type { WriteContext, WriteDecision } from './write-decision.ts';
import type { FamilyType, Metadata, WriteRequest, WrittenSeries } from './write-request.ts';

/** Judges each sample on its own and adds the good ones to the batch, by the minute of their time. */
export function addWrite(request: WriteRequest, context: WriteContext, batch: BatchBuilder): WriteDecision {
  const decision: WriteDecision = {
    accepted: 0,
    duplicate: 0,
    rejected: new Map(),
    streams: new Map(),
    heard: new Map(),
    types: typesIn(request.metadata, context),
    services: new Map(),
  };
  for (const series of request.series) addSeries(series, context, batch, decision);
  return decision;
}

function addSeries(series: WrittenSeries, context: WriteContext, batch: BatchBuilder, decision: WriteDecision): void {
  const { rejected } = decision;
  const { samples, histograms } = series;
  if (histograms > 0) reject(rejected, noNativeHistograms(), histograms);
  if (samples.length === 0) return;
  const identity = identityOfSeries(series.labels, context.source.dropLabels);
  const refusal = isRefusal(identity) ? identity : (nameProblem(identity.name) ?? writerProblem(identity, context));
  if (refusal !== null) {
    reject(rejected, refusal, samples.length);
    return;
  }
  const taken = new SeriesSamples(identity as SeriesIdentity, context, batch, decision);
  for (const sample of samples) {
    const problem = taken.add(sample);
    if (problem !== null) reject(rejected, problem);
  }
}

const noNativeHistograms = (): Refusal =>
  refuse('unsupported_metric', 'native histograms are not read; send classic buckets');

/** What a token may write is said of components, which Prometheus calls jobs, and of environments. */
function writerProblem({ job, sent }: SeriesIdentity, { writer }: WriteContext): Refusal | null {
  if (writer.components === null && writer.environments === null) return null;
  const named = sent.filter(([label]) => environmentLabels.includes(label)).map(([, value]) => value);
  const own = [
    ...(job === '' ? [] : [['service.name', job] as const]),
    ...named.map((value) => ['deployment.environment.name', value] as const),
  ];
  // A label may bear these names itself, and a measure may select by them.
  return attributesProblem(writer, own, sent);
}
const environmentLabels = [
  'environment',
  'env',
  'deployment_environment',
  'deployment_environment_name',
  'deployment.environment.name',
];

/** The families of which the metadata say more than their names do, or no longer what was remembered. */
function typesIn(metadata: readonly Metadata[], { typeOf, room }: WriteContext): Map<string, FamilyType> {
  const types = new Map<string, FamilyType>();
  for (const one of metadata) {
    const type = tellsMore(one) ? one.type : 'unknown';
    const known = typeOf(one.family);
    if ((known ?? 'unknown') === type || one.family.length > 255) continue;
    if (known !== undefined || types.size < room.types) types.set(one.family, type);
  }
  return types;
}
