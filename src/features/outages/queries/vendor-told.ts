import type { Kysely, Transaction } from 'kysely';
import { type Interval, toRfc3339 } from '../../../maths/instants.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import type { VendorReadings } from '../../../stores/records/vendor-tables.ts';
import { type Catalog, type Document, documentNamed } from '../../catalog/catalog.ts';
import type { VendorSpec } from '../../catalog/vendor.ts';
import type { KeptReading, KeptTold, Told, ToldPlace } from '../told/told.ts';
import { toldWindows } from '../told/told-windows.ts';

type Records = Kysely<Tables> | Transaction<Tables>;

/** Null before the first reading. */
export async function readingOf(records: Records, vendor: string, what: ToldPlace): Promise<KeptReading | null> {
  const row = await records
    .selectFrom('vendor_readings')
    .selectAll()
    .where('vendor', '=', vendor)
    .where('what', '=', what)
    .executeTakeFirst();
  return row ? keptReading(row) : null;
}

/** Of every vendor, in the order of their names. */
export async function readings(records: Records): Promise<KeptReading[]> {
  const rows = await records.selectFrom('vendor_readings').selectAll().orderBy('vendor').orderBy('what').execute();
  return rows.map(keptReading);
}

/** What cannot be read, for the health page; what no Vendor names any more is not meant. */
export async function readingsFailing(
  records: Records,
  { documents }: Pick<Catalog, 'documents'>,
): Promise<{ name: string; since: string; reason: string }[]> {
  return (await readings(records)).flatMap(({ vendor, what, url, failingSince, reason }) => {
    const spec = documentNamed<VendorSpec>(documents, 'Vendor', vendor)?.spec;
    const isRead = (what === 'calendar' ? spec?.calendar : spec?.statusPage)?.url === url;
    if (failingSince === null || !isRead) return [];
    const name = `${vendor} (${what === 'calendar' ? 'calendar' : 'status page'})`;
    return [{ name, since: toRfc3339(failingSince), reason: reason ?? 'no reason given' }];
  });
}

const keptReading = ({ marks, read_at, failing_since, what, ...row }: VendorReadings): KeptReading => ({
  ...{ ...row, what: what as ToldPlace, marks: JSON.parse(marks) as Record<string, string> },
  ...{ readAt: read_at, failingSince: failing_since },
});

/** What vendors told, oldest first: of one place of one vendor, of one vendor, of a period (what lasts at some time of it), or all. */
export async function toldOf(
  records: Records,
  { vendor, what, kind, period }: { vendor?: string; what?: ToldPlace; kind?: Told['kind']; period?: Interval },
): Promise<KeptTold[]> {
  let query = records.selectFrom('vendor_told').select(['vendor', 'what', 'told']);
  if (vendor !== undefined) query = query.where('vendor', '=', vendor);
  if (what !== undefined) query = query.where('what', '=', what);
  if (kind !== undefined) query = query.where('kind', '=', kind);
  if (period !== undefined) {
    query = query
      .where('from_at', '<', period.to)
      .where((where) => where.or([where('to_at', 'is', null), where('to_at', '>', period.from)]));
  }
  const rows = await query.orderBy('from_at').orderBy('vendor').orderBy('what').orderBy('id').execute();
  return rows.map((row) => ({
    ...(JSON.parse(row.told) as Told),
    ...{ vendor: row.vendor, what: row.what as ToldPlace },
  }));
}

/** The windows that vendors tell of as documents, beside those of the catalogue. */
export async function windowsTold(records: Records, documents: readonly Document[]): Promise<Document[]> {
  const isAny = documents.some(({ kind }) => kind === 'Vendor');
  return isAny ? toldWindows(documents, await toldOf(records, { kind: 'maintenance' })) : [];
}
