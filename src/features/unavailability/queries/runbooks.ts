import type { Kysely, Transaction } from 'kysely';
import type { EpochMs, Interval } from '../../../maths/instants.ts';
import type { RunLog, RunSteps, Runs } from '../../../stores/records/run-tables.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import { meterOf } from '../runbooks/meter.ts';
import type { KeptRun, KeptStep, LogLine, Run } from '../runbooks/run.ts';
import type { RunbookMeter } from '../runbooks/runbook-contract.ts';

type Records = Kysely<Tables> | Transaction<Tables>;

/** A run with everything that happened in it. */
export interface LoggedRun extends KeptRun {
  log: LogLine[];
}

export interface RunsQuestion {
  runbook?: string | undefined;
  incident?: string | undefined;
  limit: number;
}

/** Runs of runbooks as they are on record. */
export function runbookQueries({ records }: { records: Kysely<Tables> }) {
  return {
    /** One run; null where none has this id. */
    one: (id: string): Promise<KeptRun | null> => readRun(records, id),

    /** The same with everything that happened in it. */
    async logged(id: string): Promise<LoggedRun | null> {
      const rows = await records.selectFrom('runs').selectAll().where('id', '=', id).execute();
      return (await withLogs(records, rows))[0] ?? null;
    },

    /** Newest first, with their logs. */
    async runs({ runbook, incident, limit }: RunsQuestion): Promise<LoggedRun[]> {
      let query = records.selectFrom('runs').selectAll();
      if (runbook !== undefined) query = query.where('runbook', '=', runbook);
      if (incident !== undefined) query = query.where('incident', '=', incident);
      return withLogs(records, await query.orderBy('started_at', 'desc').orderBy('id').limit(limit).execute());
    },

    /** Those that were begun in the time, oldest first, with their logs. */
    async runsIn({ from, to }: Interval): Promise<LoggedRun[]> {
      const rows = await records
        .selectFrom('runs')
        .selectAll()
        .where('started_at', '>=', from)
        .where('started_at', '<', to)
        .orderBy('started_at')
        .orderBy('id')
        .execute();
      return withLogs(records, rows);
    },

    /** Ids of those that are not over, oldest first. */
    async going(): Promise<string[]> {
      const rows = await records
        .selectFrom('runs')
        .select('id')
        .where('ended_at', 'is', null)
        .orderBy('started_at')
        .execute();
      return rows.map(({ id }) => id);
    },

    /** Which of these ids are runs already. */
    async known(ids: readonly string[]): Promise<ReadonlySet<string>> {
      if (ids.length === 0) return new Set();
      const rows = await records.selectFrom('runs').select('id').where('id', 'in', ids).execute();
      return new Set(rows.map(({ id }) => id));
    },

    /** How often each runbook was run, and its last run. */
    async perRunbook(): Promise<ReadonlyMap<string, { runs: number; last: KeptRun }>> {
      const counts = await records
        .selectFrom('runs')
        .select(({ fn }) => ['runbook', fn.countAll<number>().as('runs'), fn.max('started_at').as('newest')])
        .groupBy('runbook')
        .execute();
      const found = new Map<string, { runs: number; last: KeptRun }>();
      for (const { runbook, runs, newest } of counts) {
        const row = await records
          .selectFrom('runs')
          .selectAll()
          .where('runbook', '=', runbook)
          .where('started_at', '=', Number(newest))
          .orderBy('id')
          .executeTakeFirstOrThrow();
        found.set(runbook, { runs: Number(runs), last: (await keptOf(records, [row]))[0]! });
      }
      return found;
    },

    /** How much was done without a person: steps that ended in the time, runs that began in it. */
    async meter({ from, to }: Interval): Promise<RunbookMeter> {
      const runs = await records
        .selectFrom('runs')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('started_at', '>=', from)
        .where('started_at', '<', to)
        .executeTakeFirstOrThrow();
      const rows = await records
        .selectFrom('run_steps')
        .select(({ fn }) => [
          'alone',
          fn.countAll<number>().as('count'),
          fn.sum<number>('seconds_by_hand').as('seconds'),
        ])
        .where('state', 'in', ['done', 'undone'])
        .where('ended_at', '>=', from)
        .where('ended_at', '<', to)
        .groupBy('alone')
        .execute();
      const counted = { done: 0, alone: 0, secondsAlone: 0 };
      for (const { alone, count, seconds } of rows) {
        counted.done += Number(count);
        if (Number(alone) === 1) Object.assign(counted, { alone: Number(count), secondsAlone: Number(seconds) });
      }
      return meterOf({ from, to }, Number(runs.count), counted);
    },
  };
}
export type RunbookQueries = ReturnType<typeof runbookQueries>;

/** One run, also within a transaction; null where none has this id. */
export async function readRun(records: Records, id: string): Promise<KeptRun | null> {
  const row = await records.selectFrom('runs').selectAll().where('id', '=', id).executeTakeFirst();
  return row ? (await keptOf(records, [row]))[0]! : null;
}

async function withLogs(records: Records, rows: readonly Runs[]): Promise<LoggedRun[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const lines = await records.selectFrom('run_log').selectAll().where('run', 'in', ids).orderBy('number').execute();
  const logs = Map.groupBy(lines, ({ run }) => run);
  const kept = await keptOf(records, rows);
  return kept.map((one) => ({ ...one, log: (logs.get(one.run.id) ?? []).map(lineOf) }));
}

async function keptOf(records: Records, rows: readonly Runs[]): Promise<KeptRun[]> {
  const ids = rows.map(({ id }) => id);
  const steps = await records.selectFrom('run_steps').selectAll().where('run', 'in', ids).orderBy('number').execute();
  const ofRun = Map.groupBy(steps, ({ run }) => run);
  return rows.map((row) => ({ run: runOf(row, ofRun.get(row.id) ?? []), version: row.version }));
}

const runOf = (row: Runs, steps: readonly RunSteps[]): Run => ({
  ...(JSON.parse(row.run) as Omit<Run, 'steps'>),
  steps: steps.map(({ step }) => JSON.parse(step) as KeptStep),
});

const lineOf = ({ at, step, by, says }: RunLog): LogLine => ({ at: at as EpochMs, step, by, says });
