import { bucketStart, type EpochMs, minute } from '../../../maths/instants.ts';
import { BatchBuilder } from '../batch-builder.ts';
import { addBusinessCount } from '../business-series.ts';
import { type Rejections, reject } from '../otlp/rejections.ts';
import { isRefusal } from '../refusal.ts';
import { identityOfSeries } from '../remote-write/series-identity.ts';
import { addWrite } from '../remote-write/write-batch.ts';
import type { WriteContext, WriteDecision } from '../remote-write/write-decision.ts';
import type { WrittenSeries } from '../remote-write/write-request.ts';
import { SeriesLimit } from '../series-limit.ts';
import { countedEnvironment } from '../series-names.ts';
import type { PullQuery } from './pull-spec.ts';

/** A query with what it brought. */
export interface Pulled {
  query: PullQuery;
  series: WrittenSeries[];
}

export type PullContext = Omit<WriteContext, 'typeOf'> & {
  /** Stands for the address and queries: what counters stood at is remembered under it. */
  asked: string;
};

export interface PullDecision extends Pick<WriteDecision, 'accepted' | 'duplicate' | 'streams' | 'heard'> {
  rejected: Rejections;
  /** When targets were scraped, by job. */
  scrapes: Map<string, EpochMs[]>;
  /** When the series of each query of a process were scraped, by number of the query. */
  stepScrapes: Map<number, EpochMs[]>;
}

/**
 * Adds what was pulled to the batch: series of metrics as if they had been written by Prometheus, and those of steps as
 * completions. Increments are whole because they are differences of what the counters really stood at.
 */
export function addPull(pulled: readonly Pulled[], context: PullContext, batch: BatchBuilder): PullDecision {
  const decision: PullDecision = {
    accepted: 0,
    duplicate: 0,
    rejected: new Map(),
    streams: new Map(),
    heard: new Map(),
    scrapes: new Map(),
    stepScrapes: new Map(),
  };
  addMetrics(
    pulled.filter(({ query }) => query.process === undefined),
    context,
    batch,
    decision,
  );
  pulled.forEach((one, index) => {
    if (one.query.process !== undefined) addStep(one, index, context, batch, decision);
  });
  return decision;
}

function addMetrics(
  pulled: readonly Pulled[],
  context: PullContext,
  batch: BatchBuilder,
  decision: PullDecision,
): void {
  const types = new Map(pulled.flatMap(({ query, series }) => series.map((one) => [nameOf(one), query.type] as const)));
  const taken = new Set<string>();
  // several queries may select one series; it counts once
  const series = pulled
    .flatMap((one) => one.series)
    .filter(({ labels }) => {
      const text = JSON.stringify([...labels].sort(([a], [b]) => (a < b ? -1 : 1)));
      return !taken.has(text) && taken.add(text);
    });
  const scoped = scope(context, `${context.asked}/`);
  const written = addWrite({ series, metadata: [] }, { ...scoped, typeOf: (name) => types.get(name) }, batch);
  merge(decision, written, `${context.asked}/`);
  for (const one of series) {
    const identity = identityOfSeries(one.labels, []);
    if (isRefusal(identity) || identity.automatic) continue;
    const times = decision.scrapes.get(identity.job) ?? [];
    for (const { at } of one.samples) times.push(at);
    decision.scrapes.set(identity.job, times);
  }
}

const nameOf = ({ labels }: WrittenSeries): string => labels.find(([label]) => label === '__name__')?.[1] ?? '';

/** Counters of a step: their increments become events of the process, whatever labels they bear. */
function addStep(
  { query, series }: Pulled,
  index: number,
  context: PullContext,
  batch: BatchBuilder,
  decision: PullDecision,
): void {
  const { process = '', step = '', outcome = 'ok' } = query;
  const prefix = `${context.asked}/${index}/`;
  const all = { name: 'increments', seriesLimit: series.length };
  const increments = new BatchBuilder();
  const written = addWrite(
    { series, metadata: [] },
    {
      ...scope(context, prefix),
      source: { ...context.source, keepsMetric: () => true },
      limit: new SeriesLimit(all, new Set()),
      typeOf: () => 'counter',
    },
    increments,
  );
  merge(decision, written, prefix);
  const perMinute = new Map<EpochMs, number>();
  for (const { at, n } of increments.build().counts) perMinute.set(at, (perMinute.get(at) ?? 0) + n);
  for (const [at, count] of perMinute) {
    const row = { process, step, outcome, environment: countedEnvironment, attributes: {}, money: null };
    const refusal = addBusinessCount(
      context.source.name,
      { ...row, count, anonymous: count },
      bucketStart(at, minute),
      context.limit,
      batch,
    );
    if (refusal !== null) reject(decision.rejected, refusal);
  }
  const times = series.flatMap(({ samples }) => samples.map(({ at }) => at));
  if (times.length > 0) decision.stepScrapes.set(index, times);
}

/** The same memory under names of its own, so that two queries of one series do not take each other's counts. */
function scope(context: PullContext, prefix: string): Omit<WriteContext, 'typeOf'> {
  return {
    ...context,
    stream: (id) => context.stream(prefix + id),
    seriesKnown: (series) => context.seriesKnown(prefix + series),
    heard: (target) => context.heard(prefix + target),
  };
}

function merge(decision: PullDecision, written: WriteDecision, prefix: string): void {
  decision.accepted += written.accepted;
  decision.duplicate += written.duplicate;
  for (const [id, stream] of written.streams) decision.streams.set(prefix + id, stream);
  for (const [id, heard] of written.heard) decision.heard.set(prefix + id, heard);
  for (const [code, { count, message }] of written.rejected) reject(decision.rejected, { code, message }, count);
}
