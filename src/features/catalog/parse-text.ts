import { isMap, isSeq, LineCounter, parseAllDocuments, type Document as YamlDocument } from 'yaml';
import type { Place } from './document.ts';
import type { Finding, FindingCode, Severity } from './finding.ts';
import type { Path } from './kind.ts';
import { tooMuch } from './text-size.ts';
import { plainValue } from './unreadable.ts';
import { nodeAt } from './yaml-nodes.ts';

/** One document as plain values, and where each of them stands. */
export interface Parsed {
  value: unknown;
  /** Where the value (or with `key` the key that leads to it) stands; for a missing one the place of what should hold it. */
  place(path: Path, part?: 'value' | 'key'): Place;
  /** Whether something was told already that keeps the document from being kept. */
  broken: boolean;
}

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

  const much = tooMuch(text);
  if (much) {
    lines.addNewLine(0);
    for (let at = text.indexOf('\n'); at !== -1 && at < much.offset; at = text.indexOf('\n', at + 1)) {
      lines.addNewLine(at + 1);
    }
    report('too_large', 'error', much.message, much.offset);
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
    const read = plainValue(document);
    const problems = 'problems' in read ? read.problems : read;
    for (const { code, message, offset } of problems) report(code, 'error', message, offset);
    if (!('problems' in read) || isNothing(document)) return [];
    return split(document, read.value, problems.length > 0, at);
  });
  return { documents, findings };
}

function isNothing(document: YamlDocument): boolean {
  return document.contents === null || ('value' in document.contents && document.contents.value === null);
}

function split(document: YamlDocument, value: unknown, broken: boolean, at: (offset: number) => Place): Parsed[] {
  const parsed = (part: unknown, above: Path): Parsed => ({
    value: part,
    broken,
    place: (path, which = 'value') => at(nodeAt(document, [...above, ...path], which, above.length)),
  });
  if (isSeq(document.contents) && Array.isArray(value)) return value.map((part, index) => parsed(part, [index]));
  return isMap(document.contents) || value !== null ? [parsed(value, [])] : [];
}
