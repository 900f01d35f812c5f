import type { OutageCorrection, OutageRow } from '../../../src/features/outages/outage-contract.ts';
import { type EpochMs, type Interval, minute, toRfc3339 } from '../../../src/maths/instants.ts';
import { endOf } from './shown-rows.ts';

/** Ends as they are being corrected; `to` is null while it lasts. */
export interface EndsDraft {
  from: EpochMs;
  to: EpochMs | null;
}
export type EndName = 'from' | 'to';

type Page = Pick<OutageRow, 'ends' | 'refined' | 'detected'>;
const draftOf = ({ from, to }: OutageRow['ends']): EndsDraft => ({
  from: Date.parse(from),
  to: to === null ? null : Date.parse(to),
});

/** The ends that count now. */
export const endsNow = ({ ends }: Page): EndsDraft => draftOf(ends);
/** Those that Waga found: refined on the minutes, else as it was seen. */
export const wagasEnds = ({ refined, detected }: Page): EndsDraft => draftOf(refined ?? detected);

export const isSame = (one: EndsDraft, other: EndsDraft): boolean => one.from === other.from && one.to === other.to;

export const lengthMs = ({ from, to }: EndsDraft, now: EpochMs): number => (to ?? now) - from;

/** One end moved, kept within what can be seen and at least a second from the other. */
export function moved(draft: EndsDraft, end: EndName, at: EpochMs, within: Interval): EndsDraft {
  const least = 1_000;
  const low = end === 'to' ? draft.from + least : within.from;
  const high = end === 'from' ? Math.min(within.to, draft.to ?? within.to) - least : within.to;
  return { ...draft, [end]: Math.max(low, Math.min(high, at)) };
}

/** Where a key leads an end: arrows a minute, with Shift (or by page) ten; Home and End to where Waga put it. Null: nowhere. */
export function endAfterKey(key: string, isShift: boolean, at: EpochMs, wagas: EpochMs): EpochMs | null {
  const step = (isShift ? 10 : 1) * minute;
  const moves: Record<string, EpochMs> = {
    ArrowLeft: at - step,
    ArrowDown: at - step,
    ArrowRight: at + step,
    ArrowUp: at + step,
    PageDown: at - 10 * minute,
    PageUp: at + 10 * minute,
    Home: wagas,
    End: wagas,
  };
  return moves[key] ?? null;
}

/** What is to be sent for these ends: Waga's own are given back to Waga. */
export function correctionOf(draft: EndsDraft, page: Page): OutageCorrection {
  if (isSame(draft, wagasEnds(page))) return { ends: null };
  return { ends: { from: toRfc3339(draft.from), to: draft.to === null ? null : toRfc3339(draft.to) } };
}

/** What is wrong with two ends, in words; null where nothing is. Only what is planned may lie in the future. */
export function wrongWith({ from, to }: EndsDraft, kind: OutageRow['kind'], now: EpochMs): string | null {
  if (to !== null && to <= from) return 'The end must come after the beginning.';
  return kind !== 'planned' && (to ?? from) > now ? 'Only planned work may lie in the future.' : null;
}

/** How far the chart reaches: all ends, with a third of the length around, half an hour at least and a day at most. */
export function aroundEnds(
  { ends, refined, detected, corrected }: Pick<OutageRow, 'ends' | 'refined' | 'detected' | 'corrected'>,
  now: EpochMs,
): Interval & { stepMinutes: number } {
  const all = [ends, detected, ...(refined ? [refined] : []), ...(corrected ? [corrected] : [])];
  const first = Math.min(...all.map(({ from }) => Date.parse(from)));
  const last = Math.max(...all.map(({ to }) => endOf(to, now)));
  const length = last - first;
  const beside = Math.max(30 * minute, Math.min(24 * 60 * minute, length / 3));
  const stepMinutes = steps.find((step) => (length + 2 * beside) / minute <= 360 * step) ?? 60;
  const step = stepMinutes * minute;
  const longest = 30 * 24 * 60 * minute;
  const to = Math.ceil((last + beside) / step) * step;
  return { from: Math.max(Math.floor((first - beside) / step) * step, to - longest), to, stepMinutes };
}
const steps = [1, 5, 15, 60];
