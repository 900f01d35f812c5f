import { type Catalog, componentNamed, processNamed } from '../catalog/catalog.ts';
import { type Dependency, type Edge, membersOf } from '../catalog/dependency.ts';
import type { DependencyLine, DependencyLink, DependencyStep } from './dependency-contract.ts';

/**
 * What a process or component stands on, as the lines of a tree: a component, or a redundancy group that says how many of its
 * parts are needed. What a component stands on itself is opened at its first line only, so that cycles and shared parts
 * end; groups of which all parts are needed have no line of their own, since each part is needed as it is.
 */
export function standsOn(catalog: Catalog, of: { process: string } | { component: string }): DependencyLine[] {
  const lines: DependencyLine[] = [];
  const opened = new Set<string>('component' in of ? [of.component] : []);

  function walk(dependencies: readonly Dependency[], depth: number): void {
    for (const dependency of dependencies) {
      const group = groupOf(dependency);
      if (group === null) component(dependency as Edge, depth);
      else if (group.atLeast === group.members.length) walk(group.members, depth);
      else {
        const { atLeast, members } = group;
        lines.push({ depth, group: { atLeast, of: members.length }, component: null, link: null, repeated: false });
        walk(members, depth + 1);
      }
    }
  }
  function component(edge: Edge, depth: number): void {
    const found = componentNamed(catalog, edge.component);
    if (found === undefined) return;
    const repeated = opened.has(edge.component);
    opened.add(edge.component);
    lines.push({ depth, group: null, component: edge.component, link: linkOf(edge), repeated });
    if (!repeated) walk(found.spec.dependsOn, depth + 1);
  }

  const dependencies =
    'process' in of
      ? processNamed(catalog, of.process)?.spec.dependsOn
      : componentNamed(catalog, of.component)?.spec.dependsOn;
  walk(dependencies ?? [], 0);
  return lines;
}

/**
 * A shortest way from a process down to a component, each step with how it is depended on; among the shortest the one of
 * the catalogue's order. Null where the process does not stand on it.
 */
export function wayTo(catalog: Catalog, process: string, component: string): DependencyStep[] | null {
  const cameFrom = new Map<string, { above: string | null; step: DependencyStep }>();
  const reach = (dependencies: readonly Dependency[], above: string | null): void => {
    for (const step of stepsIn(dependencies, null)) {
      if (!cameFrom.has(step.component)) cameFrom.set(step.component, { above, step });
    }
  };
  reach(processNamed(catalog, process)?.spec.dependsOn ?? [], null);
  // A map is walked in the order in which names were added, also while they are: breadth first.
  for (const name of cameFrom.keys()) {
    if (name === component) break;
    reach(componentNamed(catalog, name)?.spec.dependsOn ?? [], name);
  }
  const way: DependencyStep[] = [];
  for (let at: string | null = component; at !== null; ) {
    const known = cameFrom.get(at);
    if (known === undefined) return null;
    way.push(known.step);
    at = known.above;
  }
  return way.reverse();
}

type Redundancy = DependencyStep['oneOf'];

/** Every edge within with the redundancy group it lies in most closely. */
function stepsIn(dependencies: readonly Dependency[], within: Redundancy): DependencyStep[] {
  return dependencies.flatMap((dependency) => {
    const group = groupOf(dependency);
    if (group === null) {
      const edge = dependency as Edge;
      return [{ component: edge.component, link: linkOf(edge), oneOf: within }];
    }
    const { atLeast, members } = group;
    return stepsIn(members, atLeast === members.length ? within : { atLeast, of: members.length });
  });
}

function groupOf(dependency: Dependency): { atLeast: number; members: Dependency[] } | null {
  const group = membersOf(dependency);
  if (group === null) return null;
  const atLeast = 'atLeast' in dependency ? dependency.atLeast : 'anyOf' in dependency ? 1 : group.members.length;
  return { atLeast, members: group.members };
}

function linkOf(edge: Edge): DependencyLink {
  const mode = edge.mode ?? 'hard';
  return {
    mode,
    share: edge.mode === 'soft' ? edge.share : null,
    bufferMinutes: edge.mode === 'async' ? edge.bufferMinutes : null,
  };
}
