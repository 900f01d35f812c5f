import { TooLarge } from './bdd.ts';
import type { Block } from './blocks.ts';
import type { Compiled } from './compile.ts';
import { type CutSetDiagram, minimalCutSets } from './zdd.ts';

/** What must be down at once, and no less, to take the whole down. */
export interface CutSets {
  /** By order: `byOrder[0]` of one event, `byOrder[1]` of two. Exact up to 2^53. */
  byOrder: readonly number[];
  /** The smallest, as event numbers, in rising order; at most as many as asked for. */
  smallest: readonly (readonly number[])[];
}

const maxNodes = 1_000_000;
/** Counts are kept for each order and block. */
const maxOrder = 1_000;

/** Of one block: how many sets of each size (place 0: the empty set), and the smallest of them. */
interface Counted {
  counts: readonly number[];
  smallest: readonly (readonly number[])[];
}

/**
 * The minimal cut sets of a compiled failure, counted by order, with the smallest listed. Null when they are too many to work
 * out or the failure is no exact one. Independent blocks are counted apart: the sets of a whole are put together of theirs.
 */
export function cutSetsOf(compiled: Compiled, listed: number): CutSets | null {
  if (!compiled.exact || compiled.blocks.some(({ kind }) => kind === 'split')) return null;
  const done: Counted[] = [];
  try {
    for (const block of compiled.blocks) done.push(countedOf(block, done, listed));
  } catch (error) {
    if (error instanceof TooLarge) return null;
    throw error;
  }
  const { counts, smallest } = done[compiled.top]!;
  return { byOrder: counts.slice(1), smallest };
}

function countedOf(block: Block, done: readonly Counted[], listed: number): Counted {
  const none: Counted = { counts: [], smallest: [] };
  const empty: Counted = { counts: [1], smallest: [[]] };
  const join = (a: Counted, b: Counted): Counted => either(a, b, listed);
  switch (block.kind) {
    case 'never':
      return none;
    case 'always':
      return empty;
    case 'event':
      return { counts: [0, 1], smallest: [[block.event]] };
    case 'or':
      return eitherOf(
        block.parts.map((part) => done[part]!),
        listed,
      );
    case 'and':
      return block.parts.reduce((whole, part) => both(whole, done[part]!, listed), empty);
    case 'atLeast': {
      const reached = [empty, ...new Array<Counted>(block.k).fill(none)];
      for (const part of block.parts) {
        for (let j = block.k; j > 0; j--) reached[j] = join(reached[j]!, both(reached[j - 1]!, done[part]!, listed));
      }
      return reached[block.k]!;
    }
    case 'diagram':
      return ofDiagram(minimalCutSets(block, maxNodes), block.variables, done, listed);
    case 'split':
    case 'sampled':
      return none;
  }
}

function ofDiagram(
  { nodes, root }: CutSetDiagram,
  variables: readonly number[],
  done: readonly Counted[],
  listed: number,
): Counted {
  const counted: Counted[] = [
    { counts: [], smallest: [] },
    { counts: [1], smallest: [[]] },
  ];
  for (let node = 2; node <= root; node++) {
    const withVariable = both(counted[nodes.high[node]!]!, done[variables[nodes.variable[node]!]!]!, listed);
    counted.push(either(withVariable, counted[nodes.low[node]!]!, listed));
  }
  return counted[root]!;
}

/** The sets of one or the other. */
function either(a: Counted, b: Counted, listed: number): Counted {
  return eitherOf([a, b], listed);
}

function eitherOf(all: readonly Counted[], listed: number): Counted {
  const counts: number[] = [];
  for (const one of all) {
    for (const [order, count] of one.counts.entries()) counts[order] = (counts[order] ?? 0) + count;
  }
  return {
    counts,
    smallest: first(
      all.flatMap((one) => one.smallest),
      listed,
    ),
  };
}

/** Every set of the one with every set of the other. */
function both(a: Counted, b: Counted, listed: number): Counted {
  const counts: number[] =
    a.counts.length && b.counts.length ? new Array(a.counts.length + b.counts.length - 1).fill(0) : [];
  for (const [i, countA] of a.counts.entries()) {
    for (const [j, countB] of b.counts.entries()) counts[i + j]! += countA * countB;
  }
  const pairs = a.smallest.flatMap((one) => b.smallest.map((other) => [...one, ...other]));
  if (counts.length > maxOrder) throw new TooLarge(`cut sets of more than ${maxOrder} events`);
  return { counts, smallest: first(pairs, listed) };
}

/** The smallest sets; among those of equal size the order in which they were found. */
function first(sets: readonly (readonly number[])[], listed: number): readonly (readonly number[])[] {
  if (sets.length <= 1) return sets;
  return [...sets].sort((a, b) => a.length - b.length).slice(0, listed);
}
