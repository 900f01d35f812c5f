import { type Catalog, componentsOf, processesOf } from '../../catalog/catalog.ts';
import type { Dependency, Edge } from '../../catalog/dependency.ts';
import type { RiskFinding } from '../contract.ts';
import { groupOf } from '../graph/structure.ts';
import type { MapEdge } from './map-contract.ts';

export const processId = (name: string): string => `process:${name}`;
export const componentId = (name: string): string => `component:${name}`;

/** What is declared, in the order of the catalogue, then what only traces show; between the same two things each mode once. */
export function mapEdges(catalog: Catalog, drift: readonly RiskFinding[]): MapEdge[] {
  const names = new Set(componentsOf(catalog).map(({ metadata }) => metadata.name));
  const declared = [
    ...processesOf(catalog).map(({ metadata, spec }) => ({ from: processId(metadata.name), spec })),
    ...componentsOf(catalog).map(({ metadata, spec }) => ({ from: componentId(metadata.name), spec })),
  ].flatMap(({ from, spec }) => edgesOf(spec.dependsOn, from, null));
  const discovered = drift.flatMap(({ code, subject, other }): MapEdge[] => {
    if (code !== 'seen_not_declared' || other === undefined) return [];
    const [from, to] = [componentId(subject), componentId(other)];
    return [{ from, to, mode: 'discovered', label: 'seen in traces, not declared' }];
  });
  const edges = new Map([...declared, ...discovered].map((edge) => [`${edge.from} ${edge.to} ${edge.mode}`, edge]));
  return [...edges.values()].filter(({ to }) => names.has(to.slice(componentId('').length)));
}

interface Within {
  needed: number;
  of: number;
}

function edgesOf(dependencies: readonly Dependency[], from: string, within: Within | null): MapEdge[] {
  return dependencies.flatMap((one) => {
    if ('component' in one) return [edgeOf(one, from, within)];
    const { members, failing } = groupOf(one);
    const needed = members.length - failing + 1;
    // a group of which all are needed is no choice
    return edgesOf(members, from, needed === members.length ? within : { needed, of: members.length });
  });
}

function edgeOf(edge: Edge, from: string, within: Within | null): MapEdge {
  const words = [within && `${within.needed} of ${within.of}`, modeText(edge)].filter((word) => word !== null);
  return {
    from,
    to: componentId(edge.component),
    mode: within === null ? (edge.mode ?? 'hard') : 'group',
    label: words.length === 0 ? null : words.join(', '),
  };
}

/** Null where it is plainly hard. */
function modeText(edge: Edge): string | null {
  if (edge.mode === 'soft') return `${Number((Number(edge.share) * 100).toFixed(6))} % of the value`;
  return edge.mode === 'async' ? `buffers ${edge.bufferMinutes} minutes` : null;
}
