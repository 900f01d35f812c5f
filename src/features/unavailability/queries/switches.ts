import type { Kysely, Transaction } from 'kysely';
import { type Interval, toRfc3339 } from '../../../maths/instants.ts';
import type { SwitchActs, Switches } from '../../../stores/records/switch-tables.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import type { BreakerNow } from '../switches/breaker.ts';
import { type KeptSwitch, type ReadSwitch, untouched } from '../switches/kept-switch.ts';
import type { SwitchAct, SwitchPosition } from '../switches/switch-contract.ts';

type Records = Kysely<Tables> | Transaction<Tables>;

/** An act with the switch it belongs to. */
export interface ActOfSwitch extends SwitchAct {
  switch: string;
  incident: string | null;
}

/** What is on record of switches. Money in `why.forecast` is as it was then: whoever shows it hides it by view. */
export function switchQueries({ records }: { records: Kysely<Tables> }) {
  const breakers = new Map<string, BreakerNow>();
  return {
    /** What a breaker made of the last tick; undefined before the first. */
    breaker: (name: string): BreakerNow | undefined => breakers.get(name),

    /** Replaces what `breaker` answers. */
    keepBreaker(name: string, now: BreakerNow): void {
      breakers.set(name, now);
    },

    /** One that nobody touched. */
    none: (name: string): ReadSwitch => ({ name, kept: untouched, revision: 0, version: 0 }),

    /** Where a switch stands; one that nobody touched is on. */
    one: (name: string): Promise<ReadSwitch> => readSwitch(records, name),

    /** All that were ever touched, by name. */
    async all(): Promise<ReadonlyMap<string, ReadSwitch>> {
      const rows = await records.selectFrom('switches').selectAll().execute();
      return new Map(rows.map((row) => [row.name, readOf(row)]));
    },

    /** The history of a switch, newest first, at most `most` lines. */
    async acts(name: string, most = 500): Promise<ActOfSwitch[]> {
      const rows = await records
        .selectFrom('switch_acts')
        .selectAll()
        .where('switch', '=', name)
        .orderBy('number', 'desc')
        .limit(most)
        .execute();
      return rows.map(actOf);
    },

    /** Everything that was done with any switch in the time, oldest first. */
    async actsIn({ from, to }: Interval): Promise<ActOfSwitch[]> {
      const rows = await records
        .selectFrom('switch_acts')
        .selectAll()
        .where('at', '>=', from)
        .where('at', '<', to)
        .orderBy('at')
        .orderBy('switch')
        .orderBy('number')
        .execute();
      return rows.map(actOf);
    },

    /** What was done with switches for an incident, oldest first. */
    async actsOf(incident: string): Promise<ActOfSwitch[]> {
      const rows = await records
        .selectFrom('switch_acts')
        .selectAll()
        .where('incident', '=', incident)
        .orderBy('at')
        .orderBy('switch')
        .orderBy('number')
        .execute();
      return rows.map(actOf);
    },
  };
}
export type SwitchQueries = ReturnType<typeof switchQueries>;

/** Where a switch stands, also within a transaction. */
export async function readSwitch(records: Records, name: string): Promise<ReadSwitch> {
  const row = await records.selectFrom('switches').selectAll().where('name', '=', name).executeTakeFirst();
  return row ? readOf(row) : { name, kept: untouched, revision: 0, version: 0 };
}

const readOf = ({ name, state, revision, version }: Switches): ReadSwitch => ({
  name,
  kept: { ...untouched, ...(JSON.parse(state) as Partial<KeptSwitch>) },
  revision,
  version,
});

const actOf = (row: SwitchActs): ActOfSwitch => ({
  ...{ switch: row.switch, incident: row.incident, number: row.number, at: toRfc3339(row.at), by: row.by },
  ...{ act: row.act as SwitchAct['act'], position: row.position as SwitchPosition, share: row.share, says: row.says },
  why: row.why === null ? null : (JSON.parse(row.why) as SwitchAct['why']),
});
