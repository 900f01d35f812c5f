import { type EpochMs, toRfc3339 } from '../../maths/instants.ts';
import type { ImpactState, ProcessImpact } from './contract.ts';
import { type DropRecord, dropOf, presentClass } from './drop-record.ts';
import { valueEstimate } from './estimates.ts';
import type { ImpactFacts } from './facts.ts';
import { reckon } from './reckon.ts';
import { decimalOf } from './rules.ts';
import { indexOf, timeOf, type WalkState } from './walk-state.ts';
import { smallestDrop } from './window-rule.ts';

/** A process of which no number can be given: unknown or learning, with the reason. An open drop stays in sight. */
export function withoutNumbers(
  facts: ImpactFacts,
  asOf: EpochMs,
  state: ImpactState,
  reasons: string[],
  open: DropRecord | null,
): ProcessImpact {
  const at = toRfc3339(asOf);
  return {
    process: facts.process,
    asOf: at,
    state,
    notes: [...reasons, ...facts.notes],
    step: facts.step,
    window: { from: at, to: at, minutes: 0, fromOnset: false },
    actual: null,
    expected: null,
    impactShare: null,
    class: null,
    lossPerHour: null,
    drop: open ? dropOf(open, facts.levelAt(open.detectedAt)) : null,
    conversion: null,
    valuePerEvent: null,
    measuredUntil: measuredUntil(facts),
  };
}

/**
 * What is said of a process now: the window of its P2 threshold (of P1 when that is reached), or the time since the onset
 * of its drop when that is shorter; expected, share and money of it. Any unknown minute in it makes the whole unknown.
 */
export function impactNow(facts: ImpactFacts, state: WalkState, open: DropRecord | null, asOf: EpochMs): ProcessImpact {
  const last = state.minutes;
  const windows = state.windows[Math.floor(Math.max(state.judgedFrom, last - 1) / 60)];
  if (!windows || last <= state.judgedFrom)
    return withoutNumbers(facts, asOf, 'unknown', ['Nothing was measured yet.'], open);
  const onset = open ? indexOf(state, open.onset) : -1;
  const reached = open ? (presentClass(state, onset, last) ?? (open.bleed ? 'P2' : null)) : null;
  const length = (reached === 'P1' ? windows.total : windows.partial).minutes;
  const fromOnset = onset > last - length;
  const first = Math.max(0, last - length, onset);
  const now = reckon(state, first, last, facts.value);
  if (now.measured < now.minutes) {
    const missing = now.minutes - now.measured;
    return withoutNumbers(facts, asOf, 'unknown', [`${missing} of the last ${now.minutes} minutes are unknown.`], open);
  }
  const notes = [...facts.notes];
  if (now.impactShare === null) {
    notes.push(`Too little is expected to judge: ${now.sum.mean.toFixed(1)} events in ${now.minutes} minutes.`);
  }
  if (open?.bleed) notes.push('Slow bleed: the last four hours lost more than the money limit of the process.');
  if (!windows.partial.provable) notes.push(notProvable(windows, state.input.rules.pageZ));
  return {
    process: facts.process,
    asOf: toRfc3339(asOf),
    state: open ? 'losing' : 'ok',
    notes,
    step: facts.step,
    window: {
      from: toRfc3339(timeOf(state, first)),
      to: toRfc3339(timeOf(state, last)),
      minutes: last - first,
      fromOnset,
    },
    actual: now.actual,
    expected: now.expected,
    impactShare: now.impactShare,
    class: reached,
    lossPerHour: open ? now.lossPerHour : null,
    drop: open ? dropOf(open, facts.levelAt(open.detectedAt)) : null,
    conversion: facts.conversion,
    valuePerEvent: facts.value ? valueEstimate(facts.value, { profile: state.input.profile, completeness: 1 }) : null,
    measuredUntil: measuredUntil(facts),
  };
}

const measuredUntil = ({ completeUntil }: ImpactFacts): string | null =>
  completeUntil === null ? null : toRfc3339(completeUntil);

function notProvable({ precision, thresholds }: NonNullable<WalkState['windows'][number]>, pageZ: number): string {
  const shown = (share: number): string => (share < 1 ? `${(100 * share).toFixed(1)} %` : 'none');
  const limit = `${(100 * decimalOf(thresholds.partial)).toFixed(0)} %`;
  return `With ${precision.perMinute.toFixed(1)} events a minute expected, a drop of ${limit} is not provable within 30 minutes; the smallest that is: ${shown(smallestDrop(precision, 30, 3))} (opened from ${shown(smallestDrop(precision, 30, pageZ))}).`;
}
