import type { EpochMs } from '../../../maths/instants.ts';
import type { Spans } from '../minute-spans.ts';
import { minutesOf, toldOf } from './fires.ts';
import type { KnownLoss } from './known-losses.ts';

export interface RetirementCheck {
  /** Losses that it told of; those that its replacement told of too, and the others. */
  seen: number;
  kept: number;
  lost: KnownLoss[];
}

/** What would be lost with an alert, were another in its place: of the losses above it each that it told of and the other did not. */
export function checkRetirement(
  own: Spans,
  replacement: Spans,
  losses: readonly KnownLoss[],
  now: EpochMs,
): RetirementCheck {
  const seen = losses.filter((loss) => toldOf(own, timesOf(loss, now)));
  const lost = seen.filter((loss) => !toldOf(replacement, timesOf(loss, now)));
  return { seen: seen.length, kept: seen.length - lost.length, lost };
}

const timesOf = ({ from, to }: KnownLoss, now: EpochMs) => minutesOf({ from, to: to ?? now });
