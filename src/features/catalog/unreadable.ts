import { isAlias, isMap, isPair, isScalar, isSeq, type Document as YamlDocument } from 'yaml';
import type { FindingCode } from './finding.ts';
import { keyNode } from './yaml-nodes.ts';

/** Why a document is not read, and the offset in the text that shows it. */
export interface Unreadable {
  code: FindingCode;
  message: string;
  offset: number;
}

/** So many aliases a document may use, and so often they may unfold: a few lines can otherwise become gigabytes. */
const maxAliases = 1_000;
const maxUnfolded = 100;

/** The plain value of one YAML document, or the first reason why it has none. */
export function plainValue(document: YamlDocument): { value: unknown } | Unreadable {
  const unreadable = syntaxProblem(document) ?? nodeProblem(document);
  if (unreadable) return unreadable;
  try {
    return { value: document.toJS({ maxAliasCount: maxUnfolded }) };
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    return { code: 'too_many_aliases', message: 'aliases unfold to more than a catalogue needs', offset: 0 };
  }
}

function syntaxProblem(document: YamlDocument): Unreadable | null {
  // The package only warns of tags that it does not know.
  const error = document.errors[0] ?? document.warnings[0];
  if (error === undefined) return null;
  const offset = error.pos[0];
  if (error.code === 'TAB_AS_INDENT') {
    return { code: 'tab_indent', message: 'expected spaces as indentation, found a tab', offset };
  }
  if (error.code === 'RESOURCE_EXHAUSTION') {
    return { code: 'too_large', message: 'expected fewer levels of nesting', offset };
  }
  return { code: 'bad_syntax', message: `not YAML or JSON: ${error.message}`, offset };
}

/**
 * Duplicate keys and aliases, in one pass whose time is linear: the package compares each key with each and looks every alias
 * up in the whole document. An anchor counts once its node has ended, so that no value can hold itself.
 */
function nodeProblem(document: YamlDocument): Unreadable | null {
  const anchors = new Set<string>();
  let aliases = 0;
  const walk = (node: unknown): Unreadable | null => {
    if (isAlias(node)) {
      aliases += 1;
      const offset = node.range?.[0] ?? 0;
      if (!anchors.has(node.source)) {
        return { code: 'bad_syntax', message: `no anchor &${node.source} ends before this alias`, offset };
      }
      if (aliases <= maxAliases) return null;
      return { code: 'too_many_aliases', message: `expected at most ${maxAliases} aliases a document`, offset };
    }
    if (isPair(node)) return walk(node.key) ?? walk(node.value);
    if (isMap(node) || isSeq(node)) {
      const problem = isMap(node) ? duplicateKey(node.items.map(keyNode)) : null;
      if (problem) return problem;
      for (const item of node.items) {
        const inner = walk(item);
        if (inner) return inner;
      }
    }
    if ((isScalar(node) || isMap(node) || isSeq(node)) && node.anchor) anchors.add(node.anchor);
    return null;
  };
  return walk(document.contents);
}

function duplicateKey(keys: { name: string; offset: number }[]): Unreadable | null {
  const seen = new Set<string>();
  for (const { name, offset } of keys) {
    if (seen.has(name)) {
      return { code: 'duplicate_key', message: `the key ${name} stands in this mapping already`, offset };
    }
    seen.add(name);
  }
  return null;
}
