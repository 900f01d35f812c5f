import { ProductError } from '../../../errors.ts';
import { bucketStart, day, type EpochMs, type Interval, minute } from '../../../maths/instants.ts';
import { type Catalog, processesOf } from '../../catalog/catalog.ts';
import { decidedAt, withDecisions } from '../../catalog/decided.ts';
import { differenceOf } from '../../catalog/difference.ts';
import { inCatalogOrder } from '../../catalog/document.ts';
import { isError } from '../../catalog/finding.ts';
import type { Kind } from '../../catalog/kind.ts';
import { type CatalogFile, readFiles } from '../../catalog/read-files.ts';
import type { NewReplay } from '../replay-contract.ts';
import { withChanges, wordsOfChanges } from './changed-rules.ts';
import { learnEveryDays, type ReplaySetup, warmUpMs } from './replay-setup.ts';
import { type MeasureTerms, type RulesSpan, rulesOfTheTime } from './rules-of-the-time.ts';

const longestDays = 92;

/** What is to be replayed: the rules of both sides, and the changes in words. */
export interface AskedReplay extends Pick<ReplaySetup, 'period' | 'before' | 'after' | 'learnEveryDays'> {
  words: string[];
}

/**
 * Reads a question by the catalogue of now. Throws ProductError `bad_input` for a period that is none, lies ahead or is longer than 92
 * days, for changes that do not fit the catalogue, and where nothing is changed; `bad_catalog` with `findings` for files that hold an
 * error. Nothing is applied.
 */
export function askedReplay(
  asked: NewReplay,
  facts: { catalog: Catalog; terms: readonly MeasureTerms[]; kinds: readonly Kind[]; now: EpochMs },
): AskedReplay {
  const period = periodAsked(asked, facts.now);
  const { catalog, terms } = facts;
  if (asked.files === undefined && asked.changes.length === 0) {
    throw new ProductError('bad_input', 'Nothing is changed: give `changes`, or the `files` of a catalogue.');
  }
  const before = rulesOfTheTime(catalog, terms, { from: period.from - warmUpMs, to: period.to });
  const filed = asked.files === undefined ? null : readFiled(asked.files, facts);
  const words = [...(filed === null ? [] : filed.words), ...wordsOfChanges(filed?.catalog ?? catalog, asked.changes)];
  const base =
    filed === null ? before : before.map(({ from }) => ({ from, catalog: decided(catalog, filed.catalog, from) }));
  const after: RulesSpan[] = base.map((span) => ({ ...span, catalog: withChanges(span.catalog, asked.changes) }));
  const days = Math.ceil((period.to - period.from) / day);
  return { period, before, after, words, learnEveryDays: learnEveryDays(processesOf(catalog).length, days) };
}

function periodAsked({ from, to }: Pick<NewReplay, 'from' | 'to'>, now: EpochMs): Interval {
  const begin = bucketStart(Date.parse(from), minute);
  const end = Math.min(bucketStart(Date.parse(to), minute), bucketStart(now, minute));
  if (Date.parse(from) >= Date.parse(to)) {
    throw new ProductError('bad_input', 'The period must begin before it ends: from < to.');
  }
  if (begin >= end) throw new ProductError('bad_input', 'No whole minute of this period is over yet.');
  if (end - begin > longestDays * day) {
    throw new ProductError('bad_input', `The period may be at most ${longestDays} days long.`);
  }
  return { from: begin, to: end };
}

/** A catalogue as its files have it, and what is another in it. */
function readFiled(
  files: readonly CatalogFile[],
  { catalog, kinds }: { catalog: Catalog; kinds: readonly Kind[] },
): { catalog: Catalog; words: string[] } {
  const sorted = [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
  const { documents, findings } = readFiles(sorted, kinds);
  const errors = findings.filter(isError).length;
  if (errors > 0) {
    const message = `The files hold ${errors} error${errors === 1 ? '' : 's'}; nothing was replayed.`;
    throw new ProductError('bad_catalog', message, { findings });
  }
  const next: Catalog = {
    version: catalog.version,
    appliedAt: catalog.appliedAt,
    documents: inCatalogOrder(documents),
  };
  const words = differenceOf(filesOf(catalog), next.documents).map(
    ({ change, kind, name }) => `${kind} ${name}: ${change}`,
  );
  if (words.length === 0) words.push('The files say what the catalogue says.');
  return { catalog: next, words };
}

/** The documents as their files say them, without what was decided. */
function filesOf({ documents }: Catalog) {
  return documents.map((document) => {
    if (document.outranked === undefined) return document;
    const { outranked, ...rest } = document;
    const spec = {
      ...(document.spec as object),
      level: outranked.fileLevel ?? undefined,
      thresholds: outranked.fileThresholds,
    };
    return { ...rest, spec };
  });
}

/** Files with what people had signed by then: a decision outranks a file. */
function decided(catalog: Catalog, files: Catalog, at: EpochMs): Catalog {
  const signed = [...(catalog.history?.decided.values() ?? [])].flat();
  return withDecisions(files, decidedAt(signed, at));
}
