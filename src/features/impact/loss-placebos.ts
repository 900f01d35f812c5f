import { conformalQuantile } from '../../maths/conformal.ts';
import { normalQuantile } from '../../maths/distributions.ts';
import { median } from '../../maths/quantiles.ts';
import type { PlaceboHistory } from '../expectations/calibrate.ts';
import { intervalLevel } from '../expectations/forecast.ts';
import { blockMinutes } from '../expectations/profile.ts';
import { type LossWindow, windowSums } from './loss-windows.ts';

/** How the model's answer is set right, by what it was off on windows in which nothing happened. */
export interface LossSpread {
  /** Typical surprise of the outage's length and of the horizon, in model standard deviations: what came over what was expected. */
  shiftLost: number;
  shiftRecovered: number;
  /** Measured over modelled spread for the three sums that are reported. */
  lost: number;
  recovered: number;
  net: number;
  placebos: number;
}

interface Placebo {
  /** Surprise in the window, after it (null where that is not whole) and the standard deviations of both and their sum. */
  lost: number;
  sdLost: number;
  after: { recovered: number; sdRecovered: number; sdNet: number } | null;
  /** Whether the window lay at a like time of day. */
  near: boolean;
}

/** Like times of day lie at most so many minutes apart; what they show counts as much as the rest from so many windows on. */
const nearMinutes = 150;
const nearEnough = 60;
const mostPlacebos = 400;
/** Placebos weigh against the model as if it had been confirmed this many times. */
const priorWindows = 15;
/** And so many windows stand against believing that the model is off to one side. */
const shiftPrior = 60;
const leastFactor = 0.7;

/**
 * Gives windows of the history in which nothing is known to have happened the very treatment of the outage (same length,
 * same horizon, same guard, as much seen on either side, each from a shape learned without its own week) and compares: the 90 %
 * quantile of the standardised surprise over that of a normal. Windows that the robust learning called unusual are among
 * them: a series that bursts now and then will burst again, and a few unrecorded outages do not move a quantile. Source: split conformal prediction on window totals
 * (Vovk; Lei et al. 2018); shrunk towards 1 where windows are few, and never below 1 by few windows.
 */
export function lossSpread(history: PlaceboHistory, window: LossWindow): LossSpread {
  const length = window.outageTo - window.outageFrom;
  const horizon = window.afterTo - window.outageTo;
  const seen = Math.max(0, window.seenUntil - window.seenFrom);
  const n = history.counts.length;
  const stride = Math.max(blockMinutes, Math.ceil(n / mostPlacebos / blockMinutes) * blockMinutes);
  const all: Placebo[] = [];
  // an hour is no multiple of most strides then, and every time of day has its turn
  for (let from = 144 * blockMinutes; from + length <= n; from += stride % 60 === 0 ? stride + blockMinutes : stride) {
    const near = apartInDay(from, window.outageFrom) <= nearMinutes;
    const one = placeboAt(history, { from, length, horizon, seen, n, near });
    if (one) all.push(one);
  }
  const apart = Math.min(n / Math.max(length, blockMinutes) / 2, n / 60);
  const wide = Math.min(n / Math.max(length + horizon, blockMinutes) / 2, n / 60);
  const whole = all.flatMap(({ lost, sdLost, after, near }) => (after ? [{ lost, sdLost, ...after, near }] : []));
  const shiftLost = shiftOf(
    all.map(({ lost, sdLost }) => lost / sdLost),
    apart,
  );
  const shiftRecovered = shiftOf(
    whole.map(({ recovered, sdRecovered }) => recovered / sdRecovered),
    wide,
  );
  const scored = <P extends { near: boolean }>(list: readonly P[], value: (one: P) => number): Score[] =>
    list.map((one) => ({ value: Math.abs(value(one)), near: one.near }));
  const net = (one: (typeof whole)[number]): number =>
    (one.lost + one.recovered - shiftLost * one.sdLost - shiftRecovered * one.sdRecovered) / one.sdNet;
  return {
    shiftLost,
    shiftRecovered,
    lost: factorOf(
      scored(all, (one) => one.lost / one.sdLost - shiftLost),
      apart,
    ),
    recovered: factorOf(
      scored(whole, (one) => one.recovered / one.sdRecovered - shiftRecovered),
      wide,
    ),
    net: factorOf(scored(whole, net), wide),
    placebos: all.length,
  };
}

interface Score {
  value: number;
  near: boolean;
}

/** The typical surprise, drawn towards none where windows are few. */
function shiftOf(surprises: readonly number[], apart: number): number {
  const independent = Math.min(surprises.length, apart);
  return surprises.length < 10 ? 0 : (independent / (independent + shiftPrior)) * median(surprises);
}

function placeboAt(
  history: PlaceboHistory,
  at: { from: number; length: number; horizon: number; seen: number; n: number; near: boolean },
): Placebo | null {
  const { counts, used, ordinary, dispersion } = history;
  const outageTo = at.from + at.length;
  const afterTo = outageTo + at.horizon;
  const actual = wholeSum(counts, ordinary, at.from, outageTo);
  if (actual === null || (at.seen > 0 && afterTo + at.seen > at.n)) return null;
  const window = { outageFrom: at.from, outageTo, afterTo, seenFrom: afterTo, seenUntil: afterTo + at.seen };
  const sums = windowSums(history, window, (i) => used[i] === 1);
  if (!(sums.outage > 0)) return null;
  const sd = (expected: number, variance: number): number => Math.sqrt(dispersion * expected + Math.max(0, variance));
  const found = { lost: actual - sums.outage, sdLost: sd(sums.outage, sums.varOutage), near: at.near };
  const later = at.horizon > 0 && afterTo <= at.n ? wholeSum(counts, ordinary, outageTo, afterTo) : null;
  if (later === null || !(sums.after > 0)) return { ...found, after: null };
  const variance = sums.varOutage + sums.varAfter + 2 * sums.covariance;
  const sdNet = sd(sums.outage + sums.after, variance);
  return { ...found, after: { recovered: later - sums.after, sdRecovered: sd(sums.after, sums.varAfter), sdNet } };
}

function wholeSum(counts: Float64Array, ordinary: Uint8Array, from: number, to: number): number | null {
  let sum = 0;
  for (let i = from; i < to; i++) {
    if (ordinary[i] !== 1) return null;
    sum += counts[i]!;
  }
  return sum;
}

/** Minutes between two times of day, the shorter way round. */
function apartInDay(a: number, b: number): number {
  const apart = Math.abs(a - b) % 1440;
  return Math.min(apart, 1440 - apart);
}

function factorOf(scores: readonly Score[], apart: number): number {
  const n = scores.length;
  if (n < 10) return 1.25;
  const near = scores.filter((one) => one.near);
  const nearWeight = near.length >= 20 ? near.length / (near.length + nearEnough) : 0;
  const all = measuredOver(scores);
  const measured = nearWeight > 0 ? nearWeight * measuredOver(near) + (1 - nearWeight) * all : all;
  const independent = Math.min(n, apart);
  const weight = independent / (independent + priorWindows);
  return Math.max(leastFactor, weight * measured + (1 - weight) * Math.max(1, measured));
}

function measuredOver(scores: readonly Score[]): number {
  const sorted = Float64Array.from(scores, (one) => one.value).sort();
  return conformalQuantile(sorted, intervalLevel) / normalQuantile((1 + intervalLevel) / 2);
}
