import { type Block, blockValue, sampledBlock } from './blocks.ts';
import type { Compiled } from './compile.ts';
import { type Formulas, nodesUnder } from './formula.ts';
import { type Sampled, sampledProbability } from './sample.ts';

/** With more events changed at once the whole is thrown anew instead of one event after the other. */
const mostSlopes = 3;

/** The compiled failure for other probabilities: what was set right by sampling is so again. */
export function reaimed(
  compiled: Compiled,
  store: Formulas,
  before: ArrayLike<number>,
  after: ArrayLike<number>,
): Compiled {
  if (compiled.exact) return compiled;
  const values: number[] = [];
  const blocks = compiled.blocks.map((block): Block => {
    const now =
      block.kind === 'sampled'
        ? sampledBlock(block.part, values[block.part]!, block.formula, sampledAfter(store, block, before, after))
        : block;
    values.push(blockValue(now, values, after));
    return now;
  });
  return { ...compiled, blocks };
}

/**
 * The probability of a formula is linear in that of each event, so a change of one is the difference between the event
 * happening and not, thrown with the same dice for all else, times the change: far more precise than two samples apart. What
 * has failed for certain is plain enough without.
 */
function sampledAfter(
  store: Formulas,
  { formula, share, low, high }: Extract<Block, { kind: 'sampled' }>,
  before: ArrayLike<number>,
  after: ArrayLike<number>,
): Sampled {
  const events = nodesUnder(store, [formula]).flatMap((id) => {
    const node = store.node(id);
    return node.op === 'event' && before[node.event] !== after[node.event] ? [node.event] : [];
  });
  if (events.length === 0) return { share, low, high };
  const whole = sampledProbability(store, formula, before, new Map(events.map((event) => [event, after[event]!])));
  if (events.length > mostSlopes || events.some((event) => after[event] === 1)) return whole;
  const settled = new Map<number, number>();
  let found = share;
  for (const event of events) {
    const given = (probability: number): number =>
      sampledProbability(store, formula, before, new Map([...settled, [event, probability]])).share;
    found += (after[event]! - before[event]!) * (given(1) - given(0));
    settled.set(event, after[event]!);
  }
  return { ...whole, share: Math.min(whole.high, Math.max(whole.low, found)) };
}
