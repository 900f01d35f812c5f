import type { Dependency, Edge } from '../../catalog/dependency.ts';
import { groupOf, type Part, type Structure } from './structure.ts';

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

/** What one thing stands on, as a reading sees it. */
export interface Opened {
  /** Needed without an alternative, groups that can spare nobody opened. */
  hard: readonly Part[];
  /** The rest that comes in: redundancy groups, and edges that count by their share. */
  pending: readonly Dependency[];
  /** Every component that comes in, each once. */
  targets: readonly Part[];
}

/** `dependsOn` of something, or one of it. */
type Asked = readonly Dependency[] | Dependency;

const known = new WeakMap<Structure, Map<string, WeakMap<Asked, Opened>>>();

/** The same again is not worked out twice: every process that stands on a component asks for what that stands on. */
export function openedBy(structure: Structure, reading: Reading): (asked: Asked) => Opened {
  const key = `${reading.soft} ${reading.buffers} ${reading.onlyWays}`;
  const readings = known.get(structure) ?? new Map<string, WeakMap<Asked, Opened>>();
  known.set(structure, readings);
  const before = readings.get(key) ?? new WeakMap<Asked, Opened>();
  readings.set(key, before);
  return (asked) => {
    let opened = before.get(asked);
    if (opened === undefined) {
      opened = open('length' in asked ? asked : [asked], structure, reading);
      before.set(asked, opened);
    }
    return opened;
  };
}

function open(dependencies: readonly Dependency[], structure: Structure, reading: Reading): Opened {
  const hard = new Set<Part>();
  const pending: Dependency[] = [];
  const targets = new Set<Part>();
  const visit = (one: Dependency, alone: boolean): void => {
    if (!('component' in one)) {
      const { members, failing } = groupOf(one);
      if (alone && failing > 1) pending.push(one);
      for (const member of members) visit(member, alone && failing === 1);
      return;
    }
    const role = roleOf(one, structure, reading);
    const part = structure.parts.get(one.component);
    if (role === 'none' || part === undefined) return;
    targets.add(part);
    if (!alone) return;
    if (role === 'hard') hard.add(part);
    else pending.push(one);
  };
  for (const one of dependencies) visit(one, true);
  return { hard: [...hard], pending, targets: [...targets] };
}
