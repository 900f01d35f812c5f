import { type Block, blockValue, diagramValues, tailOf } from './blocks.ts';
import type { Compiled } from './compile.ts';

/** Probability of failure: from the bounds, exact when they meet. */
export interface Probability {
  value: number;
  low: number;
  high: number;
}

/** The probability that the compiled failure happens, with these probabilities of the events. */
export function probabilityOf(compiled: Compiled, probabilities: ArrayLike<number>): Probability {
  const value = valuesOf(compiled.blocks, probabilities)[compiled.top]!;
  if (compiled.exact) return { value, low: value, high: value };
  const [lows, highs]: [number[], number[]] = [[], []];
  for (const block of compiled.blocks) {
    const [low, high] = boundsOf(block, lows, highs, probabilities);
    lows.push(low);
    highs.push(high);
  }
  return { value, low: lows[compiled.top]!, high: highs[compiled.top]! };
}

/**
 * How fast the probability of failure grows with the probability of each event: Birnbaum's importance of every event in one
 * pass back through the blocks. Events that do not come in have 0.
 */
export function gradientOf(compiled: Compiled, probabilities: ArrayLike<number>): Float64Array {
  const { blocks, top } = compiled;
  const values = valuesOf(blocks, probabilities);
  const weights = new Float64Array(blocks.length);
  const result = new Float64Array(probabilities.length);
  weights[top] = 1;
  for (let index = top; index >= 0; index--) {
    const weight = weights[index]!;
    const block = blocks[index]!;
    if (weight === 0) continue;
    if (block.kind === 'event') result[block.event] = result[block.event]! + weight;
    else if (block.kind === 'sampled') weights[block.part]! += weight * block.factor;
    else if (block.kind === 'split') {
      const on = values[block.on]!;
      weights[block.on]! += weight * (values[block.high]! - values[block.low]!);
      weights[block.high]! += weight * on;
      weights[block.low]! += weight * (1 - on);
    } else if (block.kind === 'diagram') spread(block, values, weight, weights);
    else if ('parts' in block) {
      const slopes = slopesOf(block, values);
      for (const [at, part] of block.parts.entries()) weights[part]! += weight * slopes[at]!;
    }
  }
  return result;
}

function valuesOf(blocks: readonly Block[], probabilities: ArrayLike<number>): Float64Array {
  const values = new Float64Array(blocks.length);
  for (const [index, block] of blocks.entries()) values[index] = blockValue(block, values, probabilities);
  return values;
}

/** From the root of a diagram down: how likely a walk comes by each node, times what its variable decides there. */
function spread(
  block: Extract<Block, { kind: 'diagram' }>,
  values: ArrayLike<number>,
  weight: number,
  weights: Float64Array,
): void {
  const { nodes, root, variables } = block;
  const truth = diagramValues(block, values);
  const mass = new Float64Array(nodes.size);
  mass[root] = weight;
  for (let node = root; node > 1; node--) {
    const here = mass[node]!;
    if (here === 0) continue;
    const [high, low] = [nodes.high[node]!, nodes.low[node]!];
    const variable = variables[nodes.variable[node]!]!;
    const p = values[variable]!;
    weights[variable]! += here * (truth[high]! - truth[low]!);
    mass[high]! += here * p;
    mass[low]! += here * (1 - p);
  }
}

/** By each part of an independent gate. */
function slopesOf(block: Extract<Block, { parts: readonly number[] }>, values: ArrayLike<number>): Float64Array {
  const parts = block.parts.map((part) => values[part]!);
  if (block.kind !== 'atLeast') return productsOfOthers(block.kind === 'or' ? parts.map((p) => 1 - p) : parts);
  return Float64Array.from(parts, (_, at) => {
    const others = parts.toSpliced(at, 1);
    return tailOf(block.k - 1, others) - tailOf(block.k, others);
  });
}

function productsOfOthers(factors: readonly number[]): Float64Array {
  const result = new Float64Array(factors.length);
  let before = 1;
  for (let at = 0; at < factors.length; at++) {
    result[at] = before;
    before *= factors[at]!;
  }
  let after = 1;
  for (let at = factors.length - 1; at >= 0; at--) {
    result[at]! *= after;
    after *= factors[at]!;
  }
  return result;
}

/**
 * Bounds for blocks whose parts may share events. All failures here are positively associated (Esary, Proschan and Walkup
 * 1967): parts taken as independent give an upper bound for `or` and a lower for `and`; the largest and the smallest part are
 * the bounds of the other side.
 */
function boundsOf(
  block: Block,
  lows: readonly number[],
  highs: readonly number[],
  probabilities: ArrayLike<number>,
): [number, number] {
  if (block.kind === 'sampled') {
    return [Math.max(lows[block.part]!, block.low), Math.min(highs[block.part]!, block.high)];
  }
  if (block.kind === 'split') {
    // failing more never helps, so the block with the event is no less likely than without
    const [highLow, lowHigh] = [
      Math.max(lows[block.high]!, lows[block.low]!),
      Math.min(highs[block.high]!, highs[block.low]!),
    ];
    const [on, onHigh] = [lows[block.on]!, highs[block.on]!];
    return [on * highLow + (1 - on) * lows[block.low]!, onHigh * highs[block.high]! + (1 - onHigh) * lowHigh];
  }
  const pair: [number, number] = [blockValue(block, lows, probabilities), blockValue(block, highs, probabilities)];
  if (!('parts' in block) || !block.loose) return pair;
  if (block.kind === 'atLeast') {
    // Markov's inequality on the number of failed parts
    const mean = block.parts.reduce((sum, part) => sum + highs[part]!, 0);
    return [0, Math.min(1, mean / block.k)];
  }
  if (block.kind === 'or') return [Math.max(...block.parts.map((part) => lows[part]!)), pair[1]];
  return [pair[0], Math.min(...block.parts.map((part) => highs[part]!))];
}
