import { type EpochMs, hour } from '../../../maths/instants.ts';
import type { Measurements } from '../../../stores/measurements/measurements.ts';
import { retentionTurn } from '../retention.ts';

/** Most of what comes late is there by then; what comes later is folded in at another turn. */
const afterEndMs = hour;

/**
 * Settles days that ended, one at a tick, beside the other jobs: once an hour, and on while there is another (after an import of
 * the past). A failure shows at the next run.
 */
export function settleJob({ measurements }: { measurements: Pick<Measurements, 'settle'> }): {
  name: string;
  run(now: EpochMs): Promise<void>;
  stop(): Promise<void>;
} {
  let doneTurn: number | null = null;
  let underWay: Promise<void> | null = null;
  let failure: { error: unknown } | null = null;

  async function settleOne(now: EpochMs): Promise<void> {
    try {
      const days = await measurements.settle(now - afterEndMs, 1);
      if (days.length === 0) doneTurn = retentionTurn(now);
    } catch (error) {
      failure = { error };
    }
    underWay = null;
  }

  return {
    name: 'signals-settle',
    async run(now) {
      const failed = failure;
      failure = null;
      if (underWay === null && retentionTurn(now) !== doneTurn) underWay = settleOne(now);
      if (failed) throw failed.error;
    },
    async stop() {
      await underWay;
    },
  };
}
