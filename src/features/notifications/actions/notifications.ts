import type { EpochMs } from '../../../maths/instants.ts';
import { type BeatDeps, type BeatState, createBeat } from './beat.ts';
import { createDelivery } from './deliver.ts';

/** What tells others, as long as the server runs. */
export interface Notifications {
  /** To be called once a transaction that wrote messages (`enqueue`) is over. */
  wake(): void;
  /** After each tick; `completed` where every job ran. */
  ticked(now: EpochMs, completed: boolean): void;
  /** How the proofs of life went. */
  beats(): BeatState[];
  settled(): Promise<void>;
  stop(): Promise<void>;
}

/** Begins nothing by itself: the first `wake` or tick does. */
export function openNotifications(deps: BeatDeps): Notifications {
  const delivery = createDelivery(deps);
  const beat = createBeat(deps);
  return {
    wake: delivery.wake,
    ticked(now, completed) {
      delivery.wake();
      if (completed) beat.tick(now);
    },
    beats: beat.states,
    async settled() {
      await Promise.all([delivery.settled(), beat.settled()]);
    },
    async stop() {
      await Promise.all([delivery.stop(), beat.stop()]);
    },
  };
}
