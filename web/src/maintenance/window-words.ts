import type { WindowShown } from '../../../src/features/outages/maintenance/maintenance-contract.ts';
import { secondsText } from '../design/format/fractions.ts';
import { plural } from '../design/format/numbers.ts';
import type { IconName, Tone } from '../design/icons.tsx';

interface StateWords {
  tone: Tone;
  icon: IconName;
  word: string;
}

export const windowStates: Record<WindowShown['state'], StateWords> = {
  coming: { tone: 'unknown', icon: 'learning', word: 'Coming' },
  now: { tone: 'unknown', icon: 'learning', word: 'Now' },
  kept: { tone: 'calm', icon: 'calm', word: 'Kept' },
  overrun: { tone: 'loss', icon: 'loss', word: 'Overrun' },
};

/** How far it went on; empty where it did not. */
export function overrunText({ overrunSeconds, lasts }: Pick<WindowShown, 'overrunSeconds' | 'lasts'>): string {
  if (overrunSeconds === 0) return '';
  return `by ${secondsText(overrunSeconds)}${lasts ? ' so far' : ''}`;
}

const hour = 3_600;

/** `announced 7 d before`, and whether that was in time. */
export function noticeText({
  announced,
  announcedAt,
  from,
  noticeNeededSeconds,
}: Pick<WindowShown, 'announced' | 'announcedAt' | 'from' | 'noticeNeededSeconds'>): string {
  if (announcedAt === null) return 'on record five weeks before';
  const before = Math.round((Date.parse(from) - Date.parse(announcedAt)) / 1_000);
  const words = before >= 0 ? `${lengthText(before)} before` : `${lengthText(-before)} after it began`;
  return announced === 'late' && noticeNeededSeconds > 0
    ? `${words}, ${lengthText(noticeNeededSeconds)} are needed`
    : words;
}

const lengthText = (seconds: number): string =>
  seconds >= 48 * hour ? plural(Math.floor(seconds / (24 * hour)), 'day') : secondsText(seconds - (seconds % 60));

/** What is done about it: the three answers, always all. */
export function answersOf({ mute, switchOff, banner }: WindowShown): { question: string; answer: string }[] {
  return [
    { question: 'Mute', answer: mute ? 'yes: it calls nobody' : 'no' },
    { question: 'Switch off', answer: switchOff ?? 'no' },
    { question: 'Banner', answer: banner ?? 'no' },
  ];
}

/** One sentence on how the past ones went. */
export function keptText(windows: readonly WindowShown[]): string {
  const over = windows.filter(({ state }) => state === 'overrun').length;
  const late = windows.filter(({ announced }) => announced === 'late').length;
  return `${plural(windows.length, 'window')}: ${windows.length - over} kept, ${over} overrun, ${late} announced late.`;
}
