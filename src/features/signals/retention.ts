import { day, type EpochMs, hour } from '../../maths/instants.ts';
import type { IntakeMemory } from './intake-memory.ts';

/** A stream or resource that sent nothing for a day has ended; if it comes back, it begins anew. */
const forgottenAfterMs = day;

/** The UTC hour whose turn of dropping old days this is. */
export function retentionTurn(now: EpochMs): number {
  return Math.floor(now / hour);
}

export interface Ended {
  source: string;
  streams: string[];
  heard: string[];
}

/** The streams and resources that have ended, for each source that has some. */
export function endedOf(memory: IntakeMemory, now: EpochMs): Ended[] {
  const limit = BigInt(now - forgottenAfterMs) * 1_000_000n;
  return [...memory.sources]
    .map(([source, { streams, heard }]) => ({
      source,
      streams: [...streams].filter(([, { time }]) => time < limit).map(([id]) => id),
      heard: [...heard].filter(([, { last }]) => last < limit).map(([id]) => id),
    }))
    .filter((ended) => ended.streams.length + ended.heard.length > 0);
}
