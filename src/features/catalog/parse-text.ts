import { isMap, isSeq, LineCounter, parseAllDocuments, visit, type Document as YamlDocument } from 'yaml';
import type { Place } from './document.ts';
import type { Finding, FindingCode, Severity } from './finding.ts';
import type { Path } from './kind.ts';
import { keyNode, nodeAt } from './yaml-nodes.ts';

/** One document as plain values, and where each of them stands. */
export interface Parsed {
  value: unknown;
  /** Where the value (or with `key` the key that leads to it) stands; for a missing one the place of what should hold it. */
  place(path: Path, part?: 'value' | 'key'): Place;
}

const maxCharacters = 2 * 1024 * 1024;
/** Above this many expanded alias nodes a document is refused: a few lines can otherwise unfold to gigabytes. */
const maxAliases = 100;

/**
 * YAML 1.2 or JSON text to plain values; a list at the top is several documents. Values of documents that cannot be read are
 * left out and told as findings. Tags beyond the JSON types are errors, keys are always text.
 */
export function parseText(file: string, text: string): { documents: Parsed[]; findings: Finding[] } {
  const lines = new LineCounter();
  const findings: Finding[] = [];
  const at = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const report = (code: FindingCode, severity: Severity, message: string, offset: number) =>
    findings.push({ code, severity, message, ...at(offset) });

  if (text.length > maxCharacters) {
    report('too_large', 'error', `expected at most ${maxCharacters} characters a file, found ${text.length}`, 0);
    return { documents: [], findings };
  }
  const marked = text.startsWith('\ufeff');
  if (marked) report('byte_order_mark', 'warning', 'expected UTF-8 without a byte order mark; it is ignored', 0);
  const read = parseAllDocuments(marked ? text.slice(1) : text, {
    lineCounter: lines,
    prettyErrors: false,
    logLevel: 'silent',
    stringKeys: true,
    // Duplicate keys are looked for below: the check of the package compares each key with each.
    uniqueKeys: false,
    resolveKnownTags: false,
  });
  const filled = read.filter((document) => document.contents?.range && !isNothing(document));
  if (filled.length === 0 && read.every((document) => document.errors.length === 0)) {
    report('empty_file', 'warning', 'expected at least one document', 0);
  }
  const documents = [...read].flatMap((document) => {
    const problem = whyUnreadable(document);
    if (problem) {
      report(problem.code, 'error', problem.message, problem.offset);
      return [];
    }
    return isNothing(document) ? [] : split(document, at);
  });
  return { documents, findings };
}

function isNothing(document: YamlDocument): boolean {
  return document.contents === null || ('value' in document.contents && document.contents.value === null);
}

function whyUnreadable(document: YamlDocument): { code: FindingCode; message: string; offset: number } | null {
  const error = document.errors[0] ?? document.warnings[0];
  if (error) {
    if (error.code === 'TAB_AS_INDENT') {
      return { code: 'tab_indent', message: 'expected spaces as indentation, found a tab', offset: error.pos[0] };
    }
    if (error.code === 'RESOURCE_EXHAUSTION') {
      return { code: 'too_large', message: 'expected fewer levels of nesting', offset: error.pos[0] };
    }
    return { code: 'bad_syntax', message: `not YAML or JSON: ${error.message}`, offset: error.pos[0] };
  }
  let found: { code: FindingCode; message: string; offset: number } | null = null;
  let aliases = 0;
  visit(document, {
    Alias(_, alias) {
      aliases += 1;
      if (alias.resolve(document) !== undefined) return;
      found = { code: 'bad_syntax', message: `there is no anchor &${alias.source}`, offset: alias.range?.[0] ?? 0 };
      return visit.BREAK;
    },
    Map(_, map) {
      const seen = new Set<string>();
      for (const pair of map.items) {
        const { name, offset } = keyNode(pair);
        if (seen.has(name)) {
          found = { code: 'duplicate_key', message: `the key ${name} stands in this mapping already`, offset };
          return visit.BREAK;
        }
        seen.add(name);
      }
      return undefined;
    },
  });
  if (found !== null || aliases === 0) return found;
  return unfolds(document)
    ? null
    : { code: 'too_many_aliases', message: 'aliases unfold to more than a catalogue needs', offset: 0 };
}

function unfolds(document: YamlDocument): boolean {
  try {
    document.toJS({ maxAliasCount: maxAliases });
    return true;
  } catch (error) {
    if (error instanceof ReferenceError) return false;
    throw error;
  }
}

function split(document: YamlDocument, at: (offset: number) => Place): Parsed[] {
  const value: unknown = document.toJS({ maxAliasCount: maxAliases });
  const parsed = (part: unknown, above: Path): Parsed => ({
    value: part,
    place: (path, which = 'value') => at(nodeAt(document, [...above, ...path], which, above.length)),
  });
  if (isSeq(document.contents) && Array.isArray(value)) return value.map((part, index) => parsed(part, [index]));
  return isMap(document.contents) || value !== null ? [parsed(value, [])] : [];
}
