import type { Dependency } from '../../catalog/dependency.ts';
import { openedBy, type Reading } from './opened.ts';
import type { Part, Structure } from './structure.ts';

/** Whether an event comes in at all under a reading: a way to fail is nothing that never happens. */
export function comesIn(event: number, structure: Structure, reading: Reading): boolean {
  const found = structure.events[event]!;
  return !reading.onlyWays || found.probability > 0 || (found.kind === 'component' && !found.known);
}

/** What takes the whole down by itself, and what does so only together with something else. */
export interface HardClosure {
  /** Components that must all be up. */
  components: ReadonlySet<Part>;
  /** Each of these events alone is enough. */
  events: ReadonlySet<number>;
  /** Redundancy groups, and edges that count by their share: each with all of it down takes the whole down. */
  pending: readonly Dependency[];
}

/** Follows all that is needed without an alternative. Cycles are safe; every component is visited once. */
export function hardClosure(top: readonly Dependency[], structure: Structure, reading: Reading): HardClosure {
  const opened = openedBy(structure, reading);
  const first = opened(top);
  const components = new Set(first.hard);
  const events = new Set<number>();
  const pending = [...first.pending];
  for (const { own, causes, dependsOn } of components) {
    if (comesIn(own, structure, reading)) events.add(own);
    for (const cause of causes) if (comesIn(cause, structure, reading)) events.add(cause);
    const below = opened(dependsOn);
    for (const part of below.hard) components.add(part);
    for (const one of below.pending) pending.push(one);
  }
  return { components, events, pending };
}
