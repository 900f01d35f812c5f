import type { Kysely } from 'kysely';
import { day, type EpochMs } from '../../../maths/instants.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { silentEnd } from '../alerts/settle-alert.ts';
import { retentionTurn } from '../retention.ts';
import { alertSilentAfterMs } from '../source.ts';

export interface AlertJobDeps {
  records: Kysely<Tables>;
  catalog: () => Catalog;
  config: { measurements: { retentionDays: number } };
}

/**
 * Closes alerts of other tools that are told of no more, as unknown, at the instant when they were told of last; and drops, once an
 * hour, those that are older than the measurements they are shown beside.
 */
export function alertJobs(deps: AlertJobDeps): { name: string; run(now: EpochMs): Promise<void> }[] {
  let lastTurn: number | null = null;

  async function closeSilent(now: EpochMs): Promise<void> {
    const catalog = deps.catalog();
    const open = await deps.records
      .selectFrom('external_alerts')
      .select(['id', 'source', 'started_at', 'seen_at'])
      .where('ended_at', 'is', null)
      .orderBy('id')
      .execute();
    for (const row of open) {
      const time = { startedAt: row.started_at, endedAt: null, endedBy: null, seenAt: row.seen_at };
      const end = silentEnd(time, alertSilentAfterMs(catalog, row.source), now);
      if (end === null) continue;
      // what was told of meanwhile goes on
      await deps.records
        .updateTable('external_alerts')
        .set({ ended_at: end, ended_by: 'silent' })
        .where('id', '=', row.id)
        .where('ended_at', 'is', null)
        .where('seen_at', '=', row.seen_at)
        .execute();
    }
  }

  async function forget(now: EpochMs): Promise<void> {
    const turn = retentionTurn(now);
    if (turn === lastTurn) return;
    const oldest = now - deps.config.measurements.retentionDays * day;
    await deps.records
      .deleteFrom('external_alerts')
      .where('ended_at', 'is not', null)
      .where('started_at', '<', oldest)
      .execute();
    lastTurn = turn;
  }

  return [
    {
      name: 'signals-alerts',
      async run(now) {
        await closeSilent(now);
        await forget(now);
      },
    },
  ];
}
