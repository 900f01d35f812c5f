import { type Random, seededRandom } from '../../../maths/random.ts';
import { type FormulaId, type Formulas, nodesUnder, partsOf } from './formula.ts';

/** Samples are thrown 32 at a time, one in each bit of a word. */
const mostWords = 1_024;
/** Words of all formulas together, so that what is very large gets fewer samples instead of more time and memory. */
const allWords = 2 ** 23;
/** So many words at a time, so that what lies under a formula stays in the fast memory of the processor. */
const stretch = 64;
const seed = 20_261;
/** One in two hundred thousand to each side. */
const unlikely = Math.log(200_000);

/** A share of samples; the truth lies between the bounds but for one in a hundred thousand. */
export interface Sampled {
  share: number;
  low: number;
  high: number;
}

/** Events with another probability than the one that they usually have. */
export type Changed = ReadonlyMap<number, number>;
const nothing: Changed = new Map();

/**
 * The probability of a formula by throwing dice for its events, 32 768 times, fewer where it is very large; equal events always
 * get equal dice.
 */
export function sampledProbability(
  store: Formulas,
  top: FormulaId,
  probabilities: ArrayLike<number>,
  changed: Changed = nothing,
): Sampled {
  return sampledProbabilities(store, [top], probabilities, changed)[0]!;
}

/** The same of several that share much: what they share is looked at once. */
export function sampledProbabilities(
  store: Formulas,
  tops: readonly FormulaId[],
  probabilities: ArrayLike<number>,
  changed: Changed = nothing,
): Sampled[] {
  const plan = planOf(store, tops);
  const words = stretch * Math.max(1, Math.min(mostWords / stretch, Math.floor(allWords / stretch / plan.length)));
  const dice = diceFor(probabilities, words, changed);
  const thrown = plan.map(({ event }) => (event === null ? null : dice(event)));
  const row = new Map(plan.map(({ id }, at) => [id, at]));
  const failed = tops.map(() => 0);
  const bits = new Int32Array(plan.length * stretch);
  for (let from = 0; from < words; from += stretch) {
    for (let at = 0; at < plan.length; at++) {
      const { op, k, parts } = plan[at]!;
      const [to, own] = [at * stretch, thrown[at]!];
      if (own !== null) for (let w = 0; w < stretch; w++) bits[to + w] = own[from + w]!;
      else if (op === 'or' || op === 'and') join(bits, to, op, parts);
      else if (op === 'atLeast') atLeast(bits, to, k, parts);
      else bits.fill(op === 'always' ? -1 : 0, to, to + stretch);
    }
    for (const [index, top] of tops.entries()) {
      const to = row.get(top)! * stretch;
      for (let w = to; w < to + stretch; w++) failed[index]! += ones(bits[w]!);
    }
  }
  return failed.map((count) => within(count, 32 * words));
}

interface Row {
  id: FormulaId;
  op: ReturnType<Formulas['node']>['op'];
  event: number | null;
  k: number;
  /** Where the bits of the parts begin. */
  parts: Int32Array;
}

/** Every formula under these, parts before wholes. */
function planOf(store: Formulas, tops: readonly FormulaId[]): Row[] {
  const ids = nodesUnder(store, tops);
  const place = new Map(ids.map((id, row) => [id, row * stretch]));
  return ids.map((id) => {
    const node = store.node(id);
    return {
      ...{ id, op: node.op, event: node.op === 'event' ? node.event : null },
      ...{ k: node.op === 'atLeast' ? node.k : 0, parts: Int32Array.from(partsOf(node), (part) => place.get(part)!) },
    };
  });
}

/** Bounds by Chernoff (1952), which hold for rare things too: probabilities under which so odd a count is too unlikely. */
function within(failed: number, samples: number): Sampled {
  const share = failed / samples;
  const surprise = (p: number): number => samples * (term(share, p) + term(1 - share, 1 - p));
  const edge = (end: number): number => {
    let [near, far] = [share, end];
    for (let step = 0; step < 50; step++) {
      const middle = (near + far) / 2;
      if (surprise(middle) < unlikely) near = middle;
      else far = middle;
    }
    return far;
  };
  return { share, low: edge(0), high: edge(1) };
}

const term = (share: number, p: number): number => (share === 0 ? 0 : share * Math.log(share / p));

const thrownBefore = new WeakMap<ArrayLike<number>, Map<number, Int32Array>>();

/** The samples of each event: its own sequence, thrown once for each array of probabilities, which must not change. */
function diceFor(probabilities: ArrayLike<number>, words: number, changed: Changed): (event: number) => Int32Array {
  const known = thrownBefore.get(probabilities) ?? new Map<number, Int32Array>();
  thrownBefore.set(probabilities, known);
  return (event) => {
    const other = changed.get(event);
    if (other !== undefined) return thrown(other, seededRandom(seed + event), words);
    let bits = known.get(event);
    if (bits === undefined || bits.length < words) {
      bits = thrown(probabilities[event]!, seededRandom(seed + event), words);
      known.set(event, bits);
    }
    return bits;
  };
}

/** From here on all 32 bits of a word are thrown together. */
const often = 1 / 8;
/** Binary places of a probability that are then looked at; the rest is far below what sampling can tell. */
const places = 24;

/** Bits that are set with this probability; a longer row begins as a shorter one does. */
function thrown(p: number, random: Random, words: number): Int32Array {
  const result = new Int32Array(words).fill(p >= 1 ? -1 : 0);
  if (p <= 0 || p >= 1) return result;
  if (p >= often) {
    const binary = Math.round(p * 2 ** places);
    for (let w = 0; w < words; w++) result[w] = wordWith(binary, random);
    return result;
  }
  // rare ones by jumping from one to the next: the gap is geometric
  const perGap = 1 / Math.log1p(-p);
  for (let at = -1; ; ) {
    at += 1 + Math.floor(Math.log(1 - random.uniform()) * perGap);
    if (at >= 32 * words) return result;
    result[at >> 5]! |= 1 << (at & 31);
  }
}

/** From the last binary place up: each halves what is set so far, and a 1 adds a half. */
function wordWith(binary: number, random: Random): number {
  let word = 0;
  for (let place = Math.clz32(binary & -binary) ^ 31; place < places; place++) {
    const half = random.uniform() * 2 ** 32;
    word = (binary >> place) & 1 ? word | half : word & half;
  }
  return word;
}

/** `parts` and `to` are where the bits of each begin. */
function join(bits: Int32Array, to: number, op: 'or' | 'and', parts: Int32Array): void {
  const first = parts[0]!;
  bits.copyWithin(to, first, first + stretch);
  for (let p = 1; p < parts.length; p++) {
    const from = parts[p]!;
    if (op === 'or') for (let w = 0; w < stretch; w++) bits[to + w]! |= bits[from + w]!;
    else for (let w = 0; w < stretch; w++) bits[to + w]! &= bits[from + w]!;
  }
}

function atLeast(bits: Int32Array, to: number, k: number, parts: Int32Array): void {
  const reached = new Int32Array(k + 1);
  reached[0] = -1;
  for (let w = 0; w < stretch; w++) {
    reached.fill(0, 1);
    for (let p = 0; p < parts.length; p++) {
      const own = bits[parts[p]! + w]!;
      for (let j = k; j > 0; j--) reached[j]! |= reached[j - 1]! & own;
    }
    bits[to + w] = reached[k]!;
  }
}

function ones(word: number): number {
  let n = word - ((word >>> 1) & 0x55555555);
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  return Math.imul((n + (n >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
