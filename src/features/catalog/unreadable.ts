import { isAlias, isMap, isPair, isScalar, isSeq, type Document as YamlDocument } from 'yaml';
import type { FindingCode } from './finding.ts';
import { keyNode } from './yaml-nodes.ts';

/** Why a document is not read, and the offset in the text that shows it. */
export interface Unreadable {
  code: FindingCode;
  message: string;
  offset: number;
}

/** So many aliases a document may use, and so many values they may unfold to: a few lines can otherwise become gigabytes. */
const maxAliases = 1_000;
const maxUnfolded = 50_000;

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
  // How far aliases unfold was counted above.
  return { value: document.toJS({ maxAliasCount: -1 }), problems };
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
  /** How many values each anchor stands for. */
  const anchors = new Map<string, number>();
  const problems: Unreadable[] = [];
  let aliases = 0;
  let unfolded = 0;
  const alias = (source: string, offset: number): number => {
    aliases += 1;
    const values = anchors.get(source);
    if (values === undefined) {
      problems.push({ code: 'bad_syntax', message: `no anchor &${source} ends before this alias`, offset });
      return 1;
    }
    const before = unfolded;
    unfolded += values;
    if (aliases === maxAliases + 1) {
      const message = `expected at most ${maxAliases} aliases a document`;
      problems.push({ code: 'too_many_aliases', message, offset });
    } else if (aliases <= maxAliases && before <= maxUnfolded && unfolded > maxUnfolded) {
      const message = `the aliases up to here unfold to more than ${maxUnfolded} values`;
      problems.push({ code: 'too_many_aliases', message, offset });
    }
    return values;
  };
  const walk = (node: unknown): number => {
    if (isAlias(node)) return alias(node.source, node.range?.[0] ?? 0);
    if (isPair(node)) return walk(node.key) + walk(node.value);
    let values = 1;
    if (isMap(node) || isSeq(node)) {
      if (isMap(node) && problems.length < maxProblems) problems.push(...duplicateKeys(node.items.map(keyNode)));
      for (const item of node.items) values += walk(item);
    }
    if ((isScalar(node) || isMap(node) || isSeq(node)) && node.anchor) anchors.set(node.anchor, values);
    return values;
  };
  walk(document.contents);
  return problems;
}

function duplicateKeys(keys: { name: string; offset: number }[]): Unreadable[] {
  const seen = new Set<string>();
  // A set grows only by what it does not hold.
  const again = keys.filter(({ name }) => seen.size === seen.add(name).size);
  return again.slice(0, maxProblems).map(({ name, offset }) => {
    return { code: 'duplicate_key', message: `the key ${name} stands in this mapping already`, offset };
  });
}
