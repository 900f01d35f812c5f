import type { Kysely } from 'kysely';
import { bucketStart, day, type EpochMs, type Interval } from '../../../maths/instants.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { type KeptCalendar, withCalendars } from '../calendars-laid.ts';

/** The calendars that rotations are read from, as they were read last; found again in the records after a restart. */
export function calendarBook(records: Kysely<Tables>) {
  let kept: Promise<Map<string, KeptCalendar>> | null = null;
  let version = 0;
  let last: { catalog: Catalog; key: string; laid: Catalog } | null = null;

  async function load(): Promise<Map<string, KeptCalendar>> {
    const rows = await records.selectFrom('duty_calendars').selectAll().execute();
    return new Map(
      rows.map(({ url, text, read_at, failing_since, reason }) => {
        return [url, { text, readAt: read_at, failingSince: failing_since, reason }] as const;
      }),
    );
  }
  function known(): Promise<Map<string, KeptCalendar>> {
    kept ??= load().catch((error: unknown) => {
      kept = null;
      throw error;
    });
    return kept;
  }

  return {
    kept: (): Promise<ReadonlyMap<string, KeptCalendar>> => known(),

    /** Replaces what is remembered of one; to be called once it is written. */
    async keep(key: string, one: KeptCalendar): Promise<void> {
      (await known()).set(key, one);
      version += 1;
    },

    /** The catalogue with what its calendars say of a period. */
    async laid(catalog: Catalog, period: Interval): Promise<Catalog> {
      return withCalendars(catalog, await known(), period);
    },

    /** The same for one instant: looked up once a day, a catalogue, and a change of a calendar. */
    async laidAt(catalog: Catalog, at: EpochMs): Promise<Catalog> {
      const all = await known();
      const from = bucketStart(at, day);
      const key = `${version} ${from}`;
      if (last?.catalog !== catalog || last.key !== key) {
        last = { catalog, key, laid: withCalendars(catalog, all, { from: from - day, to: from + 2 * day }) };
      }
      return last.laid;
    },
  };
}
export type CalendarBook = ReturnType<typeof calendarBook>;
