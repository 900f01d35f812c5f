import { type Dependency, type Edge, edgesIn } from '../../catalog/dependency.ts';
import { Level } from '../../catalog/fields.ts';
import type { Standing, Structure } from './structure.ts';

/** What a process stands on, directly or not, over edges of every kind. */
export interface Reach {
  /** Each component with the fewest edges that are not hard on a way to it: 0 where it is reached over hard edges alone. */
  components: ReadonlyMap<string, number>;
  /** Soft edges and those whose buffer may run out on the way; hard ones left out. */
  edges: ReadonlySet<Edge>;
}

const known = new WeakMap<readonly Dependency[], readonly Edge[]>();

function edgesOf(dependencies: readonly Dependency[]): readonly Edge[] {
  let edges = known.get(dependencies);
  if (edges === undefined) {
    edges = edgesIn(dependencies).map(({ edge }) => edge);
    known.set(dependencies, edges);
  }
  return edges;
}

/** Members of groups count as hard: which of them is down at the time, nobody knows before. */
export function reachOf(standing: Pick<Standing, 'dependsOn'>, structure: Structure): Reach {
  const components = new Map<string, number>();
  const edges = new Set<Edge>();
  // ways with so many soft edges, the fewest first
  let waiting = [standing.dependsOn];
  for (let softer = 0; waiting.length > 0; softer += 1) {
    const later: (typeof waiting)[number][] = [];
    for (let dependencies = waiting.pop(); dependencies !== undefined; dependencies = waiting.pop()) {
      for (const edge of edgesOf(dependencies)) {
        const part = structure.parts.get(edge.component);
        const hard = edge.mode === undefined || edge.mode === 'hard';
        if (!hard) edges.add(edge);
        if (part === undefined || components.has(part.name)) continue;
        if (hard) {
          components.set(part.name, softer);
          waiting.push(part.dependsOn);
        } else later.push([{ component: part.name }]);
      }
    }
    waiting = later;
  }
  return { components, edges };
}

/** From the highest down. */
export const levels = Level.options;

/** 0 for the highest level. */
export const rankOf = (level: Level): number => levels.indexOf(level);

export interface DerivedLevel {
  level: Level;
  /** The process that gives it, the first in the catalogue where several do. */
  process: string;
}

/** The level of each component that some process with a level reaches: the highest, one lower for each soft edge on the way. */
export function derivedLevels(
  processes: readonly { name: string; level: Level | undefined; reach: Reach }[],
): Map<string, DerivedLevel> {
  const derived = new Map<string, DerivedLevel>();
  for (const { name, level, reach } of processes) {
    if (level === undefined) continue;
    for (const [component, softer] of reach.components) {
      const rank = Math.min(levels.length - 1, rankOf(level) + softer);
      const before = derived.get(component);
      if (before === undefined || rank < rankOf(before.level)) {
        derived.set(component, { level: levels[rank]!, process: name });
      }
    }
  }
  return derived;
}
