import { type EpochMs, minute } from '../../../maths/instants.ts';
import type { Incident } from '../../unavailability/incident.ts';
import type { Response } from '../../unavailability/response.ts';
import type { Review } from '../review-contract.ts';

/** Whole minutes, cut, from one instant to a later one; none before it. */
export const minutesBetween = (from: EpochMs, to: EpochMs): number => Math.max(0, Math.floor((to - from) / minute));

/** From the onset until it was seen, somebody was called, somebody had it, and it cost less than the threshold (at the latest at its end). */
export function minutesUntil(
  { onset, detectedAt, endedAt, transitions }: Incident,
  { calledAt, acknowledged }: Response,
): Review['facts']['minutesUntil'] {
  const until = (at: EpochMs | null | undefined) => (at == null ? null : minutesBetween(onset, at));
  const mitigatedAt = transitions.find(({ to }) => to === 'mitigated')?.at ?? null;
  const known = [mitigatedAt, endedAt].filter((at) => at !== null);
  return {
    detected: minutesBetween(onset, detectedAt),
    called: until(calledAt),
    acknowledged: until(acknowledged?.at),
    mitigated: until(known.length === 0 ? null : Math.min(...known)),
  };
}
