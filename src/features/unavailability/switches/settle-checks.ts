import { type EpochMs, minute } from '../../../maths/instants.ts';
import { parseDuration } from '../../catalog/duration.ts';
import type { KeptCheck, KeptSwitch, Stepped } from './kept-switch.ts';
import type { SwitchSpec } from './switch.ts';
import { lineOf } from './tell.ts';

/** A traffic check needs whole minutes after its own time, and the minutes come a little later than they pass. */
const trafficLagMs = 2 * minute;

/** How long the checks may take to agree: `verifyWithin`, and as long as a check by traffic takes at the least. */
export function mayTakeMs({ verify, verifyWithin }: Pick<SwitchSpec, 'verify' | 'verifyWithin'>): number {
  const traffic = verify.map((check) => (check.by === 'traffic' ? parseDuration(check.within)! + trafficLagMs : 0));
  return Math.max(parseDuration(verifyWithin)!, ...traffic);
}

/** Since when it is to be so: when the receiver was told, or a person said so. Null while nobody was told. */
export const heldSince = ({ telling, since }: KeptSwitch): EpochMs | null =>
  telling === null ? since : telling.toldAt;

/**
 * The switch with what its checks said now. Verified where all that can tell something of the position agree; not verified where one
 * disagrees after the time it may take, or a verified one disagrees, or none could be made for as long.
 */
export function settleChecks(kept: KeptSwitch, spec: SwitchSpec, checks: readonly KeptCheck[], now: EpochMs): Stepped {
  const since = heldSince(kept) ?? now;
  const telling = checks.filter(({ applies }) => applies);
  const isLate = now - since >= mayTakeMs(spec);
  const checked = ((): KeptSwitch['checked'] => {
    if (telling.length === 0) return 'unchecked';
    if (telling.every(({ agrees }) => agrees === true)) return 'verified';
    const contradicts = telling.some(({ agrees }) => agrees === false);
    if (kept.checked === 'verified') return contradicts || isUnseen(telling, spec, now) ? 'not-verified' : 'verified';
    return isLate || kept.checked === 'not-verified' ? 'not-verified' : 'waiting';
  })();
  const next: KeptSwitch = { ...kept, checks, checked };
  const isNews = checked !== kept.checked && (checked === 'verified' || checked === 'not-verified');
  return { kept: next, acts: isNews ? [lineOf(next, checked, wordsOf(telling, checked), now)] : [] };
}

/** Whether one could not be made for longer than it may take. */
const isUnseen = (checks: readonly KeptCheck[], spec: SwitchSpec, now: EpochMs): boolean =>
  checks.some(({ agrees, agreedAt }) => agrees === null && now - (agreedAt ?? 0) >= mayTakeMs(spec));

function wordsOf(checks: readonly KeptCheck[], checked: 'verified' | 'not-verified'): string {
  const told = checked === 'verified' ? checks : checks.filter(({ agrees }) => agrees !== true);
  return told.map(({ what, says }) => `${what}: ${says}`).join(' ');
}
