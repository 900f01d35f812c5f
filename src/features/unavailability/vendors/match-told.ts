import { type EpochMs, minute, toRfc3339 } from '../../../maths/instants.ts';
import { type Catalog, componentsUnder, displayName, documentNamed, processNamed } from '../../catalog/catalog.ts';
import type { VendorSpec } from '../../catalog/vendor.ts';
import type { Ends, Subject } from '../../outages/outage.ts';
import type { KeptTold } from '../../outages/told/told.ts';
import { touchedBy } from '../../outages/told/told-windows.ts';
import { componentName } from '../component-name.ts';

/** Vendors tell of an incident some time after it began for those who use them. */
export const graceMinutes = 10;

/** Something of ours: an incident or an outage, of a process or a component, with its ends. */
export interface Ours extends Ends {
  subject: Subject;
}

/** That something a vendor tells of is behind something of ours, and why. */
export interface ToldMatch {
  told: KeptTold;
  vendorName: string;
  /** What of ours they tell of that it stands on. */
  component: string;
  why: string;
}

/**
 * Whether what a vendor tells of is behind something of ours: they overlap in time, with ten minutes of grace before it, and it touches a
 * component that ours is, or on which its process stands. Null where it is not, or where they grade it as no harm.
 */
export function matchTold(catalog: Catalog, told: KeptTold, ours: Ours, now: EpochMs): ToldMatch | null {
  if (told.impact === 'none' || !overlaps(told, ours, now)) return null;
  const vendor = documentNamed<VendorSpec>(catalog.documents, 'Vendor', told.vendor);
  if (vendor === undefined) return null;
  const under = new Set(standsOn(catalog, ours.subject));
  const component = touchedBy(vendor.spec, told).find((one) => under.has(one));
  if (component === undefined) return null;
  const vendorName = displayName(vendor);
  return { told, vendorName, component, why: whyWords(catalog, told, vendorName, component, ours, now) };
}

/** Those that match, in the order in which they are told. */
export const matchesOf = (catalog: Catalog, told: readonly KeptTold[], ours: Ours, now: EpochMs): ToldMatch[] =>
  told.flatMap((one) => matchTold(catalog, one, ours, now) ?? []);

function overlaps(told: Ends, ours: Ends, now: EpochMs): boolean {
  const end = (one: Ends): EpochMs => one.to ?? Math.max(now, one.from) + 1;
  return told.from - graceMinutes * minute < end(ours) && ours.from < end(told);
}

const known = new WeakMap<readonly object[], Map<string, readonly string[]>>();

/** What it stands on, itself included; worked out once for a catalogue. */
function standsOn(catalog: Catalog, { kind, name }: Subject): readonly string[] {
  if (kind === 'component') return [name];
  const byProcess = known.get(catalog.documents) ?? new Map<string, readonly string[]>();
  known.set(catalog.documents, byProcess);
  const under = byProcess.get(name) ?? componentsUnder(catalog, name);
  byProcess.set(name, under);
  return under;
}

/** By what something a vendor tells of is known here. */
export const toldId = ({ vendor, what, id }: Pick<KeptTold, 'vendor' | 'what' | 'id'>): string =>
  `${vendor}/${what}/${id}`;

/** As they head it, with how they grade it. */
export const toldWords = ({ title, impact }: Pick<KeptTold, 'title' | 'impact'>): string =>
  `"${title}"${impact === null ? '' : ` (${impact})`}`;

function whyWords(
  catalog: Catalog,
  told: KeptTold,
  vendorName: string,
  component: string,
  { subject }: Ours,
  now: EpochMs,
): string {
  const name = componentName(catalog, component);
  const process = subject.kind === 'process' ? processNamed(catalog, subject.name) : undefined;
  const stands =
    subject.kind === 'component'
      ? `${name} comes from them`
      : `${process ? displayName(process) : subject.name} stands on ${name}, which comes from them`;
  const said = told.kind === 'incident' ? 'tells of' : 'planned';
  const ends = told.to === null || told.to > now ? 'and it lasts' : `until ${toRfc3339(told.to)}`;
  return `${vendorName} ${said} ${toldWords(told)} since ${toRfc3339(told.from)}, ${ends}; ${stands}.`;
}
