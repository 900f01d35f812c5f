import type { BddNodes } from './bdd.ts';
import type { FormulaId } from './formula.ts';
import type { Sampled } from './sample.ts';

/**
 * A failure cut into blocks whose probabilities combine. Parts of a block are numbers of earlier blocks. The parts of `or`,
 * `and` and `atLeast` share no event, so they are independent; `loose` ones may share some and are a bound, not an answer.
 */
export type Block =
  | { kind: 'never' }
  | { kind: 'always' }
  | { kind: 'event'; event: number }
  | { kind: 'or' | 'and'; parts: readonly number[]; loose: boolean }
  | { kind: 'atLeast'; k: number; parts: readonly number[]; loose: boolean }
  /** Parts that share events, as a diagram; `variables[i]` is the block that variable i stands for. */
  | { kind: 'diagram'; nodes: BddNodes; root: number; variables: readonly number[] }
  /** A loose block corrected by sampling its formula: `factor` times it, truly between the bounds but for one in a hundred thousand. */
  | ({ kind: 'sampled'; part: number; factor: number; formula: FormulaId } & Sampled)
  /** Decided by whether block `on` fails. */
  | { kind: 'split'; on: number; high: number; low: number };

/** The loose block `part`, which alone gives `value`, set right by a sample of its formula. */
export function sampledBlock(part: number, value: number, formula: FormulaId, sample: Sampled): Block {
  return {
    kind: 'sampled',
    part,
    formula,
    ...sample,
    factor: sample.share > 0 && value > 0 ? sample.share / value : 1,
  };
}

/** Probability that a block fails; `values` holds those of the blocks before it, `probabilities` those of the events. */
export function blockValue(block: Block, values: ArrayLike<number>, probabilities: ArrayLike<number>): number {
  switch (block.kind) {
    case 'never':
      return 0;
    case 'always':
      return 1;
    case 'event':
      return probabilities[block.event]!;
    case 'or': {
      // the logarithm keeps the digits of small probabilities: 1 − (1 − 1e-9)(1 − 1e-9) would not
      let log = 0;
      for (const part of block.parts) log += Math.log1p(-values[part]!);
      return 0 - Math.expm1(log);
    }
    case 'and': {
      let product = 1;
      for (const part of block.parts) product *= values[part]!;
      return product;
    }
    case 'atLeast':
      return tailOf(
        block.k,
        block.parts.map((part) => values[part]!),
      );
    case 'diagram':
      return diagramValues(block, values)[block.root]!;
    case 'sampled':
      return block.factor * values[block.part]!;
    case 'split': {
      const on = values[block.on]!;
      return on * values[block.high]! + (1 - on) * values[block.low]!;
    }
  }
}

/** Probability of each node of a diagram being true. Sums of positive terms only, so small ones keep their digits. */
export function diagramValues(
  { nodes, variables }: Extract<Block, { kind: 'diagram' }>,
  values: ArrayLike<number>,
): Float64Array {
  const result = new Float64Array(nodes.size);
  result[1] = 1;
  for (let node = 2; node < nodes.size; node++) {
    const p = values[variables[nodes.variable[node]!]!]!;
    result[node] = p * result[nodes.high[node]!]! + (1 - p) * result[nodes.low[node]!]!;
  }
  return result;
}

/** Probability that at least k of independent things with these probabilities happen (Poisson-binomial tail). */
export function tailOf(k: number, probabilities: readonly number[]): number {
  // exactly[j]: j so far, the last place "k or more"
  const exactly = new Float64Array(k + 1);
  exactly[0] = 1;
  for (const p of probabilities) {
    exactly[k] = exactly[k]! + p * (exactly[k - 1] ?? 0);
    for (let j = k - 1; j > 0; j--) exactly[j] = exactly[j]! * (1 - p) + exactly[j - 1]! * p;
    exactly[0] = exactly[0]! * (1 - p);
  }
  return exactly[k]!;
}
