import { day, type EpochMs } from '../../maths/instants.ts';
import { emptyBatch, type Measurements } from '../../stores/measurements/measurements.ts';
import { forgetEnded } from './intake-memory.ts';
import type { SignalQueries } from './queries.ts';
import { endedOf, retentionTurn } from './retention.ts';

export interface SignalJobDeps {
  measurements: Measurements;
  signals: Pick<SignalQueries, 'memory'>;
  config: { measurements: { retentionDays: number; peopleRetentionDays: number } };
}

/** Drops what is older than the retention (pseudonymous rows sooner than counts), once an hour, and forgets ids and streams that have ended. */
export function signalJobs(deps: SignalJobDeps): { name: string; run(now: EpochMs): Promise<void> }[] {
  let lastTurn: number | null = null;
  return [
    {
      name: 'signals-retention',
      async run(now) {
        const turn = retentionTurn(now);
        if (turn === lastTurn) return;
        const { retentionDays, peopleRetentionDays } = deps.config.measurements;
        await deps.measurements.retain(now - retentionDays * day, now - peopleRetentionDays * day);
        await forget(deps, now);
        lastTurn = turn;
      },
    },
    {
      name: 'signals-ids',
      async run(now) {
        (await deps.signals.memory()).forgetIds(now);
      },
    },
  ];
}

async function forget({ measurements, signals }: SignalJobDeps, now: EpochMs): Promise<void> {
  const memory = await signals.memory();
  for (const { source, streams, heard } of endedOf(memory, now)) {
    const keys = [...streams.map((id) => `stream/${source}/${id}`), ...heard.map((id) => `heard/${source}/${id}`)];
    await measurements.append({ ...emptyBatch(), states: keys.map((key) => ({ key, value: '' })) });
    forgetEnded(memory.source(source), streams, heard);
  }
}
