import { day, type EpochMs } from '../../maths/instants.ts';
import { emptyBatch, type Measurements } from '../../stores/measurements/measurements.ts';
import type { SignalQueries } from './queries.ts';
import { endedStates, retentionTurn } from './retention.ts';

export interface SignalJobDeps {
  measurements: Measurements;
  signals: Pick<SignalQueries, 'memory'>;
  config: { measurements: { retentionDays: number } };
}

/** Drops what is older than the retention, once an hour, and forgets ids and streams that have ended. */
export function signalJobs(deps: SignalJobDeps): { name: string; run(now: EpochMs): Promise<void> }[] {
  let lastTurn: number | null = null;
  return [
    {
      name: 'signals-retention',
      async run(now) {
        const turn = retentionTurn(now);
        if (turn === lastTurn) return;
        await deps.measurements.retain(now - deps.config.measurements.retentionDays * day);
        await forgetEnded(deps, now);
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

async function forgetEnded({ measurements, signals }: SignalJobDeps, now: EpochMs): Promise<void> {
  const memory = await signals.memory();
  const ended = endedStates(memory, now);
  if (ended.length === 0) return;
  const states = ended.map(({ source, kind, id }) => ({ key: `${kind}/${source}/${id}`, value: '' }));
  await measurements.append({ ...emptyBatch(), states });
  for (const { source, kind, id } of ended) {
    const remembered = memory.source(source);
    (kind === 'stream' ? remembered.streams : remembered.heard).delete(id);
  }
}
