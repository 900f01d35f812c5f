import { type Catalog, componentNamed, type Document, documentsOf } from '../../catalog/catalog.ts';
import { labelsMatch } from '../label-filter.ts';
import type { AlertSpec } from './alert.ts';

export type Labels = Readonly<Record<string, string>>;

/** What the catalogue makes of an alert of another tool. */
export interface KnownAlert {
  /** Of the alert catalogue: `alert:NAME`, else `external:SOURCE/ALERTNAME/COMPONENT`. */
  id: string;
  document: Document<AlertSpec> | null;
  component: string | null;
  process: string | null;
}

export const alertsOf = (c: Catalog): Document<AlertSpec>[] => documentsOf(c.documents, 'Alert');

/** Labels that name what an alert is about, the first that bears the name of a component counts. */
const namingLabels = ['component', 'service', 'job', 'app'];

/**
 * Tells of an alert by its source, name and labels which Alert of the catalogue it is, and what it is about: as the Alert says, else the
 * component whose name a label bears, else nothing. Where several Alerts match, the one that asks for most labels, then the first.
 */
export function alertFinder(catalog: Catalog): (source: string, alertname: string, labels: Labels) => KnownAlert {
  const documents = new Map<string, Document<AlertSpec>[]>();
  for (const document of alertsOf(catalog)) {
    const key = keyOf(document.spec.source, document.spec.alert);
    documents.set(key, [...(documents.get(key) ?? []), document]);
  }
  for (const some of documents.values()) some.sort((a, b) => asked(b) - asked(a));
  return (source, alertname, labels) => {
    const some = documents.get(keyOf(source, alertname)) ?? [];
    const document = some.find(({ spec }) => labelsMatch(spec.where, labels)) ?? null;
    const component = document?.spec.component ?? componentOf(catalog, labels);
    const id = document ? alertIdOf(document.metadata.name) : `external:${source}/${alertname}/${component ?? ''}`;
    return { id, document, component, process: document?.spec.process ?? null };
  };
}

export const alertIdOf = (name: string): string => `alert:${name}`;
export const measureIdOf = (name: string): string => `measure:${name}`;

const asked = ({ spec }: Document<AlertSpec>): number => Object.keys(spec.where).length;
const keyOf = (source: string, alertname: string): string => `${source} ${alertname}`;

function componentOf(catalog: Catalog, labels: Labels): string | null {
  const named = namingLabels.find((label) => {
    const value = labels[label];
    return value !== undefined && componentNamed(catalog, value) !== undefined;
  });
  return named === undefined ? null : labels[named]!;
}
