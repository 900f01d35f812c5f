import { bucketStart, type EpochMs, minute } from '../../maths/instants.ts';
import type { Writer } from '../access/writer.ts';
import type { Document } from '../catalog/catalog.ts';
import type { ProcessSpec } from '../catalog/process.ts';
import type { BatchBuilder } from './batch-builder.ts';
import { boundsLabel } from './bins.ts';
import { refusalOf } from './business-event.ts';
import { addBusinessCount } from './business-series.ts';
import { BinsImportRow, BusinessImportRow, CountImportRow } from './contract.ts';
import { amountOf } from './event-amount.ts';
import { processFor, timeProblem } from './event-rules.ts';
import { nameProblem } from './otlp/point-labels.ts';
import { isRefusal, type Refusal, refuse } from './refusal.ts';
import type { Row } from './row.ts';
import type { SeriesLimit } from './series-limit.ts';
import { countedEnvironment, reservedLabel } from './series-names.ts';
import type { Source } from './source.ts';
import { attributesProblem, environmentProblem, processProblem } from './writer-rules.ts';

export interface ImportContext {
  source: Source;
  writer: Writer;
  processes: ReadonlyMap<string, Document<ProcessSpec>>;
  now: EpochMs;
  retentionMs: number;
  limit: SeriesLimit;
}

export interface ImportDecision {
  rejected: (Refusal & { index: number })[];
  /** Minutes that have rows, apart for events and metrics. */
  businessMinutes: Set<EpochMs>;
  technicalMinutes: Set<EpochMs>;
}

/** Judges rows of history and adds them to the batch. The caller stores all or, when any is rejected, none. */
export function addImport(rows: readonly Row[], context: ImportContext, batch: BatchBuilder): ImportDecision {
  const decision: ImportDecision = { rejected: [], businessMinutes: new Set(), technicalMinutes: new Set() };
  rows.forEach((row, index) => {
    const refusal = row.refusal ?? addRow(row.value, context, batch, decision);
    if (refusal !== null) decision.rejected.push({ index, code: refusal.code, message: refusal.message });
  });
  return decision;
}

function addRow(value: unknown, context: ImportContext, batch: BatchBuilder, decision: ImportDecision): Refusal | null {
  const fields = typeof value === 'object' && value !== null ? value : {};
  const kind = 'process' in fields ? 'business' : 'bounds' in fields ? 'bins' : 'counts';
  const schema = { business: BusinessImportRow, bins: BinsImportRow, counts: CountImportRow }[kind];
  const parsed = schema.safeParse(value);
  if (!parsed.success) return refusalOf(parsed.error);
  const late = timeProblem(parsed.data.at, context.now, context.retentionMs);
  if (late !== null) return late;
  const at = bucketStart(parsed.data.at, minute);
  const row = parsed.data;
  const refusal = 'process' in row ? addBusiness(row, at, context, batch) : addTechnical(row, at, context, batch);
  if (refusal === null) (kind === 'business' ? decision.businessMinutes : decision.technicalMinutes).add(at);
  return refusal;
}

function addBusiness(row: BusinessImportRow, at: EpochMs, context: ImportContext, batch: BatchBuilder): Refusal | null {
  const { process, step, count } = row;
  const foreign = processProblem(context.writer, process) ?? environmentProblem(context.writer, countedEnvironment);
  if (foreign !== null) return foreign;
  const known = processFor(row, context.source, context.processes);
  if (isRefusal(known)) return known;
  const money = amountOf(row);
  if (isRefusal(money)) return money;
  const outcome = row.outcome ?? 'ok';
  const added = { process, step, outcome, environment: countedEnvironment, attributes: {}, count, money };
  return addBusinessCount(context.source.name, { ...added, anonymous: count }, at, context.limit, batch);
}

function addTechnical(
  row: CountImportRow | BinsImportRow,
  at: EpochMs,
  { source, writer, limit }: ImportContext,
  batch: BatchBuilder,
): Refusal | null {
  const problem = nameProblem(row.metric) ?? labelProblem(row.labels) ?? ('bounds' in row ? binsProblem(row) : null);
  if (problem !== null) return problem;
  const foreign = attributesProblem(writer, Object.entries(row.labels));
  if (foreign !== null) return foreign;
  const labels = 'bounds' in row ? { ...row.labels, [boundsLabel]: row.bounds.join(',') } : row.labels;
  const kind = 'bounds' in row ? ('bins' as const) : ('counts' as const);
  const key = { source: source.name, name: row.metric, kind, unit: row.unit, labels };
  const admitted = limit.admit([key]);
  if (admitted === null) return limit.refusal();
  const series = batch.series(key, admitted[0]!.identity);
  if ('bounds' in row) for (const [bin, n] of row.buckets.entries()) batch.bin(series, at, bin, n);
  else batch.count(series, at, row.count);
  return null;
}

function labelProblem(labels: Readonly<Record<string, string>>): Refusal | null {
  const ours = Object.keys(labels).some((name) => name.startsWith(reservedLabel));
  return ours ? refuse('reserved_name', `labels: names that begin with ${reservedLabel} belong to Waga`) : null;
}

function binsProblem({ bounds, buckets }: BinsImportRow): Refusal | null {
  const rising = bounds.every((bound, i) => i === 0 || bound > bounds[i - 1]!);
  if (!rising) return refuse('bad_histogram', 'bounds: expected numbers that rise');
  if (buckets.length === bounds.length + 1) return null;
  return refuse('bad_histogram', 'buckets: expected one more than bounds');
}
