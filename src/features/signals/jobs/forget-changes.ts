import type { Kysely } from 'kysely';
import { day, type EpochMs } from '../../../maths/instants.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import { retentionTurn } from '../retention.ts';

export interface ChangeJobDeps {
  records: Kysely<Tables>;
  config: { measurements: { retentionDays: number } };
}

/** Drops changes that are older than the measurements they are shown beside, once an hour. */
export function changeJobs(deps: ChangeJobDeps): { name: string; run(now: EpochMs): Promise<void> }[] {
  let lastTurn: number | null = null;
  return [
    {
      name: 'signals-changes',
      async run(now) {
        const turn = retentionTurn(now);
        if (turn === lastTurn) return;
        const oldest = now - deps.config.measurements.retentionDays * day;
        await deps.records.deleteFrom('changes').where('at', '<', oldest).execute();
        lastTurn = turn;
      },
    },
  ];
}
