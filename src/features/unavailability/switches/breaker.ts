import type { Estimate } from '../../../maths/estimate.ts';
import { type EpochMs, minute } from '../../../maths/instants.ts';
import type { Fraction } from '../../../maths/ratios.ts';
import { fractionReached } from '../../impact/fraction-reached.ts';
import type { VerdictShown } from '../incident-contract.ts';
import { percentOf } from './command.ts';
import type { SwitchPosition } from './switch-contract.ts';

/** CLOSED is on, OPEN is off, HALF-OPEN lets a share of customers through. */
export interface BreakerState {
  position: SwitchPosition;
  /** Of customers let through; null unless half. */
  share: string | null;
  /** Since when it holds, as the receiver was told; null while nobody was told. */
  since: EpochMs | null;
  /** Whether the breaker put it there itself: what others switched it leaves alone. */
  own: boolean;
  /** False after a person switched against it, until all was well once. */
  armed: boolean;
}

export interface BreakerRules {
  policy: 'advise' | 'automatic';
  openAt: Fraction;
  openAtText: string;
  overMs: number;
  openForMs: number;
  shares: readonly string[];
  stepForMs: number;
}

/**
 * What came of the part against what was expected: closed, over the time that the rules look at; half-open, of the share that is let
 * through, since it is.
 */
export interface PartNow {
  from: EpochMs;
  to: EpochMs;
  actual: number;
  expected: { value: number; low: number; high: number };
}

export interface BreakerFacts {
  rules: BreakerRules;
  /** Null where it is not measured, or nobody knows what would have come. */
  part: PartNow | null;
  /** What an hour costs either way; null while nothing of the part is missing. */
  forecast: VerdictShown | null;
}

export interface NextStep {
  position: SwitchPosition;
  share: string | null;
  /** At the earliest. */
  at: EpochMs;
  why: string;
}

/** The next step of a breaker, and what is missing of its part now; null where nobody knows. */
export interface BreakerNow {
  next: NextStep | null;
  missing: Estimate | null;
}

export interface BreakerStepped {
  armed: boolean;
  /** What it takes next, or advises; null: nothing. */
  next: NextStep | null;
  /** Whether it takes it now, by itself. */
  take: boolean;
}

/** Fewer expected events than this prove nothing (method, section 2: ΣE ≥ 9φ, with φ at its least). */
const leastExpected = 9;
/** What was measured longer ago says nothing of now. */
const freshMs = 5 * minute;

/**
 * One step of a breaker: CLOSED → OPEN when so much is missing and the forecasts say that off costs less than on; OPEN → HALF-OPEN after
 * its time; there each share is judged by what comes of it, and the next larger one follows, or it opens again; after the last it is
 * CLOSED. While it is OPEN nothing comes, so nothing is judged. Pure and repeatable: the same facts give the same step.
 */
export function stepBreaker(state: BreakerState, facts: BreakerFacts, now: EpochMs): BreakerStepped {
  const { position, since } = state;
  if (position === 'on') return closed(state, facts, now);
  if (since === null) return { armed: state.armed, next: null, take: false };
  return position === 'off' ? open(state, since, facts, now) : halfOpen(state, since, facts, now);
}

function closed({ armed, since }: BreakerState, { rules, part, forecast }: BreakerFacts, now: EpochMs): BreakerStepped {
  const fresh =
    part !== null && part.from >= (since ?? 0) && part.to - part.from >= rules.overMs && now - part.to <= freshMs;
  if (!fresh || part.expected.value < leastExpected) return { armed, next: null, take: false };
  const { actual, expected } = part;
  if (!fractionReached(actual, expected.value, rules.openAt)) return { armed: true, next: null, take: false };
  // as little as this may be chance
  if (actual >= expected.low) return { armed, next: null, take: false };
  const saves = offCostsLess(forecast);
  if (saves === null) return { armed, next: null, take: false };
  const why = `${missingWords(part)} is missing over ${minutesWords(part.to - part.from)}, from ${percentOf(rules.openAtText)} on it opens. ${saves}`;
  const next = { position: 'off' as const, share: null, at: now, why };
  return { armed, next, take: armed && rules.policy === 'automatic' };
}

/** The sentence that says so; null where off does not cost less than on, or nobody can tell. */
function offCostsLess(forecast: VerdictShown | null): string | null {
  if (forecast === null) return null;
  const { leave, switchOff, proposed, why } = forecast;
  if (leave !== null && switchOff !== null) {
    return switchOff.value < leave.value ? 'Off most likely costs less than on in the next hour.' : null;
  }
  return proposed === 'switch-off' ? why : null;
}

function open(state: BreakerState, since: EpochMs, { rules }: BreakerFacts, now: EpochMs): BreakerStepped {
  const [share] = rules.shares as [string];
  const at = since + rules.openForMs;
  const why = `It was off for ${minutesWords(rules.openForMs)}: a first share shows whether it works again.`;
  return { armed: state.armed, next: { position: 'half', share, at, why }, take: now >= at && mayTake(state, rules) };
}

function halfOpen(state: BreakerState, since: EpochMs, { rules, part }: BreakerFacts, now: EpochMs): BreakerStepped {
  const { armed, share } = state;
  const at = since + rules.stepForMs;
  const limit = percentOf(rules.openAtText);
  const after = risen(rules.shares, share);
  const enough = part !== null && part.to - part.from >= rules.stepForMs && part.expected.value >= leastExpected;
  if (now < at || !enough) {
    const why = `Once ${percentOf(share ?? '0')} of customers were let through for ${minutesWords(rules.stepForMs)} and no more than ${limit} of what they bring is missing.`;
    return { armed, next: { ...after, at: Math.max(at, now), why }, take: false };
  }
  const take = mayTake(state, rules);
  const words = `${missingWords(part)} of the share of ${percentOf(share ?? '0')} is missing`;
  if (exceeds(part, rules.openAt)) {
    const why = `${words}, more than ${limit}: it does not work yet.`;
    return { armed, next: { position: 'off', share: null, at: now, why }, take };
  }
  return { armed, next: { ...after, at: now, why: `${words}, no more than ${limit}: it works.` }, take };
}

const mayTake = ({ own, armed }: BreakerState, { policy }: BreakerRules): boolean =>
  policy === 'automatic' && own && armed;

/** The next larger share; on after the last. */
function risen(shares: readonly string[], share: string | null): Pick<NextStep, 'position' | 'share'> {
  const next = shares
    .map(Number)
    .toSorted((a, b) => a - b)
    .find((one) => one > Number(share ?? '0') && one < 1);
  const text = next === undefined ? undefined : shares.find((one) => Number(one) === next);
  return text === undefined ? { position: 'on', share: null } : { position: 'half', share: text };
}

/** Whether more than the limit is missing: the limit itself is no more. */
function exceeds({ actual, expected }: PartNow, limit: Fraction): boolean {
  return actual * limit.denominator < expected.value * (limit.denominator - limit.numerator);
}

function missingWords({ actual, expected }: PartNow): string {
  return `${Math.round(100 * Math.max(0, 1 - actual / expected.value))} %`;
}

const minutesWords = (ms: number): string => {
  const minutes = Number((ms / minute).toFixed(1));
  return minutes === 1 ? 'a minute' : `${minutes} minutes`;
};
