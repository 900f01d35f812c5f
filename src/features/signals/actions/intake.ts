import { ProductError } from '../../../errors.ts';
import type { EpochMs } from '../../../maths/instants.ts';
import type { Measurements } from '../../../stores/measurements/measurements.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import type { BatchBuilder } from '../batch-builder.ts';
import type { EventsReader } from '../events-reader.ts';
import type { IntakeChange, IntakeMemory } from '../intake-memory.ts';
import { statesOf } from '../intake-states.ts';
import type { MetricsSumming } from '../otlp/metrics-summing.ts';
import type { ReaderFaults } from '../reader-faults.ts';
import { defaultSource, type Source, sourceNamed } from '../source.ts';
import type { Turns } from './turns.ts';

/** What taking data in needs. */
export interface Intake {
  measurements: Measurements;
  catalog(): Catalog;
  /** Resolves once what was remembered before the last stop is back. */
  memory(): Promise<IntakeMemory>;
  now(): EpochMs;
  retentionMs: number;
  userKey: Uint8Array;
  turns: Turns;
  readEvents: EventsReader;
  sumMetrics: MetricsSumming;
  /** Where a fast reader that threw is counted and told, before the library reads in its place. */
  readerFaults: ReaderFaults;
}

/** What was answered, and whether it is the first answer to a batch that came again. */
export interface Taken<Answer> {
  answer: Answer;
  replayed: boolean;
}

/** The source a request speaks for. Throws ProductError `unknown_source` for a name that the catalogue does not declare, `not_yours` for one that Waga asks. */
export function sourceOf(catalog: Catalog, name: string | undefined): Source {
  const source = sourceNamed(catalog, name ?? defaultSource);
  if (source?.type === 'prometheus') {
    throw new ProductError('not_yours', 'Waga-Source names a source that Waga asks by itself; nobody sends for it.');
  }
  if (source !== undefined) return source;
  throw new ProductError('unknown_source', 'Waga-Source names a source that the catalogue does not declare.');
}

/** The answer to a batch that is known by its key, or null. */
export async function firstAnswer(
  { measurements }: Intake,
  source: string,
  key: string | undefined,
): Promise<string | null> {
  if (key === undefined) return null;
  const known = await measurements.ask({ ask: 'batch', source, key });
  return known?.answer ?? null;
}

/** The same of several requests of a source, in their order. */
export async function firstAnswers(
  { measurements }: Pick<Intake, 'measurements'>,
  source: string,
  requests: readonly { key?: string | undefined }[],
): Promise<(string | null)[]> {
  const keys = requests.flatMap(({ key }) => (key === undefined ? [] : [key]));
  if (keys.length === 0) return requests.map(() => null);
  const answers = await measurements.ask({ ask: 'batches', source, keys });
  const answerOf = new Map(keys.map((key, index) => [key, answers[index]!]));
  return requests.map(({ key }) => (key === undefined ? null : (answerOf.get(key) ?? null)));
}

/**
 * Stores what a request adds together with what is remembered of it, and remembers it after it is on disk. When the store
 * refuses, nothing is remembered. Resolves the first answer where the store knew the key already.
 */
export async function keep(
  intake: Intake,
  memory: IntakeMemory,
  batch: BatchBuilder,
  change: IntakeChange,
  key: { key: string; answer: string } | null,
): Promise<string | null> {
  return store(intake, memory, batch, change, key === null ? [] : [key]);
}

/** The same for requests that are stored together, each with its key. False, and nothing is stored, where the store knew one of them already. */
export async function keepTogether(
  intake: Intake,
  memory: IntakeMemory,
  batch: BatchBuilder,
  change: IntakeChange,
  keys: readonly Answered[],
): Promise<boolean> {
  return (await store(intake, memory, batch, change, keys)) === null;
}

/** Under what key a request is known, and what it was answered. */
interface Answered {
  key: string;
  answer: string;
}

async function store(
  { measurements, now }: Intake,
  memory: IntakeMemory,
  batch: BatchBuilder,
  change: IntakeChange,
  keys: readonly Answered[],
): Promise<string | null> {
  for (const { key, value } of statesOf(change, memory)) batch.state(key, value);
  const at = now();
  const appended = await measurements.append({
    ...batch.columns(),
    keys: keys.map((answered) => ({ ...answered, source: change.source, at })),
  });
  if (appended.known) return appended.answer;
  memory.apply(change);
  return null;
}
