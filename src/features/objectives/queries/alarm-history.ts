import type { Kysely } from 'kysely';
import type { EpochMs } from '../../../maths/instants.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import { alarmsKnownFrom, type PastJudged } from '../alarm-history.ts';

export const alarmHistorySetting = 'alarm-history';

/** How far the past of each measure is judged, by measure. */
export async function pastJudged(records: Kysely<Tables>): Promise<Map<string, PastJudged>> {
  const row = await records
    .selectFrom('settings')
    .select('value')
    .where('name', '=', alarmHistorySetting)
    .executeTakeFirst();
  return new Map(Object.entries(row === undefined ? {} : (JSON.parse(row.value) as Record<string, PastJudged>)));
}

/** By measure, from when on its alarms are known; measures that were not looked at yet are absent. */
export async function alarmsKnown(records: Kysely<Tables>): Promise<Map<string, EpochMs>> {
  return new Map([...(await pastJudged(records))].map(([measure, past]) => [measure, alarmsKnownFrom(past)]));
}
