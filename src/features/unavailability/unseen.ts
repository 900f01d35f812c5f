import type { EpochMs } from '../../maths/instants.ts';
import type { ProcessImpact } from '../impact/contract.ts';

/**
 * Since when each process cannot be seen, brought up to `now`: since its last complete minute, or since the first tick that
 * could not say how it is. What is seen again is forgotten. What is being learned is left as it was: nobody has looked, as
 * after a start. Changes the map.
 */
export function noteUnseen(
  unseen: Map<string, EpochMs>,
  impacts: ReadonlyMap<string, ProcessImpact>,
  now: EpochMs,
): void {
  for (const [process, { state, measuredUntil }] of impacts) {
    if (state === 'unknown') {
      const since = measuredUntil == null ? now : Math.min(now, Date.parse(measuredUntil));
      unseen.set(process, unseen.get(process) ?? since);
    } else if (state !== 'learning') unseen.delete(process);
  }
  for (const process of unseen.keys()) if (!impacts.has(process)) unseen.delete(process);
}
