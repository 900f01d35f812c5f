import type { Kysely, Transaction } from 'kysely';
import type { EpochMs } from '../../../maths/instants.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import { readingOf, toldOf } from '../queries/vendor-told.ts';
import type { KeptTold, Told, ToldPlace } from '../told/told.ts';
import { toldAgain } from '../told/told-again.ts';

/** What a reading brought: of each kind, where its file came; left out: it did not, or is the same. */
export interface NewCopies {
  told: Partial<Record<Told['kind'], Told[]>>;
  /** Undefined where it did not come. */
  says: string | null | undefined;
  /** By file its ETag; null where it has none. */
  marks: Record<string, string | null>;
  /** Why files did not come. */
  reasons: string[];
}

/** What a reading came to: why it failed, else null; whether planned work changed by it. */
export interface ReadVendor {
  reason: string | null;
  windows: boolean;
}

interface Place {
  vendor: string;
  what: ToldPlace;
  url: string;
}

const longestReason = 500;

/** Writes what a reading brought and how it went, all or nothing. */
export function keepTold(
  { records, now }: { records: Kysely<Tables>; now(): EpochMs },
  place: Place,
  copies: NewCopies,
): Promise<ReadVendor> {
  const at = now();
  const { vendor, what, url } = place;
  const reason = copies.reasons.length === 0 ? null : copies.reasons.join('; ').slice(0, longestReason);
  return records.transaction().execute(async (transaction) => {
    const before = await readingOf(transaction, vendor, what);
    // another address tells other things
    const kept = before === null || before.url === url ? before : null;
    const windows = await putTold(transaction, place, copies, at);
    const marks = Object.entries({ ...kept?.marks, ...copies.marks }).filter(([, mark]) => mark !== null);
    const row = {
      ...{ url, marks: JSON.stringify(Object.fromEntries(marks)) },
      says: copies.says === undefined ? (kept?.says ?? null) : copies.says,
      read_at: reason === null ? at : (kept?.readAt ?? null),
      failing_since: reason === null ? null : (kept?.failingSince ?? at),
      reason,
    };
    await transaction
      .insertInto('vendor_readings')
      .values({ vendor, what, ...row })
      .onConflict((conflict) => conflict.columns(['vendor', 'what']).doUpdateSet(row))
      .execute();
    return { reason, windows };
  });
}

async function putTold(
  records: Transaction<Tables>,
  { vendor, what }: Place,
  { told }: NewCopies,
  now: EpochMs,
): Promise<boolean> {
  let windows = false;
  const known = await toldOf(records, { vendor, what });
  for (const kind of ['incident', 'maintenance'] as const) {
    const fresh = told[kind];
    if (fresh === undefined) continue;
    const before = known.filter((one) => one.kind === kind).map(plain);
    const changes = toldAgain(before, fresh, now);
    windows ||= kind === 'maintenance' && changes.windows;
    for (const one of changes.put) {
      const row = { kind, from_at: one.from, to_at: one.to, told: JSON.stringify(one) };
      await records
        .insertInto('vendor_told')
        .values({ vendor, what, id: one.id, ...row })
        .onConflict((conflict) => conflict.columns(['vendor', 'what', 'id']).doUpdateSet(row))
        .execute();
    }
    if (changes.drop.length === 0) continue;
    await records
      .deleteFrom('vendor_told')
      .where('vendor', '=', vendor)
      .where('what', '=', what)
      .where('kind', '=', kind)
      .where('id', 'in', changes.drop.slice(0, mostDropped))
      .execute();
  }
  return windows;
}

/** Of one statement; what is left goes with the next reading. */
const mostDropped = 500;

const plain = ({ vendor: _vendor, what: _what, ...told }: KeptTold): Told => told;
