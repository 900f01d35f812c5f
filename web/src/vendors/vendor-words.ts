import type {
  VendorCall,
  VendorRow,
  VendorTold,
} from '../../../src/features/unavailability/vendors/vendor-contract.ts';
import { type EpochMs, minute } from '../../../src/maths/instants.ts';
import { plural, shareText } from '../design/format/numbers.ts';
import { durationText } from '../design/format/times.ts';

/** "2 vendors: 1 says that something is wrong, 1 cannot be read." */
export function tallyText(vendors: readonly VendorRow[]): string {
  if (vendors.length === 0) return 'There is none.';
  const failing = vendors.filter(({ readings }) => readings.some(isFailing)).length;
  const down = vendors.filter(({ outages }) => outages > 0).length;
  const parts = [
    down === 0 ? 'none failed us' : `${down} failed us`,
    ...(failing === 0 ? [] : [`of ${failing} a page cannot be read`]),
  ];
  return `${plural(vendors.length, 'vendor')}: ${parts.join(', ')}.`;
}

export const isFailing = ({ failingSince }: VendorRow['readings'][number]): boolean => failingSince !== null;

/** "11 kept, 2 overrun by 45 min, 1 announced late"; null where there was none. */
export function windowsText({ kept, overrun, overrunMinutes, late }: VendorRow['windows']): string | null {
  if (kept + overrun + late === 0) return null;
  return [
    `${kept} kept`,
    overrun > 0 ? `${overrun} overrun by ${lengthText(overrunMinutes * minute)}` : null,
    late > 0 ? `${late} announced late` : null,
  ]
    .filter((part) => part !== null)
    .join(', ');
}

/** How long they have been silent and what comes next, in words: "Silent for 12 min; in 3 min: Duty manager". */
export function silenceText(call: VendorCall, now: EpochMs): string {
  const { state, startedAt, nextAt, nextContact, contacts } = call;
  const silent = `Silent for ${lengthText(now - Date.parse(startedAt))}`;
  if (state === 'exhausted') return `${silent}. Every contact was asked.`;
  const next = contacts.find(({ number }) => number === nextContact);
  if (nextAt === null || next === undefined) return `${silent}. Nobody is left to ask.`;
  const left = Date.parse(nextAt) - now;
  return left <= 0 ? `${silent}. Now ask ${next.name}` : `${silent}; in ${leftText(left)}: ${next.name}`;
}

/** What is left is rounded up: "in 0 min" helps nobody. */
const leftText = (left: number): string => lengthText(left < minute ? left : Math.ceil(left / minute) * minute);

/** A length of time that never breaks across lines. */
const lengthText = (ms: number): string => durationText(ms).replaceAll(' ', '\u00a0');

/** Their part of all down-time; what is little is not none. */
export function partText({ numerator, denominator }: NonNullable<VendorRow['shareOfDowntime']>): string {
  const text = shareText(denominator === 0 ? 0 : numerator / denominator);
  return numerator > 0 && text === shareText(0) ? 'under\u00a00.1%' : text;
}

export const callStates: Record<VendorCall['state'], string> = {
  waiting: 'Nobody has answered yet',
  answered: 'Answered',
  exhausted: 'Nobody answered',
  ended: 'Ended without an answer',
};

/** Whether it still goes on by their own word. */
export const isTold = ({ to }: Pick<VendorTold, 'to'>, now: EpochMs): boolean => to === null || Date.parse(to) > now;
