import { type EpochMs, hour } from '../../maths/instants.ts';
import type { SourceStatus } from './contract.ts';
import { noCounts, type SourceMemory } from './intake-memory.ts';
import type { Liveness } from './liveness.ts';
import type { Source } from './source.ts';

/** A service that has been gone for this long holds nobody up: it has been switched off rather than failed. */
const goneAfterMs = 24 * hour;

const text = (at: EpochMs | null): string | null => (at === null ? null : new Date(at).toISOString());

/** What is known of a source now. Alive: something came within its `silentAfter`. */
export function statusOf(source: Source, memory: SourceMemory | undefined, now: EpochMs): SourceStatus {
  const { name, type, seriesLimit, silentAfterMs } = source;
  const last = memory?.lastArrival ?? null;
  const state = last === null ? 'never' : now - last < silentAfterMs ? 'alive' : 'silent';
  const completeUntil = memory === undefined ? null : sourceCompleteUntil(memory, now);
  const { accepted, refused, duplicate, droppedAttributes } = memory?.counters ?? noCounts;
  return {
    name,
    type,
    state,
    completeUntil: text(completeUntil),
    lastArrival: text(last),
    series: memory?.series.size ?? 0,
    seriesLimit,
    accepted,
    refused,
    duplicate,
    droppedAttributes,
  };
}

/** Up to when everything that the source sends is complete: the earliest of its kinds and of its services that are not gone. */
function sourceCompleteUntil(memory: SourceMemory, now: EpochMs): EpochMs | null {
  const services = [...memory.services.values()];
  return earliest(
    [memory.events, ...services].filter((one) => !gone(one, now)).concat(services.length ? [] : memory.technical),
  );
}

export function gone({ lastArrival, completeUntil }: Liveness, now: EpochMs): boolean {
  const last = Math.max(lastArrival ?? -Infinity, completeUntil ?? -Infinity);
  return now - last > goneAfterMs;
}

/** The earliest end among those that have one; null where none has. */
export function earliest(liveness: readonly Liveness[]): EpochMs | null {
  const ends = liveness.map(({ completeUntil }) => completeUntil).filter((end) => end !== null);
  return ends.length === 0 ? null : Math.min(...ends);
}
