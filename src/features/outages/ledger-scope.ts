import { ProductError } from '../../errors.ts';
import { type MoneyView, showsMoney } from '../access/money-view.ts';
import {
  type Catalog,
  componentNamed,
  componentsOf,
  displayName,
  documentNamed,
  documentsOf,
  processesOf,
  processNamed,
} from '../catalog/catalog.ts';
import { didYouMean } from '../catalog/suggestion.ts';
import type { Subject } from './outage.ts';

/** What a subject is in the catalogue as it is now; one that has left it keeps its name. */
export interface SubjectIs {
  displayName: string;
  product: string | null;
  timeZone: string | null;
}

export function subjectIn(catalog: Catalog, { kind, name }: Subject): SubjectIs {
  if (kind === 'process') {
    const process = processNamed(catalog, name);
    const { product = null, timeZone = null } = process?.spec ?? {};
    return { displayName: process ? displayName(process) : name, product, timeZone };
  }
  const component = componentNamed(catalog, name);
  return { displayName: component ? displayName(component) : name, product: null, timeZone: null };
}

/** The zone in which the months of a subject begin; UTC for a component, which has none of its own. */
export const zoneOfSubject = (catalog: Catalog, subject: Subject): string =>
  subjectIn(catalog, subject).timeZone ?? 'UTC';

/** Whether the money of a subject is shown to one with this view; what belongs to no product only to who sees all. */
export const moneyShownOf =
  (view: MoneyView, catalog: Catalog) =>
  (subject: Subject): boolean =>
    showsMoney(view, subjectIn(catalog, subject).product);

/** Throws ProductError `not_found`, with the nearest name, for a subject that the catalogue does not hold. */
export function checkSubject(catalog: Catalog, { kind, name }: Subject): void {
  const known = kind === 'process' ? processNamed(catalog, name) : componentNamed(catalog, name);
  if (known !== undefined) return;
  const all = kind === 'process' ? processesOf(catalog) : componentsOf(catalog);
  throw unknown(kind, name, all);
}

/** Throws ProductError `not_found` for a vendor that the catalogue does not hold. */
export function checkVendor(catalog: Catalog, vendor: string | null | undefined): void {
  if (vendor == null || documentNamed(catalog.documents, 'Vendor', vendor) !== undefined) return;
  throw unknown('vendor', vendor, documentsOf(catalog.documents, 'Vendor'));
}

function unknown(kind: string, name: string, all: readonly { metadata: { name: string } }[]): ProductError {
  const names = all.map(({ metadata }) => metadata.name);
  return new ProductError('not_found', `No ${kind} has this name${didYouMean(name, names) || '.'}`);
}
