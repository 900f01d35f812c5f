import { compile, usualEffort } from '../graph/compile.ts';
import { probabilityOf } from '../graph/evaluate.ts';
import { failureOf } from '../graph/failure.ts';
import { always, formulas, never, rewriter } from '../graph/formula.ts';
import type { Reading } from '../graph/opened.ts';
import { probabilitiesOf, type Standing, type Structure } from '../graph/structure.ts';
import type { WhatIfEffect } from './what-if-contract.ts';
import { type EventChange, withProbabilities } from './what-if-structure.ts';

/** What becomes of a process while some components are down and everything else works. */
export interface Happening {
  effect: WhatIfEffect;
  shareLost: number;
}

/** Shares carry rounding of this size. */
const rounding = 1e-12;

/**
 * What happens at once, and once buffers have run out, as long as the components that the changes take down are down; for any
 * process of the structure.
 */
export function effectsOf(
  structure: Structure,
  changes: readonly EventChange[],
): (process: Standing) => { now: Happening; later: Happening } {
  const down = new Set(changes.filter(({ change }) => change === 'down').map(({ event }) => event));
  if (down.size === 0) return () => ({ now: untouched, later: untouched });
  const given = (overrun: number): Structure =>
    withProbabilities(structure, (event, index) => {
      if (event.kind === 'need') return event.probability;
      return event.kind === 'overrun' ? overrun : Number(down.has(index));
    });
  const [now, later] = [given(0), given(1)];
  return (process) => ({ now: happening(process, now, 'last'), later: happening(process, later, 'fail') });
}

const untouched: Happening = { effect: 'untouched', shareLost: 0 };

function happening(process: Standing, structure: Structure, buffers: Reading['buffers']): Happening {
  if (lostIn(process, structure, { soft: 'left out', buffers, onlyWays: false }) > 1 - rounding) {
    return { effect: 'down', shareLost: 1 };
  }
  const shareLost = lostIn(process, structure, { soft: 'by share', buffers, onlyWays: false });
  return shareLost > rounding ? { effect: 'degraded', shareLost } : untouched;
}

/** What never happens and what has happened is taken out of the formula first; little remains. */
function lostIn({ dependsOn }: Standing, structure: Structure, reading: Reading): number {
  const store = formulas();
  const probabilities = probabilitiesOf(structure);
  const { events, rest } = failureOf(dependsOn, structure, reading, store);
  if (events.some((event) => probabilities[event] === 1)) return 1;
  const decided = rewriter(store, (_, node) => {
    if (node.op !== 'event') return null;
    const p = probabilities[node.event];
    return p === 0 ? never : p === 1 ? always : null;
  });
  const left = { events: [], rest: decided(rest) };
  return probabilityOf(compile(store, left, probabilities, usualEffort()), probabilities).value;
}
