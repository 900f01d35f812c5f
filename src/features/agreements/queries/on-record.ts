import type { Kysely } from 'kysely';
import type { EpochMs, Interval } from '../../../maths/instants.ts';
import type { Measurements } from '../../../stores/measurements/measurements.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import { type RecordedHours, subjectKey } from '../hour-totals.ts';
import { beforeRecord, recordedFrom, withUnrecorded } from '../on-record.ts';
import type { HourBook } from './hours.ts';

export interface RecordDeps {
  records: Kysely<Tables>;
  measurements: Pick<Measurements, 'ask'>;
}

/** What the hours answer of time that nobody measured, with the time before anything was on record. */
export function recordedHours(deps: RecordDeps, hours: HourBook): HourBook & RecordedHours {
  const before = async (period: Interval): Promise<Interval | null> =>
    beforeRecord(await recordedSince(deps, period), period);
  return {
    ...hours,
    recordedFrom: async (period) => (await before(period))?.to ?? null,
    unmeasured: async (question) => withUnrecorded(await hours.unmeasured(question), await before(question)),

    async unmeasuredOfAll(period, subjects = []) {
      const measured = await hours.unmeasuredOfAll(period);
      const unrecorded = await before(period);
      if (unrecorded === null) return measured;
      const keys = new Set([...measured.keys(), ...subjects.map(subjectKey)]);
      return new Map([...keys].map((key) => [key, withUnrecorded(measured.get(key) ?? [], unrecorded)]));
    },
  };
}

/** As `recordedFrom`, at least where it lies within the period: the ledger is asked only then. */
async function recordedSince({ records, measurements }: RecordDeps, period: Interval): Promise<EpochMs | null> {
  const version = await records
    .selectFrom('catalog_versions')
    .select('applied_at')
    .orderBy('version')
    .limit(1)
    .executeTakeFirst();
  const catalog = version?.applied_at ?? null;
  if (catalog !== null && catalog <= period.from) return catalog;
  const subjects = await measurements.ask({ ask: 'hourSubjects' });
  const measured = subjects
    .flatMap(({ firstMeasured }) => firstMeasured ?? [])
    .reduce<EpochMs | null>((least, at) => Math.min(least ?? at, at), null);
  if (measured !== null && measured <= period.from) return measured;
  const outage = await records
    .selectFrom('outages')
    .select('first_at')
    .where('state', '<>', 'removed')
    .orderBy('first_at')
    .limit(1)
    .executeTakeFirst();
  return recordedFrom({ catalog, measured, outage: outage?.first_at ?? null });
}
