import { localText } from '../local-time.ts';
import type { Week } from '../weekly-contract.ts';

type Window = Week['windows']['coming'][number];

/** The three answers of a window in a few words. */
export function answersOf({ mute, switchOff, banner }: Window): string {
  return [
    mute ? 'alerts are muted' : 'alerts are not muted',
    switchOff === null ? 'nothing is switched off' : `switched off: ${switchOff}`,
    banner === null ? 'no banner' : `banner: ${banner}`,
  ].join(', ');
}

/** How a window went. */
export function wentOf({ state, overrunMinutes, announcedInTime }: Window): string {
  const announced = { true: 'announced in time', false: 'announced late', null: 'not announced yet' }[
    `${announcedInTime}`
  ];
  const went = { coming: 'to come', now: 'lasts', kept: 'kept', overrun: `overrun by ${overrunMinutes} min` }[state];
  return `${went}, ${announced}`;
}

/** `PayFast: Weekly work, 2026-11-24 02:00 to 2026-11-24 03:00`. */
export function windowWords({ vendor, displayName, from, to }: Window, zone: string): string {
  return `${vendor === null ? '' : `${vendor}: `}${displayName}, ${localText(from, zone)} to ${localText(to, zone)}`;
}

/** `1 incident`, `3 incidents`. */
export const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;
