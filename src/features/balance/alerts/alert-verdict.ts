import type { AlertRow } from '../alert-contract.ts';

/** Fewer fires, or fewer losses, tell nothing of an alert. */
export const leastEvidence = 3;

interface Counts {
  fires: number;
  withoutDrop: number;
  /** P1 and P2 of the processes above it, and those that it told of. */
  losses: number;
  told: number;
  /** Of the time in which its fires are known. */
  days: number;
  /** Processes stand on what it watches. */
  isAbove: boolean;
}

/**
 * What an alert is worth, in plain words. useful: at least half of its fires told of a loss; noisy: fewer did; blind: there were losses
 * and it was silent in all; silent: it did not fire and there was nothing to tell of; unknown: too few fires or losses, fewer than
 * three.
 */
export function alertVerdict(counts: Counts): Pick<AlertRow, 'verdict' | 'verdictWhy'> {
  const { fires, withoutDrop, losses, told, days, isAbove } = counts;
  const right = fires - withoutDrop;
  const recall = losses === 0 ? 'No process above it had a P1 or P2.' : `It told of ${told} of ${losses} P1 and P2.`;
  if (!isAbove && fires > 0) {
    return say(
      'unknown',
      `It fired ${times(fires)}, but no process stands on what it watches, so nobody knows what it is worth.`,
    );
  }
  if (fires === 0) {
    if (losses === 0) return say('silent', `It did not fire in ${span(days)}, and there was no P1 or P2 to tell of.`);
    if (losses < leastEvidence)
      return say(
        'unknown',
        `It was silent in ${losses === 1 ? 'the only' : `all ${losses}`} P1 or P2: too few to tell.`,
      );
    return say('blind', `It was silent in all ${losses} P1 and P2 of ${span(days)}.`);
  }
  if (fires < leastEvidence)
    return say('unknown', `It fired ${times(fires)} in ${span(days)}: too few to tell. ${recall}`);
  if (2 * right >= fires) return say('useful', `${right} of ${fires} fires told of a loss. ${recall}`);
  const without = right === 0 ? `None of ${fires} fires` : `Only ${right} of ${fires} fires`;
  return say('noisy', `${without} told of a loss. ${recall}`);
}

const span = (days: number): string => (days === 1 ? 'one day' : `${days} days`);
const times = (count: number): string => (count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`);
const say = (verdict: AlertRow['verdict'], verdictWhy: string) => ({ verdict, verdictWhy });
