import type { Kysely } from 'kysely';
import { ProductError } from '../../../errors.ts';
import { type EpochMs, toRfc3339 } from '../../../maths/instants.ts';
import type { Workshops } from '../../../stores/records/decision-tables.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import { type Catalog, displayName, processNamed } from '../../catalog/catalog.ts';
import { shownDecisions } from '../decisions/decision.ts';
import type { Decision, Side } from '../decisions/decision-contract.ts';
import { type WorkshopStep, workshopState } from '../workshop/workshop.ts';
import type { Workshop, WorkshopsAnswer } from '../workshop/workshop-contract.ts';
import { shownWorkshop, type WorkshopRecord } from '../workshop/workshop-shown.ts';
import { decisionRecords } from './decisions.ts';

type Records = Kysely<Tables>;

/** One workshop with its steps, or null. */
export async function workshopRecord(records: Records, id: string): Promise<WorkshopRecord | null> {
  const row = await records.selectFrom('workshops').selectAll().where('id', '=', id).executeTakeFirst();
  if (row === undefined) return null;
  const steps = await records
    .selectFrom('workshop_steps')
    .select(['step', 'at'])
    .where('workshop', '=', id)
    .orderBy('number')
    .execute();
  return recordOf(row, steps);
}

export const unknownWorkshop = (): ProductError => new ProductError('not_found', 'No workshop has this id.');

function recordOf(row: Workshops, steps: { step: string; at: EpochMs }[]): WorkshopRecord {
  return {
    id: row.id,
    title: row.title,
    participants: JSON.parse(row.participants) as string[],
    processes: JSON.parse(row.processes) as string[],
    startedAt: row.started_at,
    startedByName: row.started_by_name,
    steps: steps.map(({ step, at }) => ({ ...(JSON.parse(step) as WorkshopStep), at })),
  };
}

export interface WorkshopQueryDeps {
  records: Records;
  catalog: { current(): Catalog; at(instant: EpochMs): Promise<Catalog> };
  now(): EpochMs;
}

/** What others ask of workshops. */
export function workshopQueries({ records, catalog, now }: WorkshopQueryDeps) {
  /** The decisions that came from a workshop, as they stand now. */
  async function decisionsOf(workshop: string): Promise<Decision[]> {
    const own = await decisionRecords(records, { workshop });
    const shown: Decision[] = [];
    for (const { process, id } of own) {
      const document = processNamed(catalog.current(), process);
      const all = await decisionRecords(records, { process });
      const decisions = shownDecisions(all, document === undefined ? process : displayName(document), now());
      shown.push(decisions.find((one) => one.id === id)!);
    }
    return shown;
  }

  return {
    /** One workshop; a closed one by the catalogue of its closing. ProductError `not_found`. */
    async one(id: string, maySign: Side[]): Promise<Workshop> {
      const record = await workshopRecord(records, id);
      if (record === null) throw unknownWorkshop();
      const { closedAt } = workshopState(record.processes, record.steps);
      const held = closedAt === null ? catalog.current() : await catalog.at(closedAt);
      return shownWorkshop(record, held, closedAt === null ? [] : await decisionsOf(id), maySign);
    },

    /** Every workshop, newest first. */
    async all(): Promise<WorkshopsAnswer> {
      const rows = await records
        .selectFrom('workshops')
        .selectAll()
        .orderBy('started_at', 'desc')
        .orderBy('id')
        .execute();
      const steps = await records
        .selectFrom('workshop_steps')
        .select(['workshop', 'step', 'at'])
        .where('step', 'like', '%"step":"close"%')
        .execute();
      const closed = Map.groupBy(steps, ({ workshop }) => workshop);
      const decided = (await decisionRecords(records)).filter(({ workshop }) => workshop !== null);
      const waiting = decided.filter(({ signatures, withdrawnAt }) => signatures.length < 2 && withdrawnAt === null);
      const workshops = rows.map((row) => {
        const {
          id,
          title,
          participants,
          processes,
          startedAt,
          startedByName,
          steps: done,
        } = recordOf(row, closed.get(row.id) ?? []);
        const { closedAt } = workshopState(processes, done);
        return {
          ...{ id, title, participants, startedBy: startedByName, processes: processes.length },
          state: closedAt === null ? ('open' as const) : ('closed' as const),
          startedAt: toRfc3339(startedAt),
          closedAt: closedAt === null ? null : toRfc3339(closedAt),
          waiting: waiting.filter(({ workshop }) => workshop === id).length,
        };
      });
      return { workshops };
    },
  };
}
export type WorkshopQueries = ReturnType<typeof workshopQueries>;
