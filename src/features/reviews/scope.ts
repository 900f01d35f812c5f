import { type Catalog, processesOver, processNamed } from '../catalog/catalog.ts';
import type { Subject } from '../outages/outage.ts';
import type { Incident } from '../unavailability/incident.ts';

/** What a weekly review looks at: everything, or what belongs to its products. */
export interface Scope {
  /** Whether it is everything, what belongs to nothing included. */
  all: boolean;
  ofProcess(process: string): boolean;
  ofComponent(component: string): boolean;
  ofSubject(subject: Subject): boolean;
  ofIncident(incident: Pick<Incident, 'process' | 'technical'>): boolean;
}

/** The scope of these products; no products mean everything. A component belongs to the products of the processes that stand on it. */
export function scopeOf(catalog: Catalog, products: readonly string[]): Scope {
  const wanted = new Set(products);
  const all = wanted.size === 0;
  const ofProcess = (process: string): boolean => all || wanted.has(processNamed(catalog, process)?.spec.product ?? '');
  const known = new Map<string, boolean>();
  const ofComponent = (component: string): boolean => {
    if (all) return true;
    const found = known.get(component) ?? processesOver(catalog, component).some(ofProcess);
    known.set(component, found);
    return found;
  };
  return {
    all,
    ofProcess,
    ofComponent,
    ofSubject: ({ kind, name }) => (kind === 'process' ? ofProcess(name) : ofComponent(name)),
    ofIncident: ({ process, technical }) => (technical ? ofComponent(technical.component) : ofProcess(process)),
  };
}
