import type { EpochMs } from '../../maths/instants.ts';
import type { CalendarSpec } from './calendar.ts';
import type { CampaignSpec } from './campaign.ts';
import type { ComponentSpec } from './component.ts';
import { type Dependency, namesIn } from './dependency.ts';
import { type Document, displayName, documentNamed, documentsOf } from './document.ts';
import type { ProcessSpec } from './process.ts';
import type { TermsHistory } from './process-terms.ts';
import type { ProductSpec } from './product.ts';

export { type Document, displayName, documentNamed, documentsOf };

/** All documents that hold at one time, in the order of the files. Version 0 is the empty catalogue before the first apply. */
export interface Catalog {
  version: number;
  appliedAt: EpochMs;
  documents: readonly Document[];
  /** Changes with the version and with the decisions that hold; read it with `revisionOf`. */
  revision?: string;
  /** What held of the processes at other times; read it with `levelAt`. */
  history?: TermsHistory;
}

/** The same text as long as everything in the catalogue is the same: for what is remembered of it. */
export const revisionOf = ({ version, revision }: Pick<Catalog, 'version' | 'revision'>): string =>
  revision ?? String(version);

export const emptyCatalog: Catalog = { version: 0, appliedAt: 0, documents: [] };

export const productsOf = (c: Catalog): Document<ProductSpec>[] => documentsOf(c.documents, 'Product');
export const processesOf = (c: Catalog): Document<ProcessSpec>[] => documentsOf(c.documents, 'Process');
export const componentsOf = (c: Catalog): Document<ComponentSpec>[] => documentsOf(c.documents, 'Component');
export const calendarsOf = (c: Catalog): Document<CalendarSpec>[] => documentsOf(c.documents, 'Calendar');
export const campaignsOf = (c: Catalog): Document<CampaignSpec>[] => documentsOf(c.documents, 'Campaign');

export const processNamed = (c: Catalog, name: string): Document<ProcessSpec> | undefined =>
  documentNamed(c.documents, 'Process', name);
export const componentNamed = (c: Catalog, name: string): Document<ComponentSpec> | undefined =>
  documentNamed(c.documents, 'Component', name);

/**
 * The components a process stands on, transitively over `dependsOn` and through groups, in catalogue order. Soft and async
 * dependencies count too. Cycles are safe; names that no document bears are left out. Empty for an unknown process.
 */
export function componentsUnder(c: Catalog, process: string): string[] {
  const components = componentsOf(c);
  const dependencies = new Map<string, readonly Dependency[]>(
    components.map(({ metadata, spec }) => [metadata.name, spec.dependsOn]),
  );
  const reached = new Set<string>();
  const waiting = namesIn(processNamed(c, process)?.spec.dependsOn ?? []);
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (reached.has(name)) continue;
    reached.add(name);
    waiting.push(...namesIn(dependencies.get(name) ?? []));
  }
  return components.map(({ metadata }) => metadata.name).filter((name) => reached.has(name));
}

/** The processes that stand on a component, directly or not, in catalogue order. */
export function processesOver(c: Catalog, component: string): string[] {
  return processesOf(c)
    .map(({ metadata }) => metadata.name)
    .filter((process) => componentsUnder(c, process).includes(component));
}

/**
 * The calendar of a process: the one it names; where it names none, the only calendar of its time zone; else undefined.
 */
export function calendarOf(c: Catalog, process: Document<ProcessSpec>): Document<CalendarSpec> | undefined {
  if (process.spec.calendar !== undefined) return documentNamed(c.documents, 'Calendar', process.spec.calendar);
  const sameZone = calendarsOf(c).filter(({ spec }) => spec.timeZone === process.spec.timeZone);
  return sameZone.length === 1 ? sameZone[0] : undefined;
}

/** The campaigns that touch a process, in catalogue order. */
export function campaignsOfProcess(c: Catalog, process: string): Document<CampaignSpec>[] {
  return campaignsOf(c).filter(({ spec }) => spec.processes.includes(process));
}
