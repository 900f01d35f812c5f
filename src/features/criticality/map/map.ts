import { type EpochMs, toRfc3339 } from '../../../maths/instants.ts';
import { type Catalog, componentsOf, displayName, processesOf, productsOf } from '../../catalog/catalog.ts';
import type { ComponentCriticality, RiskFinding } from '../contract.ts';
import { type openCounts, subjectKey } from '../findings/served-findings.ts';
import { presentWorth, stakeShown, stakesOf, type Worths } from '../stakes.ts';
import { areasOf } from './areas.ts';
import { layersOf } from './layers.ts';
import type { MapAnswer, MapNode, MapState } from './map-contract.ts';
import { componentId, mapEdges, processId } from './map-edges.ts';

export interface MapFacts {
  at: EpochMs;
  /** Whether `at` is the present. */
  now: boolean;
  catalog: Catalog;
  /** By name; without one where it is not worked out. */
  components: ReadonlyMap<string, ComponentCriticality>;
  products: ReadonlyMap<string, string>;
  shown: Worths;
  moneyHidden: boolean;
  open: ReturnType<typeof openCounts>;
  /** By `processId` or `componentId`. */
  states: ReadonlyMap<string, MapState>;
  /** What traces show against what is declared. */
  drift: readonly RiskFinding[];
  notes: readonly string[];
}

/** The graph with its layers, business areas and states. */
export function mapOf(facts: MapFacts): MapAnswer {
  const edges = mapEdges(facts.catalog, facts.drift);
  const declared = edges.filter(({ mode }) => mode !== 'discovered');
  const targets = Map.groupBy(declared, ({ from }) => from);
  const processes = processesOf(facts.catalog).map(({ metadata }) => processId(metadata.name));
  const components = componentsOf(facts.catalog).map(({ metadata }) => componentId(metadata.name));
  const below = (id: string): string[] => (targets.get(id) ?? []).map(({ to }) => to);
  // one more thing above all components, so that none lies beside the processes
  const next = new Map([...processes, ...components].map((id) => [id, below(id)]));
  const layers = layersOf(next.set('', components));
  const nodes = [...processNodes(facts), ...componentNodes(facts, layers)];
  return {
    at: toRfc3339(facts.at),
    now: facts.now,
    catalogVersion: facts.catalog.version,
    areas: areasShown(facts.catalog, nodes),
    nodes,
    edges,
    moneyHidden: facts.moneyHidden,
    notes: [...facts.notes],
  };
}

function processNodes({ catalog, states, shown, open }: MapFacts): MapNode[] {
  return processesOf(catalog).map((document) => {
    const { name } = document.metadata;
    const { product, level } = document.spec;
    return {
      ...{ id: processId(name), kind: 'process', name, displayName: displayName(document), type: null },
      area: product ?? null,
      level: level ?? null,
      derived: null,
      state: states.get(processId(name)) ?? 'unknown',
      perHour: presentWorth(shown, name),
      layer: 0,
      findings: total(open(subjectKey('Process', name))),
    };
  });
}

function componentNodes(facts: MapFacts, layers: ReadonlyMap<string, number>): MapNode[] {
  return componentsOf(facts.catalog).map((document) => {
    const { name } = document.metadata;
    const id = componentId(name);
    const component = facts.components.get(name);
    const stakes = component === undefined ? [] : stakesOf(component, facts.shown);
    return {
      ...{ id, kind: 'component', name, displayName: displayName(document), type: document.spec.type ?? null },
      area: (component && areasOf(component, facts.products, facts.shown.processes)[0]) ?? null,
      level: document.spec.level ?? null,
      derived: component?.derived ?? null,
      state: facts.states.get(id) ?? 'unmeasured',
      perHour: stakeShown(stakes, null).valueAtRiskPerHour,
      layer: layers.get(id) ?? 1,
      findings: total(facts.open(subjectKey('Component', name))),
    };
  });
}

const total = ({ errors, warnings }: { errors: number; warnings: number }): number => errors + warnings;

function areasShown(catalog: Catalog, nodes: readonly MapNode[]): MapAnswer['areas'] {
  const used = new Set(nodes.map(({ area }) => area));
  const products = productsOf(catalog).map((document) => ({
    name: document.metadata.name as string | null,
    displayName: displayName(document),
  }));
  const unnamed = [...used].filter((area) => area !== null && products.every(({ name }) => name !== area));
  return [
    ...products.filter(({ name }) => used.has(name)),
    ...unnamed.map((area) => ({ name: area, displayName: area! })),
    ...(used.has(null) ? [{ name: null, displayName: 'No product' }] : []),
  ];
}
