import type { ExpressionBuilder, ExpressionWrapper, Kysely, SqlBool, Transaction } from 'kysely';
import type { EpochMs, Interval } from '../../../maths/instants.ts';
import type { LedgerTrail } from '../../../stores/records/ledger-tables.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import type { Outage, OutageState, Subject } from '../outage.ts';
import { subjectText } from '../outage-subject.ts';
import { emptyHead, type TrailHead, type TrailKind, type TrailLine } from '../trail.ts';

type Records = Kysely<Tables> | Transaction<Tables>;

/** Which outages. Those that last at some time of [from, to) by any of their ends: detected, refined or a person's. */
export interface OutagesAsked {
  from?: EpochMs | undefined;
  to?: EpochMs | undefined;
  subject?: Subject | undefined;
  states?: readonly OutageState[] | undefined;
}

/** The ledger as it stands, and its trail. */
export function outageQueries({ records }: { records: Kysely<Tables> }) {
  return {
    /** Oldest first. */
    async list(asked: OutagesAsked = {}): Promise<Outage[]> {
      const rows = await records
        .selectFrom('outages')
        .select('outage')
        .where((where) => where.and(conditions(where, asked)))
        .orderBy('from_at')
        .orderBy('id')
        .execute();
      return rows.map(outageOf);
    },

    one: (id: string): Promise<Outage | null> => readOutage(records, id),

    /** Those that the incidents of these ids drafted, by incident. */
    async ofIncidents(ids: readonly string[]): Promise<Map<string, Outage>> {
      if (ids.length === 0) return new Map();
      const rows = await records.selectFrom('outages').select('outage').where('incident', 'in', ids).execute();
      return new Map(rows.map(outageOf).map((outage) => [outage.incident!, outage]));
    },

    /** What was planned by the catalogue and lasts at some time of [from, to), oldest first; the removed ones apart. */
    async planned({ from, to }: Interval): Promise<Outage[]> {
      const rows = await records
        .selectFrom('outages')
        .select('outage')
        .where((where) => where.and(conditions(where, { from, to })))
        .where('origin_source', 'like', 'maintenance %')
        .where('state', '!=', 'removed')
        .orderBy('from_at')
        .orderBy('id')
        .execute();
      return rows.map(outageOf);
    },

    /** Where the trail stands. */
    head: (): Promise<TrailHead> => readHead(records),

    /** Every line about one thing, oldest first. */
    async trailOf(kind: TrailKind, subject: string): Promise<TrailLine[]> {
      const rows = await records
        .selectFrom('ledger_trail')
        .selectAll()
        .where('kind', '=', kind)
        .where('subject', '=', subject)
        .orderBy('line')
        .execute();
      return rows.map(lineOf);
    },
  };
}
export type OutageQueries = ReturnType<typeof outageQueries>;

/** One outage, also within a transaction; null where none has this id. */
export async function readOutage(records: Records, id: string): Promise<Outage | null> {
  const row = await records.selectFrom('outages').select('outage').where('id', '=', id).executeTakeFirst();
  return row ? outageOf(row) : null;
}

/** Where the trail stands, also within a transaction. */
export async function readHead(records: Records): Promise<TrailHead> {
  const row = await records.selectFrom('ledger_head').select(['line', 'hash', 'at']).executeTakeFirst();
  return row ?? emptyHead;
}

const outageOf = ({ outage }: { outage: string }): Outage => JSON.parse(outage) as Outage;

/** A line as it was written. */
export const lineOf = ({ by_id: id, by_name: name, ...row }: LedgerTrail): TrailLine => ({
  ...row,
  kind: row.kind as TrailKind,
  by: id === null ? null : { id, name: name ?? '' },
});

type Where = ExpressionBuilder<Tables, 'outages'>;

function conditions(
  where: Where,
  { from, to, subject, states }: OutagesAsked,
): ExpressionWrapper<Tables, 'outages', SqlBool>[] {
  return [
    ...(to === undefined ? [] : [where('first_at', '<', to)]),
    ...(from === undefined ? [] : [where.or([where('last_at', 'is', null), where('last_at', '>', from)])]),
    ...(subject === undefined ? [] : [where('subject', '=', subjectText(subject))]),
    ...(states === undefined ? [] : [where('state', 'in', [...states])]),
  ];
}
