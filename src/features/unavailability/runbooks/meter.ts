import { day, type Interval, minute } from '../../../maths/instants.ts';
import { parseDuration } from '../../catalog/duration.ts';
import { type KeptStep, type Run, stepOf } from './run.ts';
import type { RunbookMeter } from './runbook-contract.ts';

/** Whether a step was done without a person: nobody agreed to it, answered it, or said what became of it. */
export const isAlone = ({ state, by, approvedBy }: KeptStep): boolean =>
  state === 'done' && by === null && approvedBy === null;

/** What a step takes a person, in seconds: of a wait never more than it lasts, and nothing where there is no incident to gather of. */
export function secondsByHand(run: Run, index: number): number {
  const step = stepOf(run, index);
  if (step.do === 'gather' && run.incident === null) return 0;
  const given = Math.round(step.minutesByHand * 60);
  return step.do === 'wait' ? Math.min(given, Math.floor(parseDuration(step.for)! / 1_000)) : given;
}

/** Counts of steps that were done in an interval, and what those without a person would have taken one. */
export function meterOf(
  { from, to }: Interval,
  runs: number,
  counted: { done: number; alone: number; secondsAlone: number },
): RunbookMeter {
  return {
    days: Math.round((to - from) / day),
    runs,
    steps: { done: counted.done, alone: counted.alone },
    minutesSaved: Math.floor((counted.secondsAlone * 1_000) / minute),
  };
}
