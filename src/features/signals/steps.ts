import { type EpochMs, hour, type Interval, minute } from '../../maths/instants.ts';
import { minutesInPieces, type Span } from './measured-spans.ts';

const minutesInHour = hour / minute;

/** Good and valid observations per step from the start of one; NaN where no minute of the step was measured. */
export interface IndicatorSteps {
  from: EpochMs;
  good: Float64Array;
  valid: Float64Array;
}

/** Sums of the known minutes per step; NaN for a step without any. The last step may be cut short. */
export function stepsOf(minutes: Float64Array, stepMinutes: number): Float64Array {
  const steps = new Float64Array(Math.ceil(minutes.length / stepMinutes)).fill(Number.NaN);
  for (let index = 0; index < minutes.length; index++) {
    const count = minutes[index]!;
    if (Number.isNaN(count)) continue;
    const step = Math.floor(index / stepMinutes);
    steps[step] = (Number.isNaN(steps[step]!) ? 0 : steps[step]!) + count;
  }
  return steps;
}

/** How many minutes of each hour are measured, of `length` minutes that begin with an hour. */
export const measuredInHours = (spans: readonly Span[], length: number): Uint8Array =>
  minutesInPieces(spans, length, minutesInHour);

/** 0 for each step of so many hours in which some minute was measured, NaN for each other. */
export function emptySteps(hours: Uint8Array, hoursInStep: number): Float64Array {
  const steps = new Float64Array(Math.ceil(hours.length / hoursInStep)).fill(Number.NaN);
  hours.forEach((measured, nth) => {
    if (measured > 0) steps[Math.floor(nth / hoursInStep)] = 0;
  });
  return steps;
}

export const isWhole = (measuredMinutes: number): boolean => measuredMinutes === minutesInHour;

/**
 * The hours that are measured in part, as intervals to ask minutes of: those less than a day apart together, since a question
 * costs about as much as a day of minutes. `from` is the start of the first hour.
 */
export function brokenHours(hours: Uint8Array, from: EpochMs): Interval[] {
  const broken: Interval[] = [];
  hours.forEach((measured, nth) => {
    if (measured === 0 || isWhole(measured)) return;
    const own = { from: from + nth * hour, to: from + (nth + 1) * hour };
    const last = broken.at(-1);
    if (last !== undefined && own.from - last.to < 24 * hour) last.to = own.to;
    else broken.push(own);
  });
  return broken;
}
