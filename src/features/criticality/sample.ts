import { type Random, seededRandom } from '../../maths/random.ts';
import { type FormulaId, type Formulas, nodesUnder } from './formula.ts';

/** Samples are thrown 32 at a time, one in each bit of a word. */
const words = 1_024;
const seed = 20_261;

/** A share of samples with the standard error of it. */
export interface Sampled {
  share: number;
  standardError: number;
}

/**
 * The probability of a formula by throwing dice for its events, 32 768 times; equal formulas always get equal dice. The error is
 * reckoned as if at least one and at most all but one sample had failed, so it is never nothing.
 */
export function sampledProbability(store: Formulas, top: FormulaId, probabilities: ArrayLike<number>): Sampled {
  const dice = diceFor(probabilities);
  const bits = new Map<FormulaId, Int32Array>();
  for (const id of nodesUnder(store, [top])) {
    const node = store.node(id);
    if (node.op === 'event') bits.set(id, dice(node.event));
    else if ('parts' in node) {
      const parts = node.parts.map((part) => bits.get(part)!);
      bits.set(id, node.op === 'atLeast' ? atLeast(node.k, parts) : joined(node.op, parts));
    } else bits.set(id, new Int32Array(words).fill(node.op === 'always' ? -1 : 0));
  }
  const failed = bits.get(top)!.reduce((sum, word) => sum + ones(word), 0);
  const samples = 32 * words;
  const safe = Math.min(samples - 1, Math.max(1, failed)) / samples;
  return { share: failed / samples, standardError: Math.sqrt((safe * (1 - safe)) / samples) };
}

const thrownBefore = new WeakMap<ArrayLike<number>, Map<number, Int32Array>>();

/** The samples of each event: its own sequence, thrown once for each array of probabilities, which must not change. */
function diceFor(probabilities: ArrayLike<number>): (event: number) => Int32Array {
  const known = thrownBefore.get(probabilities) ?? new Map<number, Int32Array>();
  thrownBefore.set(probabilities, known);
  return (event) => {
    let bits = known.get(event);
    if (bits === undefined) {
      bits = thrown(probabilities[event]!, seededRandom(seed + event));
      known.set(event, bits);
    }
    return bits;
  };
}

/** Bits that are set with this probability; rare ones by jumping from one to the next. */
function thrown(p: number, random: Random): Int32Array {
  const result = new Int32Array(words).fill(p >= 1 ? -1 : 0);
  if (p <= 0 || p >= 1) return result;
  const stay = Math.log1p(-p);
  for (let at = -1; ; ) {
    // the gap to the next success is geometric
    at += 1 + Math.floor(Math.log1p(-random.uniform()) / stay);
    if (at >= 32 * words) return result;
    result[at >> 5]! |= 1 << (at & 31);
  }
}

function joined(op: 'or' | 'and', parts: readonly Int32Array[]): Int32Array {
  const result = Int32Array.from(parts[0]!);
  for (const part of parts.slice(1)) {
    if (op === 'or') for (let w = 0; w < words; w++) result[w]! |= part[w]!;
    else for (let w = 0; w < words; w++) result[w]! &= part[w]!;
  }
  return result;
}

function atLeast(k: number, parts: readonly Int32Array[]): Int32Array {
  const reached = Array.from({ length: k + 1 }, (_, j) => new Int32Array(words).fill(j === 0 ? -1 : 0));
  for (const part of parts) {
    for (let j = k; j > 0; j--) {
      const [to, from] = [reached[j]!, reached[j - 1]!];
      for (let w = 0; w < words; w++) to[w]! |= from[w]! & part[w]!;
    }
  }
  return reached[k]!;
}

function ones(word: number): number {
  let n = word - ((word >>> 1) & 0x55555555);
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  return Math.imul((n + (n >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
