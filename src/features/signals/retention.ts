import { day, type EpochMs, hour } from '../../maths/instants.ts';
import type { IntakeMemory } from './intake-memory.ts';

/** A stream or resource that sent nothing for a day has ended; if it comes back, it begins anew. */
const forgottenAfterMs = day;

/** The UTC hour whose turn of dropping old days this is. */
export function retentionTurn(now: EpochMs): number {
  return Math.floor(now / hour);
}

/** States of streams and resources that have ended, by the name they are kept under. */
export function endedStates(
  memory: IntakeMemory,
  now: EpochMs,
): { source: string; kind: 'stream' | 'heard'; id: string }[] {
  const limit = BigInt(now - forgottenAfterMs) * 1_000_000n;
  return [...memory.sources].flatMap(([source, { streams, heard }]) => [
    ...[...streams].filter(([, { time }]) => time < limit).map(([id]) => ({ source, kind: 'stream' as const, id })),
    ...[...heard].filter(([, { last }]) => last < limit).map(([id]) => ({ source, kind: 'heard' as const, id })),
  ]);
}
