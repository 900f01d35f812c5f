import type { Kysely } from 'kysely';
import { day, type EpochMs, type Interval } from '../../maths/instants.ts';
import type { DutyOverrides, Tables } from '../../stores/records/tables.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { DutyAnswer } from './contract.ts';
import { type Covered, rotationFor, rotationsOf } from './covering.ts';
import { aheadDays, dutyShown, type MadeOverride } from './duty-shown.ts';
import { calendarBook } from './queries/calendars.ts';
import { onCallAt } from './shifts.ts';

interface Deps {
  records: Kysely<Tables>;
  catalog: { current(): Catalog };
}

/** The overrides that hold at some time of a period, those that were taken back left out; oldest first. */
export async function overridesIn(records: Kysely<Tables>, { from, to }: Interval): Promise<MadeOverride[]> {
  const rows = await records
    .selectFrom('duty_overrides')
    .selectAll()
    .where('from_at', '<', to)
    .where('to_at', '>', from)
    .where('withdrawn_at', 'is', null)
    .orderBy('from_at')
    .orderBy('id')
    .execute();
  return rows.map(overrideOf);
}

export function overrideOf(row: DutyOverrides): MadeOverride {
  const { id, rotation, person, reason } = row;
  return {
    ...{ id, rotation, person, reason },
    from: row.from_at,
    to: row.to_at,
    madeAt: row.made_at,
    madeBy: row.made_by_name,
  };
}

/** What others ask of duty. */
export function dutyQueries({ records, catalog }: Deps) {
  const calendars = calendarBook(records);
  return {
    /** What rotations are read from. */
    calendars,

    /** Who is on call in a period, with what lies ahead of now. */
    async shown(period: Interval, now: EpochMs): Promise<DutyAnswer> {
      const overrides = await overridesIn(records, {
        from: Math.min(period.from, now),
        to: Number.MAX_SAFE_INTEGER,
      });
      const reach = { from: Math.min(period.from, now), to: Math.max(period.to, now + aheadDays * day) };
      const laid = await calendars.laid(catalog.current(), reach);
      return dutyShown(laid, await calendars.kept(), overrides, period, now);
    },

    /** Who answers for something at an instant: the rotation with whoever is on call, null where no rotation covers it. */
    async onCall(covered: Covered, at: EpochMs): Promise<{ rotation: string; person: string | null } | null> {
      const rotation = rotationFor(await calendars.laidAt(catalog.current(), at), covered);
      if (rotation === undefined) return null;
      const { name } = rotation.metadata;
      const overrides = await overridesIn(records, { from: at, to: at + 1 });
      const own = overrides.filter((one) => one.rotation === name);
      return { rotation: name, person: onCallAt(rotation.spec, own, at).person };
    },

    /** Who is on call in a rotation at an instant; null: nobody, or no rotation has this name. */
    async inRotation(name: string, at: EpochMs): Promise<string | null> {
      const rotation = rotationsOf(await calendars.laidAt(catalog.current(), at)).find(
        ({ metadata }) => metadata.name === name,
      );
      if (rotation === undefined) return null;
      const overrides = await overridesIn(records, { from: at, to: at + 1 });
      const own = overrides.filter((one) => one.rotation === name);
      return onCallAt(rotation.spec, own, at).person;
    },
  };
}
export type DutyQueries = ReturnType<typeof dutyQueries>;
