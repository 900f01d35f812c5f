import type { Kysely, Transaction } from 'kysely';
import { day, type EpochMs, type Interval, week } from '../../../maths/instants.ts';
import type { Incidents, IncidentTransitions, Tables } from '../../../stores/records/tables.ts';
import type { Incident, Transition } from '../incident.ts';
import type { KeptIncident } from '../kept-incident.ts';
import { noResponse, type Response } from '../response.ts';

type Records = Kysely<Tables> | Transaction<Tables>;

/** The place of an incident in the list, newest first. */
export interface IncidentCursor {
  onset: EpochMs;
  id: string;
}

/** Incidents with their transitions; those that a tick may still change are `open`. */
export function incidentQueries({ records }: { records: Kysely<Tables> }) {
  return {
    /**
     * What a tick at `now` has to look at: whatever lasts or ended within two days, and what recovered within the last week,
     * whose ticket may wait for a workday. Oldest first.
     */
    async ofConcern(now: EpochMs): Promise<KeptIncident[]> {
      const rows = await records
        .selectFrom('incidents')
        .selectAll()
        .where((where) =>
          where.or([
            where('state', 'in', ['suspected', 'open', 'mitigated']),
            where('ended_at', '>=', now - 2 * day),
            where.and([where('state', '=', 'recovered'), where('ended_at', '>=', now - week)]),
          ]),
        )
        .orderBy('onset')
        .orderBy('id')
        .execute();
      return withTransitions(records, rows);
    },

    /** A page of the list, newest first. */
    async page(q: {
      states?: readonly string[] | undefined;
      process?: string | undefined;
      before: IncidentCursor | null;
      limit: number;
    }): Promise<KeptIncident[]> {
      let query = records.selectFrom('incidents').selectAll();
      if (q.states) query = query.where('state', 'in', q.states);
      if (q.process !== undefined) query = query.where('process', '=', q.process);
      const { before } = q;
      if (before) {
        query = query.where((where) =>
          where.or([
            where('onset', '<', before.onset),
            where.and([where('onset', '=', before.onset), where('id', '<', before.id)]),
          ]),
        );
      }
      const rows = await query.orderBy('onset', 'desc').orderBy('id', 'desc').limit(q.limit).execute();
      return withTransitions(records, rows);
    },

    /** Those of a process that began in the time, oldest first. */
    async begunIn(process: string, { from, to }: Interval): Promise<KeptIncident[]> {
      const rows = await records
        .selectFrom('incidents')
        .selectAll()
        .where('process', '=', process)
        .where('onset', '>=', from)
        .where('onset', '<', to)
        .orderBy('onset')
        .orderBy('id')
        .execute();
      return withTransitions(records, rows);
    },

    /** Those that began in the time, oldest first, without their transitions. */
    async between({ from, to }: Interval): Promise<KeptIncident[]> {
      const rows = await records
        .selectFrom('incidents')
        .selectAll()
        .where('onset', '>=', from)
        .where('onset', '<', to)
        .orderBy('onset')
        .orderBy('id')
        .execute();
      return rows.map((row) => keptOf(row, []));
    },

    one: (id: string): Promise<KeptIncident | null> => readIncident(records, id),
  };
}
export type IncidentQueries = ReturnType<typeof incidentQueries>;

/** One incident, also within a transaction; null where none has this id. */
export async function readIncident(records: Records, id: string): Promise<KeptIncident | null> {
  const row = await records.selectFrom('incidents').selectAll().where('id', '=', id).executeTakeFirst();
  return row ? ((await withTransitions(records, [row]))[0] ?? null) : null;
}

async function withTransitions(records: Records, rows: readonly Incidents[]): Promise<KeptIncident[]> {
  if (rows.length === 0) return [];
  const steps = await records
    .selectFrom('incident_transitions')
    .selectAll()
    .where(
      'incident',
      'in',
      rows.map(({ id }) => id),
    )
    .orderBy('incident')
    .orderBy('number')
    .execute();
  const byIncident = Map.groupBy(steps, ({ incident }) => incident);
  return rows.map((row) => keptOf(row, byIncident.get(row.id) ?? []));
}

function keptOf(row: Incidents, steps: readonly IncidentTransitions[]): KeptIncident {
  const incident = JSON.parse(row.incident) as Omit<Incident, 'transitions'>;
  const response = { ...noResponse, ...(JSON.parse(row.response) as Partial<Response>) };
  return { incident: { ...incident, transitions: steps.map(transitionOf) }, response, version: row.version };
}

const transitionOf = ({ at, from_state, to_state, reason, by }: IncidentTransitions): Transition => ({
  at,
  from: from_state as Transition['from'],
  to: to_state as Transition['to'],
  reason,
  by,
});
