import { type Document, isAlias, isMap, isNode, isScalar, isSeq, type Node, type Pair } from 'yaml';
import type { Path } from './kind.ts';

/** The name of a key and the offset where it is written. */
export function keyNode(pair: Pair): { name: string; offset: number } {
  const key = pair.key;
  return {
    name: isScalar(key) ? String(key.value) : String(key),
    offset: isNode(key) ? (key.range?.[0] ?? 0) : 0,
  };
}

/**
 * The offset of the value at a path, or with part `key` of the last key on the way to it. Where the path leads to nothing,
 * of the key that holds the last value reached (a missing field is told at its parent). `root` steps belong to no key.
 */
export function nodeAt(document: Document, path: Path, part: 'value' | 'key', root: number): number {
  let node: Node | null = document.contents as Node | null;
  let held = start(node);
  for (const [index, step] of path.entries()) {
    const next = child(document, node, step);
    if (next === null) return held;
    if (index === path.length - 1) return part === 'key' || next.node === null ? next.key : start(next.node);
    node = next.node;
    held = index < root ? start(node) : next.key;
  }
  return held;
}

function child(
  document: Document,
  parent: Node | null,
  step: string | number,
): { node: Node | null; key: number } | null {
  const holder = isAlias(parent) ? (parent.resolve(document) ?? null) : parent;
  if (isMap(holder)) {
    const pair = holder.items.find((one) => keyNode(one).name === String(step));
    return pair ? { node: pair.value as Node | null, key: keyNode(pair).offset } : null;
  }
  if (isSeq(holder) && typeof step === 'number') {
    const node = holder.items[step] as Node | undefined;
    return node ? { node, key: start(node) } : null;
  }
  return null;
}

function start(node: Node | null): number {
  return node?.range?.[0] ?? 0;
}
