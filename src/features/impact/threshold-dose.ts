import { quantile, quantileSorted } from '../../maths/quantiles.ts';

/** Neighbours agree when they differ by less than this share of how far they are from the usual reading. */
const agreement = 0.25;
/** … or by less than so many usual steps. */
const usualSteps = 6;
const widestReach = 3;
/** The reach is chosen on this share of highest readings, where the knee is looked for. */
const highShare = 0.02;

/**
 * The dose of each minute: what the measure read around it, never in it. The same minute's noise enters both a count and
 * a latency (more visitors, slower answers), so the reading of the minute itself, and with a lag the one of the minute
 * `lag` before, is left to its neighbours. Where these disagree by much (an incident begins or ends between them) the
 * dose is unsure and the minute is NaN, as where both are unknown. One to three neighbours a side are taken, nearer ones
 * with more weight: as many as foretell the highest readings best, so that a jumpy measure is smoothed.
 */
export function neighbourDoses(readings: Float64Array, lagMinutes: number): Float64Array {
  const agree = agreementOf(readings);
  const nearest = nearestDoses(readings, agree);
  let best = nearest;
  let bestMiss = Number.POSITIVE_INFINITY;
  const high = highest(nearest);
  for (let reach = 1; reach <= widestReach; reach++) {
    const doses = reach === 1 ? nearest : widened(readings, nearest, reach, agree);
    let miss = 0;
    for (const i of high) miss += Math.abs(readings[i]! - doses[i]!) || 0;
    if (miss < bestMiss) {
      bestMiss = miss;
      best = doses;
    }
  }
  return lagMinutes === 0 ? best : lagged(best, readings, lagMinutes);
}

type Agree = (a: number, b: number) => boolean;

/** Does not depend on where the measure has its zero, so that 99.9 % available reads as 0.1 % failed does. */
function agreementOf(readings: Float64Array): Agree {
  const usual = quantileSorted(known(readings).sort(), 0.5);
  const least = usualSteps * medianStep(readings);
  return (a, b) => Math.abs(a - b) <= Math.max(least, agreement * Math.abs((a + b) / 2 - usual));
}

function nearestDoses(readings: Float64Array, agree: Agree): Float64Array {
  const n = readings.length;
  const out = new Float64Array(n).fill(Number.NaN);
  for (let i = 0; i < n; i++) {
    const before = i > 0 ? readings[i - 1]! : Number.NaN;
    const after = i + 1 < n ? readings[i + 1]! : Number.NaN;
    if (Number.isNaN(after)) out[i] = before;
    else if (Number.isNaN(before)) out[i] = after;
    else if (agree(before, after)) out[i] = (before + after) / 2;
  }
  return out;
}

/** Triangular mean of up to `reach` neighbours a side; a pair that departs from the nearest ones is left out. */
function widened(readings: Float64Array, nearest: Float64Array, reach: number, agree: Agree): Float64Array {
  const n = readings.length;
  const out = nearest.slice();
  for (let i = reach; i + reach < n; i++) {
    const near = nearest[i]!;
    if (Number.isNaN(near)) continue;
    let sum = reach * near;
    let weight = reach;
    for (let k = 2; k <= reach; k++) {
      const pair = (readings[i - k]! + readings[i + k]!) / 2;
      if (!agree(pair, near)) break;
      sum += (reach + 1 - k) * pair;
      weight += reach + 1 - k;
    }
    out[i] = sum / weight;
  }
  return out;
}

/** The dose of `lag` minutes before; where its neighbourhood would reach the minute itself, the reading alone. */
function lagged(doses: Float64Array, readings: Float64Array, lag: number): Float64Array {
  const out = new Float64Array(doses.length).fill(Number.NaN);
  const source = lag <= widestReach ? readings : doses;
  out.set(source.subarray(0, Math.max(0, doses.length - lag)), lag);
  return out;
}

function highest(doses: Float64Array): number[] {
  const limit = quantileSorted(known(doses).sort(), 1 - highShare);
  const out: number[] = [];
  for (let i = 0; i < doses.length; i++) if (doses[i]! >= limit) out.push(i);
  return out;
}

/** Median difference of readings two minutes apart. */
function medianStep(readings: Float64Array): number {
  const steps: number[] = [];
  const stride = Math.max(1, Math.floor(readings.length / 5_000));
  for (let i = 1; i + 1 < readings.length; i += stride) {
    const step = Math.abs(readings[i + 1]! - readings[i - 1]!);
    if (!Number.isNaN(step)) steps.push(step);
  }
  return steps.length === 0 ? 0 : quantile(steps, 0.5);
}

/** Doses sorted into bins that are fine where doses are rare (high) and coarse where they are common. */
export interface DoseBins {
  /** Bin of each minute, ascending with the dose; −1 where the dose is unknown. */
  binOf: Int16Array;
  /** Mean dose of each bin. */
  x: Float64Array;
  minutes: Float64Array;
}

const fewestMinutes = 6;
/** A bin holds this share of all minutes at higher doses. */
const growth = 0.08;

/** Equal doses always share a bin. */
export function binDoses(doses: Float64Array): DoseBins {
  const sorted = known(doses).sort();
  const edges: number[] = [];
  let end = sorted.length;
  while (end > 0) {
    let start = Math.max(0, end - Math.max(fewestMinutes, Math.round(growth * (sorted.length - end))));
    while (start > 0 && sorted[start - 1] === sorted[start]) start--;
    edges.push(sorted[start]!);
    end = start;
  }
  const lower = Float64Array.from(edges.reverse());
  const binOf = new Int16Array(doses.length).fill(-1);
  const x = new Float64Array(lower.length);
  const minutes = new Float64Array(lower.length);
  for (let i = 0; i < doses.length; i++) {
    const dose = doses[i]!;
    if (Number.isNaN(dose)) continue;
    const bin = lastAtMost(lower, dose);
    binOf[i] = bin;
    x[bin]! += dose;
    minutes[bin]!++;
  }
  for (let k = 0; k < x.length; k++) x[k]! /= minutes[k]!;
  return { binOf, x, minutes };
}

function known(doses: Float64Array): Float64Array {
  const out = new Float64Array(doses.length);
  let n = 0;
  for (const dose of doses) if (!Number.isNaN(dose)) out[n++] = dose;
  return out.subarray(0, n);
}

function lastAtMost(ascending: Float64Array, value: number): number {
  let low = 0;
  let high = ascending.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (ascending[middle]! <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
