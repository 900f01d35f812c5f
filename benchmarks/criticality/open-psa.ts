/**
 * Fault trees in the Open-PSA format as a catalogue: an event becomes a component with its availability, a gate a component
 * that never fails by itself, the top gate what the one process stands on. What fails together works apart: an `and` of
 * failures is an `anyOf` of components, an `or` all of them, `atleast k of n` failing is n − k + 1 of n needed.
 */
import type { ComponentSpec } from '../../src/features/catalog/component.ts';
import type { Dependency } from '../../src/features/catalog/dependency.ts';
import type { Document } from '../../src/features/catalog/document.ts';
import { component, process } from './documents.ts';

type Gate = { op: string; min: number; parts: string[] };
type Cause = ComponentSpec['commonCauses'][number];

export interface FaultTree {
  gates: Map<string, Gate>;
  probabilities: Map<string, number>;
  top: string;
}

const gateText = /<define-gate name="([^"]+)"[^>]*>([\s\S]*?)<\/define-gate>/g;
const scopeText = /<define-component name="([^"]+)"[^>]*>([\s\S]*?)<\/define-component>/g;
const eventText = /<define-(?:basic|house)-event name="([^"]+)"[^>]*>([\s\S]*?)<\/define-(?:basic|house)-event>/g;
const partText = /<(?:gate|event|basic-event|house-event) name="([^"]+)"/g;

/** Reads gates (`or`, `and`, `atleast`) and events with a fixed probability or constant; the first gate is the top. */
export function faultTree(...texts: readonly string[]): FaultTree {
  const gates = new Map<string, Gate>();
  const text = texts.join('\n').replace(/<!--[\s\S]*?-->/g, '');
  readGates(text.replace(scopeText, ''), '', gates);
  for (const [, scope = '', body = ''] of text.matchAll(scopeText)) readGates(body, `${scope}.`, gates);
  const probabilities = new Map<string, number>();
  for (const [, name = '', body = ''] of text.matchAll(eventText)) {
    const value = /<(?:float|constant) value="([^"]+)"/.exec(body)?.[1];
    if (value !== undefined) probabilities.set(name, value === 'true' ? 1 : value === 'false' ? 0 : Number(value));
  }
  return { gates, probabilities, top: [...gates.keys()][0]! };
}

/** Gates of a component of the tree bear its name before theirs, and know each other without it. */
function readGates(text: string, scope: string, gates: Map<string, Gate>): void {
  const own = new Set([...text.matchAll(gateText)].map((match) => match[1]!));
  for (const [, name = '', body = ''] of text.matchAll(gateText)) {
    const [, op = 'or', min = '1'] = /<(or|and|atleast)(?: min="(\d+)")?>/.exec(body) ?? [];
    const parts = [...body.matchAll(partText)].map((match) => (own.has(match[1]!) ? `${scope}${match[1]}` : match[1]!));
    gates.set(`${scope}${name}`, { op, min: Number(min), parts });
  }
}

/** The catalogue of a tree; `causes` are added to the events they name. */
export function catalogOfTree(tree: FaultTree, causes: ReadonlyMap<string, readonly Cause[]> = new Map()): Document[] {
  const nameOf = (name: string): string => name.toLowerCase().replaceAll('_', '-');
  const edge = (name: string): Dependency => ({ component: nameOf(name) });
  const components = [...tree.probabilities].map(([name, p]) =>
    component(nameOf(name), { availability: availabilityText(p), commonCauses: [...(causes.get(name) ?? [])] }),
  );
  const gates = [...tree.gates].map(([name, { op, min, parts }]) => {
    const of = parts.map(edge);
    const group: Dependency[] =
      op === 'or' ? of : [op === 'and' ? { anyOf: of } : { atLeast: parts.length - min + 1, of }];
    return component(nameOf(name), { availability: '1', dependsOn: group });
  });
  return [...components, ...gates, process('tree', [edge(tree.top)])];
}

/** 1 − p as decimal text. */
export function availabilityText(p: number): string {
  return (1 - p).toFixed(9).replace(/\.?0+$/, '');
}
