import type { NewSwitchAct, SwitchShown } from '../../../src/features/unavailability/switches/switch-contract.ts';
import { ratioText } from '../design/format/numbers.ts';
import type { IconName, Tone } from '../design/icons.tsx';

export interface StateWord {
  tone: Tone;
  icon: IconName;
  word: string;
}

type Standing = Pick<SwitchShown, 'type' | 'position' | 'share'>;
type Position = SwitchShown['position'];

/** Where it should stand, in a word or two. Of a banner, off means that it is up. */
export function positionWord({ type, position, share }: Standing): string {
  const part = share === null ? 'A part' : ratioText(share);
  if (type === 'banner') return position === 'off' ? 'Banner up' : position === 'on' ? 'No banner' : 'Banner for some';
  return position === 'off' ? 'Off' : position === 'on' ? 'On' : `${part} let through`;
}

/** Whether customers have the usual service, as far as the switch goes. */
export const isUsual = ({ position, state, asked }: Pick<SwitchShown, 'position' | 'state' | 'asked'>): boolean =>
  position === 'on' && state !== 'not-verified' && state !== 'sending' && asked === null;

const sureWords: Record<Exclude<SwitchShown['state'], 'not-verified'>, StateWord> = {
  asked: { tone: 'alarm', icon: 'person', word: 'Waits for a second person' },
  sending: { tone: 'alarm', icon: 'alarm', word: 'Not told yet' },
  sent: { tone: 'unknown', icon: 'learning', word: 'Told, being checked' },
  verified: { tone: 'calm', icon: 'calm', word: 'Verified' },
  unchecked: { tone: 'unknown', icon: 'unknown', word: 'Nothing checks it' },
};

/** How sure it is that it stands so. What a check contradicts is as red as a loss; what nobody could check is amber. */
export function stateWord({ state, checks, since }: Pick<SwitchShown, 'state' | 'checks' | 'since'>): StateWord {
  if (state === 'unchecked' && since === null) return { tone: 'calm', icon: 'none', word: 'Never switched' };
  if (state === 'not-verified') {
    const isContradicted = checks.some(({ agrees }) => agrees === false);
    return { tone: isContradicted ? 'loss' : 'alarm', icon: 'alarm', word: 'Not verified' };
  }
  return sureWords[state];
}

const reads: Record<Position, string> = { on: 'on', off: 'off', half: 'half open' };

/** The one sentence that matters at night. A check that disagrees is told in its own words. */
export function headline(one: Pick<SwitchShown, 'type' | 'position' | 'share' | 'state' | 'checks' | 'since'>): string {
  const { type, position, state, checks } = one;
  const stands =
    type === 'banner' ? (position === 'on' ? 'down' : position === 'off' ? 'up' : 'up for some') : reads[position];
  if (state === 'not-verified') {
    const against = checks.find(({ agrees }) => agrees === false);
    const seen = checks.some(({ agrees }) => agrees === true);
    if (against) return `${seen ? 'Reads' : 'Should be'} ${stands}, but ${lowerFirst(ended(against.says))}`;
    const blind = checks.find(({ agrees }) => agrees === null);
    return `Should be ${stands}, and nobody knows: ${lowerFirst(ended(blind?.says ?? 'no check could be made'))}`;
  }
  if (state === 'sending') return `Should be ${stands}, but whoever holds it was not reached yet. Waga tries again.`;
  if (state === 'sent') return `Told to be ${stands}. The checks have not agreed yet.`;
  if (state === 'unchecked' && one.since === null) return 'As usual: it was never switched.';
  if (state === 'unchecked') return `Told to be ${stands}. No check says whether it is.`;
  if (state === 'asked') return 'Asked for, and not done: a second person has to agree.';
  return `${capital(stands)}, and every check agrees.`;
}

/** "3 switches and 1 banner: 1 off, 1 not verified." */
export function tallyText(all: readonly SwitchShown[]): string {
  if (all.length === 0) return 'There is none.';
  const count = (of: (one: SwitchShown) => boolean): number => all.filter(of).length;
  const banners = count(({ type }) => type === 'banner');
  const plain = all.length - banners;
  const named = (number: number, one: string): string =>
    `${number} ${one}${number === 1 ? '' : one.endsWith('h') ? 'es' : 's'}`;
  const kinds = [plain > 0 && named(plain, 'switch'), banners > 0 && named(banners, 'banner')].filter(Boolean);
  const parts = [
    [count(({ state }) => state === 'not-verified'), 'not verified'],
    [count(({ type, position }) => type === 'switch' && position === 'off'), 'off'],
    [count(({ position }) => position === 'half'), 'half open'],
    [count(({ type, position }) => type === 'banner' && position === 'off'), 'up'],
    [count(({ asked }) => asked !== null), 'waiting for a second person'],
  ] as const;
  const told = parts.filter(([number]) => number > 0).map(([number, word]) => `${number} ${word}`);
  return `${kinds.join(' and ')}: ${told.length === 0 ? 'all as usual' : told.join(', ')}.`;
}

/** The word on the button for each way it can be put. */
export function putWord({ type }: Pick<SwitchShown, 'type'>, position: Position): string {
  if (type === 'banner')
    return { off: 'Put the banner up', on: 'Take the banner down', half: 'Show it to some' }[position];
  return { off: 'Switch off', on: 'Switch on', half: 'Let a share through' }[position];
}

/** What was asked for, in the middle of a sentence: "to switch it off". */
export function askedWord({ type }: Pick<SwitchShown, 'type'>, position: Position): string {
  if (type === 'banner') return { off: 'to put it up', on: 'to take it down', half: 'to show it to some' }[position];
  return { off: 'to switch it off', on: 'to switch it on', half: 'to let a share through' }[position];
}

/** Whole percent as a share in decimal text, exact: 5 → `0.05`. */
export const shareOfPercent = (percent: number): string => `0.${String(percent).padStart(2, '0')}`;

/** The positions that who asks may put it in now. */
export const offered = ({ may }: Pick<SwitchShown, 'may'>): Position[] =>
  (['off', 'half', 'on'] as const).filter((position) => may.includes(position));

/** The body of a switch. */
export function switchBody(
  position: Position,
  reason: string,
  percent: number,
  incident: string | null,
): Extract<NewSwitchAct, { act: 'switch' }> {
  return {
    ...{ act: 'switch', position, reason: reason.trim() },
    ...(position === 'half' ? { share: shareOfPercent(percent) } : {}),
    ...(incident === null ? {} : { incident }),
  };
}

const ended = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
/** Names keep their capitals: only a plain word is lowered. */
const lowerFirst = (text: string): string =>
  /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
