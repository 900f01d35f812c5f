import type { EpochMs } from '../../maths/instants.ts';
import type { ResponseStep } from './incident-contract.ts';
import type { LastSaid } from './news.ts';
import type { Route } from './routing.ts';

/** What is done about an incident, apart from what it is: who is called, who has it, what was said. */
export interface Response {
  /** The route of its highest class so far; null while nothing is proven. */
  route: Route | null;
  rotation: string | null;
  /** When somebody was called first; null: nobody yet. */
  calledAt: EpochMs | null;
  /** Who was called last. */
  called: string | null;
  /** The last step of the escalation that was taken. */
  taken: { round: number; step: number } | null;
  acknowledged: { by: string; at: EpochMs } | null;
  muted: { until: EpochMs; reason: string; by: string } | null;
  /** Sequence and content of the last message, so that nothing is said twice. */
  sequence: number;
  said: LastSaid | null;
  /** Channels that were told something, who hear how it ends. */
  channels: readonly string[];
  steps: readonly { step: ResponseStep; at: EpochMs; by: string; note: string }[];
}

export const noResponse: Response = {
  route: null,
  rotation: null,
  calledAt: null,
  called: null,
  taken: null,
  acknowledged: null,
  muted: null,
  sequence: 0,
  said: null,
  channels: [],
  steps: [],
};

/** Whether nobody is to be called: it is muted and the mute is not over. */
export const isMuted = ({ muted }: Response, now: EpochMs): boolean => muted !== null && now < muted.until;
