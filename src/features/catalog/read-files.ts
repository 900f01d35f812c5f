import { joinEntities } from './backstage/join.ts';
import { withoutDots } from './backstage/targets.ts';
import { type Candidate, candidateOf, keyOf, withoutDuplicates } from './candidate.ts';
import type { Document } from './document.ts';
import { envelopeOf } from './envelope.ts';
import type { Finding, FindingCode } from './finding.ts';
import { type FindingsCollector, findingsCollector } from './findings-collector.ts';
import type { Kind, Problem } from './kind.ts';
import { parseText } from './parse-text.ts';
import { recognise } from './recognise.ts';
import { maxDocuments } from './text-size.ts';

/** A file as text; `path` is what findings show. */
export interface CatalogFile {
  path: string;
  text: string;
  /** Why nobody could take its text, which is then empty. */
  unread?: { code: FindingCode; message: string; line?: number };
}

/** What was read: the valid documents in the order of the files, and everything that is to be said, in the same order. */
export interface ReadFiles {
  /** With those that Waga makes of others: a Component for each Component, Resource and API of Backstage. */
  documents: Document[];
  /** How many valid documents stand in the files. */
  written: number;
  findings: Finding[];
}

/**
 * Reads YAML 1.2 or JSON files, several documents each, and checks every document by its kind and all together by
 * `Kind.relate`. Never throws for what stands in a file: a catalogue may be applied when no finding is an error.
 */
export function readFiles(files: readonly CatalogFile[], kinds: readonly Kind[]): ReadFiles {
  const findings = findingsCollector();
  const candidates = withoutDuplicates(candidatesIn(files, kinds, findings), findings);
  const written = candidates.flatMap(({ document }) => document ?? []);
  const documents = joinEntities(written);
  relateAll(candidates, { all: documents, files: new Set(files.map(({ path }) => withoutDots(path))) }, findings);
  return { documents, written: written.length, findings: findings.inOrder(files) };
}

function candidatesIn(files: readonly CatalogFile[], kinds: readonly Kind[], findings: FindingsCollector): Candidate[] {
  const candidates: Candidate[] = [];
  const envelopes = new Map(kinds.map((kind) => [kind, envelopeOf(kind)]));
  for (const { path, text, unread } of files) {
    if (unread) findings.addFindings([{ line: 1, ...unread, severity: 'error', file: path, column: 1 }]);
    if (unread || findings.full()) continue;
    const read = parseText(path, text);
    findings.addFindings(read.findings);
    for (const parsed of read.documents) {
      if (findings.full()) break;
      if (candidates.length === maxDocuments) {
        const message = `expected at most ${maxDocuments} documents`;
        findings.add(parsed, { code: 'too_large', severity: 'error', message, path: [] });
        return candidates;
      }
      const recognised = recognise(parsed.value, kinds);
      const envelope = 'kind' in recognised ? envelopes.get(recognised.kind) : undefined;
      if ('kind' in recognised && envelope) candidates.push(candidateOf(parsed, recognised.kind, envelope, findings));
      else if ('code' in recognised) findings.add(parsed, recognised);
    }
  }
  return candidates;
}

/** While a document is broken nothing is said of what might be missing only because of that. */
function relateAll(
  candidates: readonly Candidate[],
  surroundings: { all: readonly Document[]; files: ReadonlySet<string> },
  findings: FindingsCollector,
): void {
  const broken = new Set(candidates.filter(({ document }) => document === null).flatMap(keysOf));
  const certain = (problem: Problem) =>
    problem.refersTo
      ? !broken.has(keyOf(problem.refersTo.kind, problem.refersTo.name))
      : !problem.absence || broken.size === 0;
  for (const { kind, document, parsed } of candidates) {
    if (findings.full()) return;
    if (document) {
      findings.add(parsed, ...(kind.relate?.(document, surroundings.all, surroundings) ?? []).filter(certain));
    }
  }
}

/** What a candidate would be, and what Waga would make of it. */
function keysOf({ kind, name }: Candidate): string[] {
  const { becomes } = kind;
  return [keyOf(kind.kind, name ?? ''), ...(becomes && name !== null ? [keyOf(becomes.kind, becomes.name(name))] : [])];
}
