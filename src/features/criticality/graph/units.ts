import { knotsOf } from '../../catalog/knots.ts';
import type { HardClosure } from './hard-closure.ts';
import { openedBy, type Reading } from './opened.ts';
import type { Part, Structure } from './structure.ts';

/** One component, or a knot of components that all reach each other. */
export interface Unit {
  parts: readonly Part[];
  knotted: boolean;
}

type Below = ReadonlyMap<Part, readonly Part[]>;

/**
 * What lies under the pending dependencies of a closure and outside it, units before those that stand on them. Without
 * recursion: a chain may be as long as the catalogue.
 */
export function unitsUnder(closure: HardClosure, structure: Structure, reading: Reading): Unit[] {
  const opened = openedBy(structure, reading);
  const isOutside = (part: Part): boolean => !closure.components.has(part);
  const below = new Map<Part, readonly Part[]>();
  const reached = new Set(closure.pending.flatMap((one) => opened(one).targets).filter(isOutside));
  for (const part of reached) {
    const targets = opened(part.dependsOn).targets.filter(isOutside);
    below.set(part, targets);
    for (const one of targets) reached.add(one);
  }
  const order = belowFirst(below);
  return order ?? unitsWithKnots(below);
}

/** Every part after what it stands on; null where some stand on each other. */
function belowFirst(below: Below): Unit[] | null {
  const order: Unit[] = [];
  const state = new Map<Part, 'entered' | 'done'>();
  for (const start of below.keys()) {
    const waiting = [start];
    for (let part = waiting.at(-1); part !== undefined; part = waiting.at(-1)) {
      if (state.has(part)) {
        waiting.pop();
        if (state.get(part) === 'entered') order.push({ parts: [part], knotted: false });
        state.set(part, 'done');
        continue;
      }
      state.set(part, 'entered');
      for (const one of below.get(part)!) {
        const met = state.get(one);
        if (met === 'entered') return null;
        if (met === undefined) waiting.push(one);
      }
    }
  }
  return order;
}

function unitsWithKnots(below: Below): Unit[] {
  const parts = new Map([...below.keys()].map((part) => [part.name, part]));
  const next = new Map([...below].map(([{ name }, targets]) => [name, targets.map((one) => one.name)]));
  const unitOf = new Map<string, Unit>();
  for (const knot of knotsOf(next)) {
    const unit = { parts: [...knot].map((name) => parts.get(name)!), knotted: true };
    for (const name of knot) unitOf.set(name, unit);
  }
  for (const [name, part] of parts) if (!unitOf.has(name)) unitOf.set(name, { parts: [part], knotted: false });
  return inOrder([...unitOf.values()], (unit) =>
    unit.parts.flatMap((part) => next.get(part.name)!.map((name) => unitOf.get(name)!)),
  );
}

function inOrder(units: readonly Unit[], below: (unit: Unit) => readonly Unit[]): Unit[] {
  const done = new Set<Unit>();
  const entered = new Set<Unit>();
  for (const start of units) {
    const waiting = [start];
    for (let unit = waiting.at(-1); unit !== undefined; unit = waiting.at(-1)) {
      if (entered.has(unit)) {
        waiting.pop();
        done.add(unit);
        continue;
      }
      entered.add(unit);
      for (const one of below(unit)) if (!entered.has(one)) waiting.push(one);
    }
  }
  return [...done];
}
