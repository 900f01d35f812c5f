import { addEstimates } from '../../../maths/add-estimates.ts';
import type { Estimate } from '../../../maths/estimate.ts';
import { type EpochMs, type Interval, minute } from '../../../maths/instants.ts';
import type { AlertRow } from '../alert-contract.ts';
import { apportion } from '../apportion.ts';
import { minutesIn, type Spans } from '../minute-spans.ts';
import { firesThatTold, minutesOf, minutesWithin, toldOf } from './fires.ts';
import type { KnownLoss } from './known-losses.ts';

export interface AlertWeight {
  fires: number;
  minutes: number;
  withoutDrop: number;
  precision: AlertRow['precision'];
  recall: AlertRow['recall'];
  money: { caught: Estimate[]; missed: Estimate[] };
  /** Of the losses given, by id, those that it told of. */
  told: ReadonlySet<string>;
}

/**
 * Weighs an alert against the losses of the processes above it that lasted in the window (minute-aligned). A fire is right where it told
 * of a loss (fires.ts); a drop's money is apportioned evenly to its minutes, caught where the alert fired and missed elsewhere, as in
 * the 2×2; minutes outside the window stay outside. Losses whose `money` is null count without it.
 */
export function weighAlert(fires: Spans, losses: readonly KnownLoss[], window: Interval, now: EpochMs): AlertWeight {
  const timed = losses.map((loss) => ({ loss, times: minutesOf({ from: loss.from, to: loss.to ?? now }) }));
  const right = firesThatTold(
    fires,
    timed.map(({ times }) => times),
  );
  const told = new Set(timed.filter(({ times }) => toldOf(fires, times)).map(({ loss }) => loss.id));
  const caught: Estimate[] = [];
  const missed: Estimate[] = [];
  for (const { loss, times } of timed) {
    if (loss.money === null) continue;
    const inside = { from: Math.max(times.from, window.from), to: Math.min(times.to, window.to) };
    const within = Math.max(0, inside.to - inside.from) / minute;
    const lit = within === 0 ? 0 : minutesWithin(fires, inside);
    const parts = apportion(loss.money, [lit, within - lit, (times.to - times.from) / minute - within]);
    if (lit > 0) caught.push(parts[0]!);
    if (within > lit) missed.push(parts[1]!);
  }
  return {
    ...{ fires: fires.length, minutes: minutesIn(fires), withoutDrop: fires.length - right, told },
    precision: fires.length === 0 ? null : fractionOf(right, fires.length),
    recall: losses.length === 0 ? null : fractionOf(told.size, losses.length),
    money: { caught: addEstimates(caught), missed: addEstimates(missed) },
  };
}

/** An exact share with whole per cent for people, cut and never rounded up. */
export function fractionOf(numerator: number, denominator: number) {
  return { numerator, denominator, text: `${Math.floor((100 * numerator) / denominator)} %` };
}
