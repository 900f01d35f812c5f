import { z } from 'zod';
import type { Document } from './document.ts';
import { explainIssues } from './explain-issue.ts';
import { namePattern, nameProblem, seriesNamePattern } from './fields.ts';
import type { Finding, FindingCode } from './finding.ts';
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
  document: Document | null;
}

/**
 * Reads YAML 1.2 or JSON files, several documents each, and checks every document by its kind and all together by
 * `Kind.relate`. Never throws for what stands in a file: a catalogue may be applied when no finding is an error.
 */
export function readFiles(files: readonly CatalogFile[], kinds: readonly Kind[]): ReadFiles {
  const findings: Finding[] = [];
  const candidates: Candidate[] = [];
  const envelopes = new Map(kinds.map((kind) => [kind, envelopeOf(kind)]));
  for (const file of files) {
    const read = parseText(file.path, file.text);
    findings.push(...read.findings);
    for (const parsed of read.documents) {
      if (candidates.length === maxDocuments) {
        findings.push(found('too_large', `expected at most ${maxDocuments} documents`, parsed, []));
        break;
      }
      const recognised = recognise(parsed.value, kinds);
      const envelope = 'kind' in recognised ? envelopes.get(recognised.kind) : undefined;
      if ('kind' in recognised && envelope) candidates.push(check(parsed, recognised.kind, envelope, findings));
      else if (!('kind' in recognised))
        findings.push({
          ...at(parsed, recognised),
          code: recognised.code,
          severity: recognised.severity,
          message: recognised.message,
        });
    }
  }
  const unique = withoutDuplicates(candidates, findings);
  relateAll(unique, findings);
  const order = new Map(files.map((file, index) => [file.path, index]));
  findings.sort(
    (a, b) => (order.get(a.file) ?? 0) - (order.get(b.file) ?? 0) || a.line - b.line || a.column - b.column,
  );
  return { documents: unique.flatMap(({ document }) => document ?? []), findings };
}

/** One document by the schema of its kind, within the envelope that all kinds share. */
function check(parsed: Parsed, kind: Kind, envelope: ReturnType<typeof envelopeOf>, findings: Finding[]): Candidate {
  const result = envelope.safeParse(parsed.value);
  const name = nameOf(parsed.value);
  const before = findings.length;
  const wrongName = name === null ? null : nameProblem(name, kind.underscores);
  if (wrongName) findings.push(found('bad_name', `${wrongName}, found "${name}"`, parsed, ['metadata', 'name']));
  for (const problem of result.error ? explainIssues(result.error.issues, envelope, parsed.value) : []) {
    findings.push({ code: problem.code, severity: problem.severity, message: problem.message, ...at(parsed, problem) });
  }
  const valid = result.success && findings.length === before;
  return { parsed, kind, name, document: valid ? { ...result.data, at: parsed.place([]) } : null };
}

/** The whole document: the same four fields for every kind, the spec by its own schema. */
export function envelopeOf(kind: Kind) {
  return z.strictObject({
    apiVersion: z.literal('waga/v1'),
    kind: z.literal(kind.kind),
    metadata: z.strictObject({
      name: z.string().meta({ pattern: (kind.underscores ? seriesNamePattern : namePattern).source }),
      displayName: z.string().min(1).max(200).optional(),
      description: z.string().max(10_000).optional(),
    }),
    spec: kind.spec,
  });
}

function withoutDuplicates(candidates: readonly Candidate[], findings: Finding[]): Candidate[] {
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
    findings.push(found('duplicate_name', message, candidate.parsed, ['metadata', 'name']));
    return false;
  });
}

/** While a document is broken nothing is said of what might be missing only because of that. */
function relateAll(candidates: readonly Candidate[], findings: Finding[]): void {
  const all = candidates.flatMap(({ document }) => document ?? []);
  const broken = new Set(
    candidates.filter(({ document }) => document === null).map(({ kind, name }) => keyOf(kind.kind, name ?? '')),
  );
  const doubtful = (problem: Problem) =>
    problem.refersTo
      ? broken.has(keyOf(problem.refersTo.kind, problem.refersTo.name))
      : problem.absence && broken.size > 0;
  for (const { kind, document, parsed } of candidates) {
    for (const problem of (document && kind.relate?.(document, all)) ?? []) {
      if (doubtful(problem)) continue;
      findings.push({
        code: problem.code,
        severity: problem.severity,
        message: problem.message,
        ...at(parsed, problem),
      });
    }
  }
}

function at(parsed: Parsed, problem: { path: Path; part?: 'value' | 'key' }) {
  return parsed.place(problem.path, problem.part);
}

function found(code: FindingCode, message: string, parsed: Parsed, path: Path): Finding {
  return { code, severity: 'error', message, ...parsed.place(path) };
}

function nameOf(value: unknown): string | null {
  const name = (value as { metadata?: { name?: unknown } | null }).metadata?.name;
  return typeof name === 'string' ? name : null;
}

const keyOf = (kind: string, name: string): string => `${kind}/${name}`;
