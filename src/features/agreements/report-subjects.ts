import { ProductError } from '../../errors.ts';
import {
  type Catalog,
  componentNamed,
  displayName,
  documentNamed,
  processesOf,
  processNamed,
  productsOf,
} from '../catalog/catalog.ts';
import { nearNames } from '../catalog/suggestion.ts';
import type { Subject } from '../outages/outage.ts';
import { subjectText } from '../outages/outage-subject.ts';
import type { AskedReport } from './asked-report.ts';
import { subjectOf } from './promises.ts';
import type { AgreementInForce, SubjectFacts } from './report-facts.ts';

/** Every subject of an agreement, once. */
export function agreedSubjects({ spec }: AgreementInForce): Subject[] {
  const all = spec.objectives.flatMap(({ subjects }) => subjects.map(subjectOf));
  return [...new Map(all.map((subject) => [subjectText(subject), subject])).values()];
}

/** Of what belongs to no agreement. Throws ProductError `not_found` with near names for what the catalogue does not hold. */
export function subjectsOf({ kind, name }: AskedReport, catalog: Catalog): Subject[] {
  const processes = processesOf(catalog);
  if (kind === 'process' && processNamed(catalog, name) === undefined) throw unknownName('process', name, processes);
  if (kind === 'product' && documentNamed(catalog.documents, 'Product', name) === undefined) {
    throw unknownName('product', name, productsOf(catalog));
  }
  return processes
    .filter(({ metadata, spec }) =>
      kind === 'process' ? metadata.name === name : kind !== 'product' || spec.product === name,
    )
    .map(({ metadata }) => ({ kind: 'process', name: metadata.name }));
}

/** ProductError `not_found`, with near names. */
export function unknownName(kind: string, name: string, all: readonly { metadata: { name: string } }[]): ProductError {
  const near = nearNames(
    name,
    all.map(({ metadata }) => metadata.name),
  );
  const hint = near.length === 0 ? '.' : `; did you mean ${near.join(' or ')}?`;
  return new ProductError('not_found', `No ${kind} has this name${hint}`, { near });
}

/** As people call it. */
export function scopeName({ kind, name }: AskedReport, catalog: Catalog): string {
  if (kind === 'organisation') return 'All processes';
  const document = documentNamed(catalog.documents, kind === 'process' ? 'Process' : 'Product', name);
  return document ? displayName(document) : name;
}

/** What a subject is in the catalogue; one that it does not hold keeps its name. */
export function isOf(
  { kind, name }: Subject,
  catalog: Catalog,
): Pick<SubjectFacts, 'displayName' | 'product' | 'level'> {
  if (kind === 'process') {
    const process = processNamed(catalog, name);
    const { product = null, level = null } = process?.spec ?? {};
    return { displayName: process ? displayName(process) : name, product, level };
  }
  const component = componentNamed(catalog, name);
  return {
    displayName: component ? displayName(component) : name,
    product: null,
    level: component?.spec.level ?? null,
  };
}
