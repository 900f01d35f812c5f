import { createHash } from 'node:crypto';
import { toRfc3339 } from '../../../maths/instants.ts';
import { type Document, documentNamed } from '../../catalog/document.ts';
import type { VendorSpec } from '../../catalog/vendor.ts';
import { MaintenanceSpec } from '../maintenance/maintenance.ts';
import type { KeptTold, Told, ToldPlace } from './told.ts';

/**
 * The planned work that vendors tell of as documents of the kind Maintenance, so that it is planned, announced, kept, overrun, muted
 * and shown as one that was written by hand. Of vendors that are not read there any more nothing comes, nor of work on what
 * nobody here uses. `documents` are those of the catalogue; a name that one of them bears is left to it.
 */
export function toldWindows(documents: readonly Document[], told: readonly KeptTold[]): Document<MaintenanceSpec>[] {
  return told.flatMap((one) => {
    const vendor = documentNamed<VendorSpec>(documents, 'Vendor', one.vendor);
    const document = vendor && windowDocument(vendor, one);
    return document && !documentNamed(documents, 'Maintenance', document.metadata.name) ? [document] : [];
  });
}

/** Of one window; null where it is none of ours. */
function windowDocument(vendor: Document<VendorSpec>, one: KeptTold): Document<MaintenanceSpec> | null {
  const { spec, metadata } = vendor;
  const read = one.what === 'calendar' ? spec.calendar : spec.statusPage;
  const subjects = touchedBy(spec, one);
  if (one.kind !== 'maintenance' || one.to === null || read === undefined || subjects.length === 0) return null;
  const { noticeNeeded, mute } = read;
  const written = MaintenanceSpec.safeParse({
    vendor: metadata.name,
    subjects: subjects.map((component) => ({ component })),
    ...{ from: toRfc3339(one.from), to: toRfc3339(one.to), mute },
    ...(one.announcedAt === null ? {} : { announcedAt: toRfc3339(one.announcedAt) }),
    ...(noticeNeeded === undefined ? {} : { noticeNeeded }),
  });
  // such as one that is to last for months
  if (!written.success) return null;
  return {
    ...{ apiVersion: 'waga/v1', kind: 'Maintenance', spec: written.data },
    metadata: { name: windowName(one), displayName: one.title },
    at: { file: placeWords(metadata.name, one.what), line: 1, column: 1 },
  };
}

const placeWords = (vendor: string, what: ToldPlace): string =>
  `${what === 'calendar' ? 'calendar' : 'status page'} of ${vendor}`;

/** As a Maintenance of the catalogue is called: the same for the same window, and none that people would choose. */
export function windowName({ vendor, what, id }: Pick<KeptTold, 'vendor' | 'what' | 'id'>): string {
  const mark = createHash('sha256').update(`${what}\n${id}`).digest('hex').slice(0, 10);
  return `${vendor.slice(0, 50)}-${mark}`;
}

/**
 * What of ours something they tell of touches: what its components are mapped to; where they name none, or the vendor maps none, all that
 * comes from them.
 */
export function touchedBy(
  { components, statusPage }: Pick<VendorSpec, 'components' | 'statusPage'>,
  { components: theirs }: Pick<Told, 'components'>,
): string[] {
  const mapped = statusPage?.components ?? {};
  if (theirs.length === 0 || Object.keys(mapped).length === 0) return [...components];
  const named = theirs.flatMap(({ id, name }) => [id, name].filter((one) => one !== null));
  const ours = new Set(named.flatMap((one) => (Object.hasOwn(mapped, one) ? mapped[one]! : [])));
  return components.filter((one) => ours.has(one));
}
