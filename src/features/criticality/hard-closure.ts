import type { Dependency, Edge } from '../catalog/dependency.ts';
import { groupOf, type Structure } from './structure.ts';

/** How dependencies that are not simply hard are read. */
export interface Reading {
  /** Soft dependencies: left out (is it up?) or counted by their share (what is it worth?). */
  soft: 'left out' | 'by share';
  /** Async dependencies whose outage lengths nobody knows: the buffer always lasts, or it never does. */
  buffers: 'last' | 'fail';
  /** Ways to fail rather than probabilities: no shares, and what never fails does not come in. */
  onlyWays: boolean;
}

/** What an edge does under a reading: nothing, as if it were hard, or only together with this event. */
export type EdgeRole = 'none' | 'hard' | number;

export function roleOf(edge: Edge, structure: Structure, reading: Reading): EdgeRole {
  if (edge.mode === undefined || edge.mode === 'hard') return 'hard';
  if (edge.mode === 'soft' && reading.soft === 'left out') return 'none';
  if (structure.unknownOverruns.has(edge)) return reading.buffers === 'last' ? 'none' : 'hard';
  const event = structure.edgeEvent.get(edge);
  if (event === undefined) return 'none';
  const { probability } = structure.events[event]!;
  if (probability === 0) return 'none';
  return probability === 1 || reading.onlyWays ? 'hard' : event;
}

/** Whether an event comes in at all under a reading: a way to fail is nothing that never happens. */
export function comesIn(event: number, structure: Structure, reading: Reading): boolean {
  const found = structure.events[event]!;
  return !reading.onlyWays || found.probability > 0 || (found.kind === 'component' && !found.known);
}

/** What takes the whole down by itself, and what does so only together with something else. */
export interface HardClosure {
  /** Components that must all be up. */
  components: ReadonlySet<string>;
  /** Each of these events alone is enough. */
  events: ReadonlySet<number>;
  /** Redundancy groups, and edges that count by their share: each with all of it down takes the whole down. */
  pending: readonly Dependency[];
}

/** Follows all that is needed without an alternative. Cycles are safe; every component is visited once. */
export function hardClosure(top: readonly Dependency[], structure: Structure, reading: Reading): HardClosure {
  const components = new Set<string>();
  const events = new Set<number>();
  const pending: Dependency[] = [];
  const waiting = [...top].reverse();
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    if (!('component' in one)) {
      const { members, failing } = groupOf(one);
      if (failing === 1) waiting.push(...[...members].reverse());
      else pending.push(one);
      continue;
    }
    const role = roleOf(one, structure, reading);
    const part = structure.parts.get(one.component);
    if (typeof role === 'number') pending.push(one);
    if (role !== 'hard' || part === undefined || components.has(part.name)) continue;
    components.add(part.name);
    for (const event of [part.own, ...part.causes]) if (comesIn(event, structure, reading)) events.add(event);
    waiting.push(...[...part.dependsOn].reverse());
  }
  return { components, events, pending };
}
