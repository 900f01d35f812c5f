import type { BurnShown, ObjectiveRow } from '../../../src/features/objectives/slo-contract.ts';
import { fractionOf } from '../design/chart/ratio-curve.ts';
import { fractionText } from '../design/format/fractions.ts';
import { ratioText, shareText } from '../design/format/numbers.ts';
import type { IconName, Tone } from '../design/icons.tsx';

export interface Words {
  tone: Tone;
  icon: IconName;
  word: string;
}

const stateWords: Record<ObjectiveRow['state'], Words> = {
  met: { tone: 'calm', icon: 'calm', word: 'Met' },
  missed: { tone: 'loss', icon: 'loss', word: 'Missed' },
  unmeasured: { tone: 'unknown', icon: 'unknown', word: 'Nothing known yet' },
  unsupported: { tone: 'unknown', icon: 'none', word: 'Cannot be measured' },
};
export const stateOf = ({ state }: Pick<ObjectiveRow, 'state'>): Words => stateWords[state];

/** How fast the budget burns in all windows together: the gravest that burns, else what keeps one from telling. */
export function burnOf({ burns, state }: Pick<ObjectiveRow, 'burns' | 'state'>): Words | null {
  if (state === 'unsupported' || burns.length === 0) return null;
  const burning = burns.filter((burn) => burn.state === 'burning');
  if (burning.some(({ severity }) => severity === 'page')) return { tone: 'loss', icon: 'alarm', word: 'Burning fast' };
  if (burning.length > 0) return { tone: 'alarm', icon: 'alarm', word: 'Burning' };
  if (burns.some((burn) => burn.state === 'frozen'))
    return { tone: 'unknown', icon: 'unknown', word: 'Not measured now' };
  if (burns.every((burn) => burn.state === 'quiet'))
    return { tone: 'unknown', icon: 'quiet', word: 'Too little to tell' };
  return { tone: 'calm', icon: 'calm', word: 'Calm' };
}

/** What each state of one pair of windows means, in a word and in a sentence. */
export const burnStateWords: Record<BurnShown['state'], Words & { means: string }> = {
  calm: { tone: 'calm', icon: 'calm', word: 'Calm', means: 'at least one of both windows is below the limit' },
  burning: { tone: 'loss', icon: 'alarm', word: 'Burning', means: 'both windows are at or above the limit' },
  quiet: { tone: 'unknown', icon: 'quiet', word: 'Too little to tell', means: 'too few events to tell; it stays calm' },
  frozen: {
    tone: 'unknown',
    icon: 'unknown',
    word: 'Not measured',
    means: 'nobody measures now; what held before stands',
  },
};

export const severityWords: Record<BurnShown['severity'], string> = {
  page: 'calls somebody',
  ticket: 'opens a ticket',
};

const units: Record<string, string> = {
  m: 'minute',
  h: 'hour',
  d: 'day',
  w: 'week',
  M: 'month',
  Q: 'quarter',
  Y: 'year',
};

/** `30d` as `30 days`, `1w` as `week`: how long a window is, as OpenSLO writes it; null where it is written otherwise. */
function lengthText(duration: string): string | null {
  const match = /^(\d+)([mhdwMQY])$/.exec(duration);
  const unit = units[match?.[2] ?? ''];
  if (match === null || unit === undefined) return null;
  return match[1] === '1' ? unit : `${match[1]} ${unit}s`;
}

/** `last 30 days`, `calendar month in Europe/Warsaw, only business hours of office`. */
export function windowText({ rolling, duration, timeZone, businessHours }: ObjectiveRow['window']): string {
  const length = lengthText(duration);
  if (length === null) return duration;
  const base = rolling ? `last ${length}` : `calendar ${length}${timeZone === null ? '' : ` in ${timeZone}`}`;
  return businessHours === null ? base : `${base}, only business hours of ${businessHours}`;
}

/** Minutes of a burn window: `5 min`, `6 h`, `3 d`. */
export function minutesText(minutes: number): string {
  if (minutes < 60) return `${minutes} min`;
  return minutes < 1_440 ? `${minutes / 60} h` : `${minutes / 1_440} d`;
}

/** `14.4×`, `0.08×`: how many times the rate that would spend the budget exactly. */
export function rateText(rate: number | null): string {
  if (rate === null) return 'nothing counted';
  const digits = rate >= 10 || Number.isInteger(rate) ? 1 : 2;
  return `${Number(rate.toFixed(digits))}×`;
}

/** What is left of a budget as percent: `62.4%`, `−35.0%`; a little that is left is never none. */
export function leftText(leftRatio: number): string {
  if (leftRatio === 1) return '100%';
  const text = shareText(leftRatio);
  return leftRatio > 0 && text === shareText(0) ? 'below 0.1%' : text;
}

/**
 * What was reached as percent, on the side of the target on which it is; null where nothing was counted. Whole counts are divided
 * exactly; of slices that count in part there is decimal text, which is cut.
 */
export function reachedText({ reached, good, valid, target }: ReachedOf): string | null {
  if (reached === null) return null;
  const counts = [Number(good), Number(valid)] as const;
  if (good === null || valid === null || !counts.every(Number.isSafeInteger) || counts[1] <= 0)
    return Number(reached) === 1 ? '100%' : ratioText(reached);
  const { part, whole } = fractionOf(target);
  return fractionText(
    { numerator: counts[0], denominator: counts[1] },
    { numerator: Number(part), denominator: Number(whole) },
  );
}
type ReachedOf = Pick<ObjectiveRow, 'reached' | 'good' | 'valid' | 'target'>;

/** What is counted, by the method. */
export const countedWords: Record<ObjectiveRow['method'], { many: string; says: string }> = {
  Occurrences: { many: 'events', says: 'Every event counts once.' },
  Timeslices: { many: 'slices of time', says: 'Each slice of time is good or bad as a whole.' },
  RatioTimeslices: { many: 'slices of time', says: 'Each slice of time counts by the share of it that was good.' },
};

/** Where the subject has its page. */
export const subjectPath = ({ kind, name }: NonNullable<ObjectiveRow['subject']>): string =>
  `/${kind === 'process' ? 'processes' : 'components'}/${encodeURIComponent(name)}`;

export const objectivePath = (name: string): string => `/objectives/${encodeURIComponent(name)}`;
