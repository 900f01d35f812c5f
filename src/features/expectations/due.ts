import { type EpochMs, hour, minute, second } from '../../maths/instants.ts';
import type { Learned } from './learn.ts';

const learnEvery = hour;
/** What was refused for want of history is looked at again so soon. */
const retryEvery = minute;
/** An import has ended when nothing came for so long. */
const importQuiet = 5 * second;

/**
 * Whether a profile is to be learned (again): it is missing, an hour old, of another catalogue, was refused a minute ago,
 * or history has been loaded since and the load has ended. `importedAt` is when history was last loaded, null if never.
 */
export function isDue(
  last: { learned: Learned; learnedAt: EpochMs; catalogVersion: number } | undefined,
  seen: { version: number; now: EpochMs; importedAt: EpochMs | null },
): boolean {
  if (!last || last.catalogVersion !== seen.version) return true;
  const age = seen.now - last.learnedAt;
  if (age >= learnEvery || ('refusal' in last.learned && age >= retryEvery)) return true;
  return seen.importedAt !== null && seen.importedAt >= last.learnedAt && seen.now - seen.importedAt >= importQuiet;
}
