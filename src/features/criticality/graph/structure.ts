import { parseRatio } from '../../../maths/ratios.ts';
import type { ComponentSpec } from '../../catalog/component.ts';
import type { Dependency, Edge } from '../../catalog/dependency.ts';
import { type Document, documentsOf } from '../../catalog/document.ts';
import type { ProcessSpec } from '../../catalog/process.ts';

/** What can go wrong by itself, with the probability that it is so at any one time. */
export type Event =
  | { kind: 'component'; name: string; probability: number; known: boolean }
  | { kind: 'cause'; name: string; probability: number }
  /** A customer needs what a soft dependency gives: the share of the value that hangs on it. */
  | { kind: 'need'; edge: Edge; probability: number }
  /** A component that is down has been so for longer than the buffer of an async dependency lasts. */
  | { kind: 'overrun'; edge: Edge; probability: number };

/** What one thing stands on; all of it is needed. */
export interface Standing {
  name: string;
  dependsOn: readonly Dependency[];
  document: Document<ComponentSpec> | Document<ProcessSpec>;
}

/** A component in the graph, with the numbers of its own event and of its common causes. */
export interface Part extends Standing {
  document: Document<ComponentSpec>;
  own: number;
  causes: readonly number[];
}

export interface Structure {
  events: readonly Event[];
  parts: ReadonlyMap<string, Part>;
  processes: readonly (Standing & { document: Document<ProcessSpec> })[];
  /** The event of a soft or async edge; every edge of the files has its own. Undefined for hard edges. */
  edgeEvent: ReadonlyMap<Edge, number>;
  /** Async edges whose overrun share nobody knows: bounds are reckoned for what stands on them. */
  unknownOverruns: ReadonlySet<Edge>;
  /** Common causes that their components give different unavailabilities; the largest was taken. */
  disagreeing: readonly string[];
}

/** Share of a component's downtime that lies beyond the first so many minutes of an outage; null when nobody knows. */
export type OverrunShare = (component: string, bufferMinutes: number) => number | null;

const nobodyKnows: OverrunShare = () => null;

/** 1 − availability, subtracted in integers, so that "0.9999995" is 5e-7 to the last digit. */
export function unavailabilityOf(availability: string): number {
  const { numerator, denominator } = parseRatio(availability)!;
  return (denominator - numerator) / denominator;
}

const shareOf = (text: string): number => {
  const { numerator, denominator } = parseRatio(text)!;
  return numerator / denominator;
};

/**
 * The graph of a catalogue as events and what stands on them. Names that no document bears are nobody's: `readFiles` refuses
 * them beforehand, here they are treated as never failing. A component without `availability` is told apart by `known`.
 */
export function structureOf(documents: readonly Document[], overrunShare: OverrunShare = nobodyKnows): Structure {
  const events: Event[] = [];
  const parts = new Map<string, Part>();
  const causes = new Map<string, number>();
  const disagreeing = new Set<string>();
  const edgeEvent = new Map<Edge, number>();
  const unknownOverruns = new Set<Edge>();

  function causeEvent(name: string, probability: number): number {
    const found = causes.get(name);
    const event = found === undefined ? undefined : events[found]!;
    if (found === undefined || event === undefined) {
      causes.set(name, events.length);
      return events.push({ kind: 'cause', name, probability }) - 1;
    }
    if (event.probability !== probability) disagreeing.add(name);
    event.probability = Math.max(event.probability, probability);
    return found;
  }

  function addEdges(dependencies: readonly Dependency[]): void {
    for (const one of dependencies) {
      if (!('component' in one)) addEdges(membersIn(one));
      else if (one.mode === 'soft') {
        edgeEvent.set(one, events.push({ kind: 'need', edge: one, probability: shareOf(one.share) }) - 1);
      } else if (one.mode === 'async') {
        const share = overrunShare(one.component, one.bufferMinutes);
        if (share === null) unknownOverruns.add(one);
        else edgeEvent.set(one, events.push({ kind: 'overrun', edge: one, probability: share }) - 1);
      }
    }
  }

  const components = documentsOf<ComponentSpec>(documents, 'Component');
  for (const document of components) {
    const { availability, commonCauses, dependsOn } = document.spec;
    const known = availability !== undefined;
    const probability = known ? unavailabilityOf(availability) : 0;
    const { name } = document.metadata;
    const own = events.push({ kind: 'component', name, probability, known }) - 1;
    const shared = commonCauses.map((cause) => causeEvent(cause.name, shareOf(cause.unavailability)));
    parts.set(name, { name, dependsOn, document, own, causes: [...new Set(shared)] });
  }
  const processes = documentsOf<ProcessSpec>(documents, 'Process').map((document) => ({
    name: document.metadata.name,
    dependsOn: document.spec.dependsOn,
    document,
  }));
  for (const { dependsOn } of [...parts.values(), ...processes]) addEdges(dependsOn);
  return { events, parts, processes, edgeEvent, unknownOverruns, disagreeing: [...disagreeing] };
}

const probabilitiesKnown = new WeakMap<Structure, Float64Array>();

/** The probability of each event; the same array for the same structure. */
export function probabilitiesOf(structure: Structure): Float64Array {
  let probabilities = probabilitiesKnown.get(structure);
  if (probabilities === undefined) {
    probabilities = Float64Array.from(structure.events, (event) => event.probability);
    probabilitiesKnown.set(structure, probabilities);
  }
  return probabilities;
}

/** The members of a group, and how many of them must fail for it to fail. */
export function groupOf(dependency: Exclude<Dependency, Edge>): { members: readonly Dependency[]; failing: number } {
  const members = membersIn(dependency);
  if ('atLeast' in dependency) return { members, failing: members.length - dependency.atLeast + 1 };
  return { members, failing: 'anyOf' in dependency ? members.length : 1 };
}

function membersIn(dependency: Exclude<Dependency, Edge>): readonly Dependency[] {
  if ('of' in dependency) return dependency.of;
  return 'allOf' in dependency ? dependency.allOf : dependency.anyOf;
}
