import { median } from '../../maths/quantiles.ts';
import type { HistoryCells } from './history-cells.ts';

/** Which cells of the history are usual, and how high each repetition (week) stood against the others. */
export interface RobustCells {
  /** 1 = used, 0 = nothing measured or far off its peers (an unrecorded outage, a spike). */
  kept: Uint8Array;
  /** Level of each repetition against the median repetition. */
  levels: Float64Array;
}

/** A cell is set aside when it is this many standard deviations from its peers, where 10 % deviation counts as usual weather. */
const farOff = 4;
const usualWeather = 0.1;

/** What a slot usually brings: the median of its repetitions, and that drawn together with both neighbours. */
interface Centres {
  own: Float64Array;
  smooth: Float64Array;
}

/**
 * Median over repetitions per slot, so that one bad week does not bend the shape; then cells far from it are set aside
 * together with their neighbours (an outage's first and last block are only partly hit). Far is what lies far from the smoothed
 * median, or, where the slot's own median lies far from it too, from its own: at a step of the day (opening hours, midnight before a
 * quiet Saturday) the smoothed one is wrong every week, and a slot of which every week is set aside is guessed from its neighbours on
 * the wrong side of the step.
 */
export function robustCells(cells: HistoryCells, dispersion: number): RobustCells {
  const { slots, repetitions, counts, exposure } = cells;
  const levels = new Float64Array(repetitions).fill(1);
  const rate = new Float64Array(counts.length);
  for (let i = 0; i < rate.length; i++) rate[i] = exposure[i]! >= 3 ? counts[i]! / exposure[i]! : Number.NaN;
  let centre = centres(rate, levels, cells);
  for (let round = 0; round < 2; round++) {
    const { smooth } = centre;
    for (let r = 0; r < repetitions; r++) {
      const ratios = new Float64Array(slots);
      for (let s = 0; s < slots; s++) ratios[s] = smooth[s]! > 0 ? rate[r * slots + s]! / smooth[s]! : Number.NaN;
      const level = median(ratios);
      levels[r] = level > 0.05 ? level : 1;
    }
    centre = centres(rate, levels, cells);
  }
  return { kept: keepUsual(cells, levels, centre, dispersion), levels };
}

function centres(rate: Float64Array, levels: Float64Array, cells: HistoryCells): Centres {
  const { slots, repetitions } = cells;
  const own = new Float64Array(slots);
  const votes: number[] = [];
  const daily = slots > 144 && repetitions < 5 ? dailyCentres(rate, levels, cells) : null;
  for (let s = 0; s < slots; s++) {
    votes.length = 0;
    for (let r = 0; r < repetitions; r++) {
      const value = rate[r * slots + s]!;
      if (value >= 0) votes.push(value / levels[r]!);
    }
    // with one or two weeks the median protects nothing: the usual day has a vote too
    if (daily && votes.length < 3) votes.push(daily[s % 144]!);
    votes.sort((a, b) => a - b);
    const half = votes.length >> 1;
    own[s] = votes.length === 0 ? Number.NaN : votes.length % 2 ? votes[half]! : (votes[half - 1]! + votes[half]!) / 2;
  }
  const smooth = own.map((value, s) => {
    const near = [value, own[(s + 1) % slots]!, own[(s + slots - 1) % slots]!].filter((v) => v >= 0);
    return near.length === 0 ? Number.NaN : near.reduce((a, b) => a + b, 0) / near.length;
  });
  return { own, smooth };
}

function dailyCentres(rate: Float64Array, levels: Float64Array, cells: HistoryCells): Float64Array {
  const out = new Float64Array(144);
  for (let s = 0; s < 144; s++) {
    const values: number[] = [];
    for (let i = s; i < rate.length; i += 144) {
      if (rate[i]! >= 0) values.push(rate[i]! / levels[Math.floor(i / cells.slots)]!);
    }
    out[s] = median(values);
  }
  return out;
}

function keepUsual(cells: HistoryCells, levels: Float64Array, centre: Centres, dispersion: number): Uint8Array {
  const { slots, counts, exposure } = cells;
  const total = counts.length;
  const far = new Uint8Array(total);
  for (let i = 0; i < total; i++) {
    const usual = levels[Math.floor(i / slots)]! * exposure[i]!;
    const smooth = centre.smooth[i % slots]! * usual;
    const own = centre.own[i % slots]! * usual;
    const isFar = (count: number, expected: number): boolean =>
      expected > 0 &&
      Math.abs(count - expected) > farOff * Math.sqrt(dispersion * expected + (usualWeather * expected) ** 2);
    if (isFar(counts[i]!, isFar(own, smooth) ? own : smooth)) far[i] = 1;
  }
  const kept = new Uint8Array(total);
  for (let i = 0; i < total; i++) {
    kept[i] = exposure[i]! > 0 && !far[i] && !(i > 0 && far[i - 1]) && !(i + 1 < total && far[i + 1]) ? 1 : 0;
  }
  return kept;
}
