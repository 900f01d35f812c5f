import type { ThresholdPair } from '../../../src/features/impact/threshold-contract.ts';
import type { Estimate } from '../../../src/maths/estimate.ts';
import { countText, plural, shareText } from '../design/format/numbers.ts';

/** A reading in percent as a share, the form in which estimates of shares are shown. */
export function asShare(percent: Estimate): Estimate {
  return {
    ...percent,
    ...{ value: percent.value / 100, low: percent.low / 100, high: percent.high / 100, unit: 'share' },
  };
}

/** `of 100 requests, failed` and the like: `failed requests`, `requests slower than 300ms`. */
export function badRequests({ bad }: Pick<ThresholdPair, 'bad'>): string {
  return bad === 'failed' ? 'failed requests' : `requests ${bad}`;
}

/** At most so many of the losses, spread from the first to the highest reading. */
export function shownLosses(losses: ThresholdPair['lossPerHour'], most = 4): ThresholdPair['lossPerHour'] {
  if (losses.length <= most) return losses;
  return Array.from({ length: most }, (_, i) => losses[Math.round((i * (losses.length - 1)) / (most - 1))]!);
}

/** What a link rests on. */
export function evidenceText({ minutesOfEvidence, grade, pNoLink, lagMinutes }: ThresholdPair): string {
  const how = grade === 'incidents' ? 'in separate incidents' : 'side by side only, another cause may move both';
  const later = lagMinutes > 0 ? `; the result answers ${plural(lagMinutes, 'minute')} later` : '';
  const chance = pNoLink === null ? '' : `; by chance alone: ${shareText(pNoLink)}`;
  return `Seen in ${plural(minutesOfEvidence, 'minute')} beyond it, ${how}${later}${chance}.`;
}

/** Why there is no link to show. */
export function noLinkText({ state, minutesOfEvidence, pNoLink, notes }: ThresholdPair): string {
  if (state === 'waiting') return 'not looked at yet';
  if (state === 'too_little') return notes[0] ?? 'too little to tell';
  const chance = pNoLink === null ? '' : ` (other days look as bad in ${shareText(pNoLink)})`;
  return `no link found: high for ${countText(minutesOfEvidence)} min, and no loss stood out${chance}`;
}
