import type { z } from 'zod';
import { FindingCode } from './finding.ts';
import type { Path, Problem } from './kind.ts';
import { keysAt } from './schema-keys.ts';
import { didYouMean } from './suggestion.ts';

type Issue = z.core.$ZodIssue;

/** More of one document, or of the unknown keys of one mapping, help nobody. */
const maxIssues = 50;

/** A problem whose place may be the key rather than the value. */
export type Explained = Problem & { part: 'value' | 'key' };

/**
 * What a schema's issues mean for people: what was found, what is expected, a suggestion for near-miss keys and words.
 * `schema` and `value` are those that were parsed; issues of a union are told for the member that was most likely meant.
 */
export function explainIssues(issues: readonly Issue[], schema: z.ZodType, value: unknown): Explained[] {
  return issues.slice(0, maxIssues).flatMap((issue) => explain(issue, [], schema, value));
}

function explain(issue: Issue, above: Path, schema: z.ZodType, root: unknown): Explained[] {
  const path = [...above, ...(issue.path as Path)];
  const value = valueAt(root, path);
  const told = (code: FindingCode, message: string, at = path, part: 'value' | 'key' = 'value'): Explained[] => [
    { code, severity: 'error', message, path: at, part },
  ];
  if (issue.code === 'unrecognized_keys') {
    const known = [...new Set(keysAt(schema, path))].filter((one) => !hasKey(value, one));
    return issue.keys.slice(0, maxIssues).flatMap((key) => {
      const expected = known.length > 0 ? `; still possible here: ${known.join(', ')}` : '';
      return told('unknown_field', `unknown field ${key}${didYouMean(key, known) || expected}`, [...path, key], 'key');
    });
  }
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    return likeliest(issue.errors).flatMap((inner) => explain(inner, path, schema, root));
  }
  if (value === undefined) return told('missing_field', `the field ${dotted(path)} is missing${expectation(issue)}`);
  return told(codeOf(issue), messageOf(issue, value));
}

/** The member of a union with the least severe issues: another member's keys and words weigh most, then missing fields. */
function likeliest(members: readonly Issue[][]): Issue[] {
  const weight = (issue: Issue): number => {
    if (issue.code === 'unrecognized_keys') return 3 * issue.keys.length;
    if (issue.code === 'invalid_value' || (issue.code === 'invalid_type' && issue.path.length === 0)) return 3;
    return issue.code === 'invalid_type' ? 2 : 1;
  };
  const weights = members.map((issues) => issues.reduce((sum, issue) => sum + weight(issue), 0));
  return members[weights.indexOf(Math.min(...weights))] ?? [];
}

function codeOf(issue: Issue): FindingCode {
  if (issue.code === 'custom') return FindingCode.safeParse(issue.params?.finding).data ?? 'bad_value';
  if (issue.code === 'invalid_type') return 'wrong_type';
  return issue.code === 'invalid_format' && issue.format === 'datetime' ? 'bad_time' : 'bad_value';
}

function messageOf(issue: Issue, value: unknown): string {
  if (issue.code === 'invalid_type') {
    const quote =
      issue.expected === 'string' && typeof value === 'number'
        ? `; write "${value}" in quotes, so that it is exact`
        : '';
    return `expected ${typeNames[issue.expected] ?? issue.expected}, found ${described(value)}${quote}`;
  }
  const words = wordsOf(issue);
  if (words.length > 0) {
    const hint = typeof value === 'string' ? didYouMean(value, words) : '';
    return `expected ${words.length === 1 ? '' : 'one of '}${words.join(', ')}, found ${described(value)}${hint}`;
  }
  if (issue.code === 'too_big') {
    const bound = issue.inclusive ? 'at most' : 'less than';
    return `expected ${bound} ${issue.maximum}${unitOf(issue)}, found ${described(value)}`;
  }
  if (issue.code === 'too_small') {
    const bound = issue.inclusive ? 'at least' : 'more than';
    return `expected ${bound} ${issue.minimum}${unitOf(issue)}, found ${described(value)}`;
  }
  return issue.message.includes('found') ? issue.message : withFound(issue.message, value);
}

/** Puts what was found before a suggestion, so that the sentence ends with it. */
function withFound(message: string, value: unknown): string {
  const [expected, hint] = message.split('; did you mean ');
  return `${expected}, found ${described(value)}${hint === undefined ? '' : `; did you mean ${hint}`}`;
}

function wordsOf(issue: Issue): string[] {
  if (issue.code === 'invalid_value') return issue.values.map(String);
  if (issue.code === 'invalid_union' && 'options' in issue) {
    return (issue.options ?? []).filter((option) => option !== undefined).map(String);
  }
  return [];
}

function expectation(issue: Issue): string {
  const words = wordsOf(issue);
  if (words.length > 0) return `: expected ${words.join(', ')}`;
  if (issue.code === 'custom') return `: ${issue.message}`;
  return issue.code === 'invalid_type' ? `: expected ${typeNames[issue.expected] ?? issue.expected}` : '';
}

const typeNames: Record<string, string> = {
  string: 'text',
  int: 'a whole number',
  number: 'a number',
  object: 'a mapping',
  record: 'a mapping',
  array: 'a list',
  boolean: 'true or false',
};

function unitOf(issue: { origin: string }): string {
  if (issue.origin === 'string') return ' characters';
  return issue.origin === 'array' ? ' entries' : '';
}

/** A value as it is shown in a message: short, on one line. */
export function described(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object') return 'a mapping';
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

const dotted = (path: Path): string =>
  path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`))
    .join('')
    .replace(/^\./, '');

function hasKey(value: unknown, key: string): boolean {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key);
}

function valueAt(root: unknown, path: Path): unknown {
  let value = root;
  for (const step of path) {
    if (!hasKey(value, String(step))) return undefined;
    value = (value as Record<string | number, unknown>)[step];
  }
  return value;
}
