import { z } from 'zod';
import { Reference, ShareText } from './fields.ts';

/**
 * The words of `dependsOn`. An edge names a component: `hard` (the default: without it the whole value is lost), `soft`
 * (a share of the value is lost), `async` (nothing is lost until the buffer is full). A group says how many of its parts
 * are needed: `atLeast … of`, `allOf`, `anyOf`; groups nest.
 */
const HardEdge = z.strictObject({ component: Reference, mode: z.literal('hard').optional() });
const SoftEdge = z.strictObject({ component: Reference, mode: z.literal('soft'), share: ShareText });
const AsyncEdge = z.strictObject({
  component: Reference,
  mode: z.literal('async'),
  bufferMinutes: z.number().positive().max(525_600),
});

export type Edge = z.infer<typeof HardEdge> | z.infer<typeof SoftEdge> | z.infer<typeof AsyncEdge>;
export type Group = { atLeast: number; of: Dependency[] } | { allOf: Dependency[] } | { anyOf: Dependency[] };
export type Dependency = Edge | Group;

const members = z.lazy(() => z.array(Dependency).min(1));
/** An edge or a group, see above. */
export const Dependency: z.ZodType<Dependency> = z.union([
  z.discriminatedUnion('mode', [HardEdge, SoftEdge, AsyncEdge]),
  z.strictObject({ atLeast: z.int().min(1), of: members }).refine((group) => group.atLeast <= group.of.length, {
    path: ['atLeast'],
    error: 'expected no more than the group has members',
  }),
  z.strictObject({ allOf: members }),
  z.strictObject({ anyOf: members }),
]);

/** `dependsOn` of a component or process: all its parts are needed; left out it is empty. */
export const DependsOn = z.array(Dependency).default([]);

/** The parts of a group with the key they stand under; null for an edge. */
export function membersOf(dependency: Dependency): { key: 'of' | 'allOf' | 'anyOf'; members: Dependency[] } | null {
  if ('of' in dependency) return { key: 'of', members: dependency.of };
  if ('allOf' in dependency) return { key: 'allOf', members: dependency.allOf };
  if ('anyOf' in dependency) return { key: 'anyOf', members: dependency.anyOf };
  return null;
}

/** Every edge within, groups opened, each with its path below `dependsOn`, in the order of the file. */
export function edgesIn(
  dependencies: readonly Dependency[],
  above: readonly (string | number)[] = [],
): { edge: Edge; path: (string | number)[] }[] {
  return dependencies.flatMap((dependency, index) => {
    const path = [...above, index];
    const group = membersOf(dependency);
    return group ? edgesIn(group.members, [...path, group.key]) : [{ edge: dependency as Edge, path }];
  });
}

/** The components named within, groups opened, in the order of the file; a name may come twice. */
export function namesIn(dependencies: readonly Dependency[]): string[] {
  return edgesIn(dependencies).map(({ edge }) => edge.component);
}
