import type { TokenRow } from '../../../src/features/access/contract.ts';
import { day, type EpochMs } from '../../../src/maths/instants.ts';
import type { IconName, Tone } from '../design/icons.tsx';

/** So long before its end a token is marked, so that it is rotated in time. */
export const soonDays = 14;

/** The state of a token in words; `isSoon`: it ends within two weeks. */
export function tokenState(
  { state, expiresAt, previousUntil }: TokenRow,
  now: EpochMs,
): { tone: Tone; icon: IconName; word: string; isSoon: boolean } {
  if (state === 'revoked') return { tone: 'unknown', icon: 'none', word: 'Revoked', isSoon: false };
  if (state === 'expired') return { tone: 'unknown', icon: 'none', word: 'Expired', isSoon: false };
  const left = Date.parse(expiresAt) - now;
  if (left <= soonDays * day) {
    const days = Math.max(0, Math.floor(left / day));
    return { tone: 'alarm', icon: 'alarm', word: days === 0 ? 'Ends today' : `Ends in ${days} d`, isSoon: true };
  }
  if (previousUntil !== null && Date.parse(previousUntil) > now) {
    return { tone: 'calm', icon: 'learning', word: 'Rotated, both hold', isSoon: false };
  }
  return { tone: 'calm', icon: 'calm', word: 'Active', isSoon: false };
}

/** What a token may write besides the limits of its sources; empty where there is no further limit. */
export function limitsText({ processes, components, environments }: TokenRow): string {
  const limits = [
    ['processes', processes],
    ['components', components],
    ['environments', environments],
  ] as const;
  return limits
    .flatMap(([kind, names]) => (names === null ? [] : [`${kind}: ${names.join(', ') || 'none'}`]))
    .join('; ');
}
