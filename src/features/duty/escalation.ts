import { type EpochMs, minute } from '../../maths/instants.ts';
import type { RotationSpec } from './rotation.ts';

export type EscalationTarget = RotationSpec['escalation'][number]['to'];

/** Somebody is to be told at a time; `round` counts how often the steps began again. */
export interface EscalationStep {
  round: number;
  step: number;
  at: EpochMs;
  to: EscalationTarget;
}

/** How long after the last step of a round the first is taken again, in minutes: as long as the longest pause between two. */
const leastPauseMinutes = 5;

/**
 * Every step of a page that began at an instant and that nobody acknowledges, oldest first. It ends: after the last repeat
 * nobody is told any more, and the page stays open.
 */
export function stepsOf(spec: Pick<RotationSpec, 'escalation' | 'repeats'>, pagedAt: EpochMs): EscalationStep[] {
  const { escalation, repeats } = spec;
  const pauses = escalation.map(({ afterMinutes }, i) => afterMinutes - (escalation[i - 1]?.afterMinutes ?? 0));
  const roundMinutes = escalation.at(-1)!.afterMinutes + Math.max(leastPauseMinutes, ...pauses);
  return Array.from({ length: repeats + 1 }, (_, round) =>
    escalation.map(({ afterMinutes, to }, step) => ({
      round,
      step,
      at: pagedAt + (round * roundMinutes + afterMinutes) * minute,
      to,
    })),
  ).flat();
}

/**
 * The steps that are due and not done. After an interruption only the newest of those that were missed is taken: somebody who
 * is told now need not hear what should have been said an hour ago.
 */
export function dueStep(
  steps: readonly EscalationStep[],
  done: { round: number; step: number } | null,
  now: EpochMs,
): EscalationStep | null {
  const open = steps.filter((one) => done === null || isAfter(one, done));
  return open.filter(({ at }) => at <= now).at(-1) ?? null;
}

const isAfter = (a: { round: number; step: number }, b: { round: number; step: number }): boolean =>
  a.round > b.round || (a.round === b.round && a.step > b.step);
