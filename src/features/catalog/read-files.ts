import type { Document } from './document.ts';
import { type Envelope, envelopeOf } from './envelope.ts';
import { explainIssues } from './explain-issue.ts';
import { nameProblem } from './fields.ts';
import type { Finding, FindingCode } from './finding.ts';
import { type FindingsCollector, findingsCollector } from './findings-collector.ts';
import type { Kind, Path, Problem } from './kind.ts';
import { type Parsed, parseText } from './parse-text.ts';
import { recognise } from './recognise.ts';

/** A file as text; `path` is what findings show. */
export interface CatalogFile {
  path: string;
  text: string;
}

/** What was read: the valid documents in the order of the files, and everything that is to be said, in the same order. */
export interface ReadFiles {
  documents: Document[];
  findings: Finding[];
}

const maxDocuments = 10_000;

interface Candidate {
  parsed: Parsed;
  kind: Kind;
  name: string | null;
  /** Null while anything in it is wrong. */
  document: Document | null;
}

/**
 * Reads YAML 1.2 or JSON files, several documents each, and checks every document by its kind and all together by
 * `Kind.relate`. Never throws for what stands in a file: a catalogue may be applied when no finding is an error.
 */
export function readFiles(files: readonly CatalogFile[], kinds: readonly Kind[]): ReadFiles {
  const findings = findingsCollector();
  const candidates: Candidate[] = [];
  const envelopes = new Map(kinds.map((kind) => [kind, envelopeOf(kind)]));
  for (const file of files) {
    const read = parseText(file.path, file.text);
    findings.addFindings(read.findings);
    for (const parsed of read.documents) {
      if (findings.full()) break;
      if (candidates.length === maxDocuments) {
        findings.add(parsed, wrong('too_large', `expected at most ${maxDocuments} documents`, []));
        break;
      }
      const recognised = recognise(parsed.value, kinds);
      const envelope = 'kind' in recognised ? envelopes.get(recognised.kind) : undefined;
      if ('kind' in recognised && envelope) candidates.push(check(parsed, recognised.kind, envelope, findings));
      else if ('code' in recognised) findings.add(parsed, recognised);
    }
  }
  const unique = withoutDuplicates(candidates, findings);
  relateAll(unique, findings);
  return { documents: unique.flatMap(({ document }) => document ?? []), findings: findings.inOrder(files) };
}

/** One document by the schema of its kind. */
function check(parsed: Parsed, kind: Kind, envelope: Envelope, findings: FindingsCollector): Candidate {
  const result = envelope.safeParse(parsed.value);
  const name = nameOf(parsed.value);
  const wrongName = name === null ? null : nameProblem(name, kind.underscores);
  if (wrongName) findings.add(parsed, wrong('bad_name', `${wrongName}, found "${name}"`, ['metadata', 'name']));
  if (result.error) findings.add(parsed, ...explainIssues(result.error.issues, envelope, parsed.value));
  const valid = result.success && !wrongName;
  return { parsed, kind, name, document: valid ? { ...result.data, at: parsed.place([]) } : null };
}

function withoutDuplicates(candidates: readonly Candidate[], findings: FindingsCollector): Candidate[] {
  const first = new Map<string, Candidate>();
  return candidates.filter((candidate) => {
    const key = keyOf(candidate.kind.kind, candidate.name ?? '');
    const earlier = candidate.name === null ? undefined : first.get(key);
    if (earlier === undefined) {
      first.set(key, candidate);
      return true;
    }
    const { file, line } = earlier.parsed.place(['metadata', 'name']);
    const message = `${candidate.kind.kind} ${candidate.name} stands already at ${file}:${line}`;
    findings.add(candidate.parsed, wrong('duplicate_name', message, ['metadata', 'name']));
    return false;
  });
}

/** While a document is broken nothing is said of what might be missing only because of that. */
function relateAll(candidates: readonly Candidate[], findings: FindingsCollector): void {
  const all = candidates.flatMap(({ document }) => document ?? []);
  const broken = new Set(
    candidates.filter(({ document }) => document === null).map(({ kind, name }) => keyOf(kind.kind, name ?? '')),
  );
  const certain = (problem: Problem) =>
    problem.refersTo
      ? !broken.has(keyOf(problem.refersTo.kind, problem.refersTo.name))
      : !problem.absence || broken.size === 0;
  for (const { kind, document, parsed } of candidates) {
    if (findings.full()) return;
    if (document) findings.add(parsed, ...(kind.relate?.(document, all) ?? []).filter(certain));
  }
}

function wrong(code: FindingCode, message: string, path: Path): Problem {
  return { code, severity: 'error', message, path };
}

function nameOf(value: unknown): string | null {
  const name = (value as { metadata?: { name?: unknown } | null }).metadata?.name;
  return typeof name === 'string' ? name : null;
}

const keyOf = (kind: string, name: string): string => `${kind}/${name}`;
