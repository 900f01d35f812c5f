import type { EpochMs } from '../../maths/instants.ts';
import type { ProcessImpact } from '../impact/contract.ts';
import { type Incident, isLasting, moved } from './incident.ts';
import type { ProcessFact } from './incident-facts.ts';
import { step } from './step.ts';

/** What thresholds that are tried out say of a process, and the side channel that hears of it. */
export interface TriedFact {
  fact: ProcessFact;
  channel: string;
  impact: ProcessImpact;
}

/**
 * The losses that thresholds tried out would have found, as incidents of their own: they follow the same rules, and meet no other. Those of
 * a process that tries none out any more, or whose drop is not found again after a start, are over. Pure, and idempotent as `step`.
 */
export function stepTried(incidents: readonly Incident[], tried: readonly TriedFact[], now: EpochMs): Incident[] {
  const byProcess = new Map(tried.map((one) => [one.fact.process, one]));
  const facts = tried.map(({ fact }) => ({
    ...fact,
    side: null,
    root: null,
    unseenSince: null,
    notLooked: true as const,
  }));
  return step(incidents, facts, now).map((one) => {
    const own = byProcess.get(one.process);
    const marked = one.shadow === undefined && own !== undefined ? { ...one, shadow: own.channel } : one;
    const isFound = own?.fact.drops.some(({ id }) => one.drops.includes(id)) ?? false;
    return isFound || !isLasting(one) ? marked : { ...moved(marked, 'recovered', now, gone(own)), endedAt: now };
  });
}

const gone = (own: TriedFact | undefined): string =>
  own === undefined
    ? 'The thresholds are no longer tried out.'
    : 'It is not found again by the thresholds that are tried out.';
