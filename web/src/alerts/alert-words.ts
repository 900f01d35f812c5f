import type { AlertOrigin, AlertRow } from '../../../src/features/balance/alert-contract.ts';
import { countText, plural } from '../design/format/numbers.ts';
import type { IconName, Tone } from '../design/icons.tsx';

export const verdicts: Record<AlertRow['verdict'], { word: string; tone: Tone; icon: IconName }> = {
  useful: { word: 'Useful', tone: 'calm', icon: 'calm' },
  noisy: { word: 'Noisy', tone: 'alarm', icon: 'alarm' },
  blind: { word: 'Blind', tone: 'loss', icon: 'unknown' },
  silent: { word: 'Silent', tone: 'unknown', icon: 'none' },
  unknown: { word: 'Too few to tell', tone: 'unknown', icon: 'learning' },
};

export const origins: Record<AlertOrigin, { word: string; long: string }> = {
  measure: { word: 'Measure', long: 'a measure of the catalogue' },
  objective: { word: 'Objective', long: 'the burn rate of an objective' },
  external: { word: 'Another tool', long: 'another tool, which sends it here' },
  business: { word: 'Business result', long: 'a rule on the business result itself' },
};

interface Part {
  numerator: number;
  denominator: number;
}

/** An exact part as percent with one decimal at most, cut and never rounded: only what is whole reads `100%`, only nothing `0%`. */
export function partText({ numerator, denominator }: Part): string {
  if (denominator === 0) return 'none';
  const tenths = (BigInt(numerator) * 1000n) / BigInt(denominator);
  if (tenths === 0n && numerator > 0) return 'below 0.1%';
  const rest = tenths % 10n;
  return `${tenths / 10n}${rest === 0n ? '' : `.${rest}`}%`;
}

/** `2 of 3`. */
export const ofText = ({ numerator, denominator }: Part): string =>
  `${countText(numerator)} of ${countText(denominator)}`;

/** What happened in the days asked for, in a line. */
export function noiseText({
  fires,
  pages,
  pagesByNight,
  withoutDrop,
}: Omit<AlertRow['noise'], 'days' | 'minutes'>): string {
  if (fires === 0) return 'Nothing fired.';
  const calls = pages === 0 ? 'nobody was called' : `${plural(pages, 'call')}, ${countText(pagesByNight)} by night`;
  return `${plural(fires, 'alarm')}, ${countText(withoutDrop)} without any drop in the business; ${calls}.`;
}

/** `business availability`. */
export const kindText = ({ class: of, type }: Pick<AlertRow, 'class' | 'type'>): string => `${of}, ${type}`;

export const alertPath = (id: string): string => `/alerts/${encodeURIComponent(id)}`;

/** The id in the address: the browser gives it with its slashes and colons still encoded. */
export function idOf(param: string): string {
  try {
    return decodeURIComponent(param);
  } catch {
    return param;
  }
}
