import { day, type EpochMs } from '../../maths/instants.ts';
import { emptyBatch, type Measurements } from '../../stores/measurements/measurements.ts';
import { forgetEnded } from './intake-memory.ts';
import type { SignalQueries } from './queries.ts';
import { endedOf, retentionTurn } from './retention.ts';

export interface SignalJobDeps {
  measurements: Measurements;
  signals: Pick<SignalQueries, 'memory'>;
  config: { measurements: { retentionDays: number; peopleRetentionDays: number; hoursRetentionDays: number } };
}

/** Drops what is older than the retention (pseudonymous rows sooner than counts, hours later), once an hour, and forgets ids and streams that have ended. */
export function signalJobs(deps: SignalJobDeps): { name: string; run(now: EpochMs): Promise<void> }[] {
  let lastTurn: number | null = null;
  return [
    {
      name: 'signals-retention',
      async run(now) {
        const turn = retentionTurn(now);
        if (turn === lastTurn) return;
        const { retentionDays, peopleRetentionDays, hoursRetentionDays } = deps.config.measurements;
        const [from, peopleFrom] = [now - retentionDays * day, now - peopleRetentionDays * day];
        await deps.measurements.retain(from, peopleFrom, now - hoursRetentionDays * day);
        await forget(deps, now);
        lastTurn = turn;
      },
    },
    {
      name: 'signals-ids',
      async run(now) {
        (await deps.signals.memory()).ids.forget(now);
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
