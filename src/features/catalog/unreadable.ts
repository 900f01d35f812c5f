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

/** More of one document help nobody. */
const maxProblems = 50;

/** The plain value of a document, and what keeps the document from being kept although it can be looked at. */
export interface PlainValue {
  value: unknown;
  /** Duplicate keys: the last value holds, so that what else is wrong can be told as well. */
  problems: Unreadable[];
}

/** The plain value of one YAML document, or the reasons why it has none. */
export function plainValue(document: YamlDocument): PlainValue | Unreadable[] {
  const unreadable = syntaxProblems(document);
  if (unreadable.length > 0) return unreadable;
  const problems = nodeProblems(document).slice(0, maxProblems);
  if (problems.some(({ code }) => code !== 'duplicate_key')) return problems;
  try {
    return { value: document.toJS({ maxAliasCount: maxUnfolded }), problems };
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    const message = 'aliases unfold to more than a catalogue needs';
    return [...problems, { code: 'too_many_aliases', message, offset: 0 }];
  }
}

/** Every tab, and of anything else the first: what follows it is often only its echo. */
function syntaxProblems(document: YamlDocument): Unreadable[] {
  const tabs = document.errors.filter(({ code }) => code === 'TAB_AS_INDENT').map(({ pos }) => pos[0]);
  // The package only warns of tags that it does not know.
  const error = document.errors.find(({ code }) => code !== 'TAB_AS_INDENT') ?? document.warnings[0];
  const message = 'expected spaces as indentation, found a tab';
  return [
    ...tabs.slice(0, maxProblems).map((offset) => ({ code: 'tab_indent' as const, message, offset })),
    ...(error === undefined || (tabs[0] ?? Number.POSITIVE_INFINITY) < error.pos[0] ? [] : [syntaxProblem(error)]),
  ];
}

function syntaxProblem({ code, message, pos }: YamlDocument['errors' | 'warnings'][number]): Unreadable {
  const offset = pos[0];
  if (code === 'RESOURCE_EXHAUSTION') return { code: 'too_large', message: 'expected fewer levels of nesting', offset };
  return { code: 'bad_syntax', message: `not YAML or JSON: ${message}`, offset };
}

/**
 * Duplicate keys and aliases, in one pass whose time is linear: the package compares each key with each and looks every alias
 * up in the whole document. An anchor counts once its node has ended, so that no value can hold itself.
 */
function nodeProblems(document: YamlDocument): Unreadable[] {
  const anchors = new Set<string>();
  const problems: Unreadable[] = [];
  let aliases = 0;
  const walk = (node: unknown): void => {
    if (isAlias(node)) {
      aliases += 1;
      const offset = node.range?.[0] ?? 0;
      if (!anchors.has(node.source)) {
        problems.push({ code: 'bad_syntax', message: `no anchor &${node.source} ends before this alias`, offset });
      } else if (aliases === maxAliases + 1) {
        const message = `expected at most ${maxAliases} aliases a document`;
        problems.push({ code: 'too_many_aliases', message, offset });
      }
    } else if (isPair(node)) {
      walk(node.key);
      walk(node.value);
    } else if (isMap(node) || isSeq(node)) {
      if (isMap(node)) problems.push(...duplicateKeys(node.items.map(keyNode)));
      for (const item of node.items) walk(item);
    }
    if ((isScalar(node) || isMap(node) || isSeq(node)) && node.anchor) anchors.add(node.anchor);
  };
  walk(document.contents);
  return problems;
}

function duplicateKeys(keys: { name: string; offset: number }[]): Unreadable[] {
  const seen = new Set<string>();
  return keys.flatMap(({ name, offset }): Unreadable[] => {
    const again = seen.has(name);
    seen.add(name);
    if (!again) return [];
    return [{ code: 'duplicate_key', message: `the key ${name} stands in this mapping already`, offset }];
  });
}
