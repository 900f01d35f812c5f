import type { PromiseReport } from '../../../src/features/agreements/report-contract.ts';
import type { ExactFraction } from '../../../src/features/outages/availability.ts';
import { fractionOf } from '../design/chart/ratio-curve.ts';
import { fractionText, secondsText } from '../design/format/fractions.ts';
import type { IconName, Tone } from '../design/icons.tsx';

/** How a promise stands: never by its colour alone. */
export const promiseStates: Record<
  PromiseReport['state'],
  { tone: Tone; icon: IconName; word: string; means: string }
> = {
  met: { tone: 'calm', icon: 'calm', word: 'Met', means: 'whatever the time that nobody measured was' },
  missed: { tone: 'loss', icon: 'loss', word: 'Missed', means: 'even if all that nobody measured was up' },
  undecided: {
    ...{ tone: 'alarm', icon: 'unknown', word: 'Undecided' },
    means: 'time that nobody measured decides: its bounds lie on both sides of the target',
  },
  unmeasured: { tone: 'unknown', icon: 'none', word: 'Not measured', means: 'nothing was counted' },
};

/** How an agreement stands as a whole, which is as the worst of its promises. */
export const agreementMeans: Record<PromiseReport['state'], string> = {
  met: 'every promise is kept so far',
  missed: 'at least one promise is missed',
  undecided: 'time that nobody measured decides at least one promise',
  unmeasured: 'of at least one promise nothing was counted',
};

export const countingWords: Record<PromiseReport['counting'], { word: string; means: string }> = {
  time: { word: 'by time', means: 'seconds up of the seconds that count, from the ledger' },
  requests: { word: 'by requests', means: 'good of valid requests, or of attempts at the business result' },
  users: { word: 'by users', means: 'seconds in which users found it up, of all their seconds' },
  value: { word: 'by value', means: 'money delivered of money expected' },
};

/** Decimal text of a target as the fraction that it is. */
export function targetFraction(target: string): { numerator: number; denominator: number } {
  const { part, whole } = fractionOf(target);
  return { numerator: Number(part), denominator: Number(whole) };
}

/** A figure, or both bounds where they read differently; they read as on the side of the target on which they are. */
export function boundsText(low: ExactFraction, high: ExactFraction, target?: string): string {
  const against = target === undefined ? undefined : targetFraction(target);
  const [from, to] = [fractionText(low, against), fractionText(high, against)];
  return from === to ? from : `${from}–${to}`;
}

export const isSame = (low: ExactFraction, high: ExactFraction): boolean =>
  BigInt(low.numerator) * BigInt(high.denominator) === BigInt(high.numerator) * BigInt(low.denominator);

/** `12 min 5 s left`, `3 min over`; null where the promise is not by time. */
export function leftOfPromise(secondsLeft: number | null): string | null {
  if (secondsLeft === null) return null;
  return secondsLeft < 0 ? `${secondsText(-secondsLeft)} over` : `${secondsText(secondsLeft)} left`;
}
