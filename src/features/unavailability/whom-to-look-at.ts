import { type EpochMs, minute } from '../../maths/instants.ts';
import type { ProcessImpact } from '../impact/contract.ts';

/** Once a minute of each is enough. */
const everyMinutes = 1;
/** Later than so long after the onset nothing new is learned of how it began. */
const worthMinutes = 30;
/** In one tick, so that however many drop at once, the paging is not late. */
const mostAtOnce = 10;

/**
 * The processes whose drop is to be looked at closer now: those that were not looked at for a minute, never looked at first, then
 * the ones whose look is oldest. `looked`: when each was looked at last.
 */
export function toLookAt(
  impacts: Iterable<ProcessImpact>,
  looked: ReadonlyMap<string, EpochMs>,
  now: EpochMs,
): ProcessImpact[] {
  const last = ({ process }: ProcessImpact): EpochMs => looked.get(process) ?? 0;
  return [...impacts]
    .filter((one) => one.state === 'losing' && one.drop !== null && one.drop.endedAt === null)
    .filter((one) => now - Date.parse(one.drop!.detectedAt) <= worthMinutes * minute || !looked.has(one.process))
    .filter((one) => now - last(one) >= everyMinutes * minute)
    .sort((a, b) => last(a) - last(b))
    .slice(0, mostAtOnce);
}
