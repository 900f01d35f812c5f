import type { ExactFraction } from '../../maths/exact-fraction.ts';
import { type Fraction, parseRatio } from '../../maths/ratios.ts';
import type { Availability } from '../outages/availability.ts';
import type { Subject } from '../outages/outage.ts';
import type { AgreementSpec, Counting } from './agreement.ts';
import type { PromiseReport } from './report-contract.ts';

export interface Delivered {
  low: ExactFraction;
  high: ExactFraction;
}

/** What was delivered of a subject, by each way to count; null where nothing was counted. */
export interface DeliveredFigures {
  /** Over the whole period; of a running one as if the rest of it were up. */
  time: Availability;
  /** Whether any of its time was measured, or has an outage on record. */
  timeMeasured: boolean;
  requests: Delivered | null;
  users: Delivered | null;
  value: Delivered | null;
}

/** Every promise of an agreement for each of its subjects, in order. */
export function promiseReports(
  { objectives }: Pick<AgreementSpec, 'objectives'>,
  figures: (subject: Subject) => DeliveredFigures,
): PromiseReport[] {
  return objectives.flatMap(({ name, displayName, subjects, counting, target }) =>
    subjects.map((one): PromiseReport => {
      const subject = subjectOf(one);
      const of = figures(subject);
      const delivered = deliveredBy(counting, of);
      return {
        ...{ name, displayName: displayName ?? name, subject, counting, target },
        low: delivered?.low ?? null,
        high: delivered?.high ?? null,
        state: delivered === null ? 'unmeasured' : stateOf(delivered, parseRatio(target)!),
        secondsLeft: counting === 'time' ? secondsLeft(of.time, parseRatio(target)!) : null,
      };
    }),
  );
}

export const subjectOf = (one: AgreementSpec['objectives'][number]['subjects'][number]): Subject =>
  'process' in one ? { kind: 'process', name: one.process } : { kind: 'component', name: one.component };

function deliveredBy(counting: Counting, { time, timeMeasured, ...others }: DeliveredFigures): Delivered | null {
  if (counting !== 'time') return others[counting];
  return timeMeasured ? time.adjusted : null;
}

/** In integers: met also where it is exactly the target. */
export function stateOf({ low, high }: Delivered, target: Fraction): 'met' | 'missed' | 'undecided' {
  if (atLeast(low, target)) return 'met';
  return atLeast(high, target) ? 'undecided' : 'missed';
}

export const atLeast = (one: Fraction, other: Fraction): boolean =>
  BigInt(one.numerator) * BigInt(other.denominator) >= BigInt(other.numerator) * BigInt(one.denominator);

/**
 * Down-time left until the target is missed, in whole seconds, unmeasured time taken as up: (high − target) · T, rounded down, so
 * that it is below zero exactly where the target is missed.
 */
function secondsLeft({ adjusted: { high }, periodSeconds, excludedSeconds }: Availability, target: Fraction): number {
  const counts = BigInt(Math.round((periodSeconds - excludedSeconds) * 1_000));
  const [n, d] = [BigInt(high.numerator), BigInt(high.denominator)];
  const [tn, td] = [BigInt(target.numerator), BigInt(target.denominator)];
  const parts = (n * td - tn * d) * counts;
  const size = d * td * 1_000n;
  const cut = parts / size;
  return Number(parts < 0n && cut * size !== parts ? cut - 1n : cut);
}

const order = ['missed', 'undecided', 'unmeasured', 'met'] as const;

/** The worst of several states; `unmeasured` of none. */
export function worstState(states: readonly PromiseReport['state'][]): PromiseReport['state'] {
  return order.find((state) => states.includes(state)) ?? 'unmeasured';
}
