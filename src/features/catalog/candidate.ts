import type { Document } from './document.ts';
import type { Envelope } from './envelope.ts';
import { explainIssues } from './explain-issue.ts';
import { nameProblem } from './fields.ts';
import type { FindingCode } from './finding.ts';
import type { FindingsCollector } from './findings-collector.ts';
import type { Kind, Path, Problem } from './kind.ts';
import type { Parsed } from './parse-text.ts';

/** What stands in a file and is of a known kind. */
export interface Candidate {
  parsed: Parsed;
  kind: Kind;
  name: string | null;
  /** Null while anything in it is wrong. */
  document: Document | null;
}

/** One document by the schema of its kind. */
export function candidateOf(parsed: Parsed, kind: Kind, envelope: Envelope, findings: FindingsCollector): Candidate {
  const result = envelope.safeParse(parsed.value);
  const { format } = kind;
  const name = format ? format.keptName(parsed.value) : writtenName(parsed.value);
  const wrongName = format ? format.nameProblem(parsed.value) : ownNameProblem(name, kind);
  if (wrongName) findings.add(parsed, wrongName);
  if (result.error) findings.add(parsed, ...explainIssues(result.error.issues, envelope, parsed.value));
  const valid = result.success && !parsed.broken && wrongName?.severity !== 'error';
  if (!valid || name === null) return { parsed, kind, name, document: null };
  const kept = format ? format.kept(result.data, name) : result.data;
  const document = { ...result.data, ...kept, kind: kind.kind, at: parsed.place([]) };
  return { parsed, kind, name, document };
}

/** The candidates without those whose kind and name another one bears already. */
export function withoutDuplicates(candidates: readonly Candidate[], findings: FindingsCollector): Candidate[] {
  const first = new Map<string, Candidate>();
  return candidates.filter((candidate) => {
    const { kind, name, parsed } = candidate;
    const key = keyOf(kind.kind, name ?? '');
    const earlier = name === null ? undefined : first.get(key);
    if (earlier === undefined) {
      first.set(key, candidate);
      return true;
    }
    const { file, line } = earlier.parsed.place(['metadata', 'name']);
    const severity = kind.format?.duplicates ?? 'error';
    const rest = severity === 'error' ? '' : '; that one holds, and this one is left out';
    const message = `${kind.kind} ${name} stands already at ${file}:${line}${rest}`;
    findings.add(parsed, { code: 'duplicate_name', severity, message, path: ['metadata', 'name'] });
    return false;
  });
}

export const keyOf = (kind: string, name: string): string => `${kind}/${name}`;

function ownNameProblem(name: string | null, kind: Kind): Problem | null {
  const wrong = name === null ? null : nameProblem(name, kind.underscores);
  return wrong === null ? null : problem('bad_name', `${wrong}, found "${name}"`, ['metadata', 'name']);
}

function problem(code: FindingCode, message: string, path: Path): Problem {
  return { code, severity: 'error', message, path };
}

function writtenName(value: unknown): string | null {
  const name = (value as { metadata?: { name?: unknown } | null }).metadata?.name;
  return typeof name === 'string' ? name : null;
}
