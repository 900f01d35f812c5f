import type { Dynamics } from '../expectations/level-filter.ts';
import type { DoseBins } from './threshold-dose.ts';
import { type BinSums, estimateExpected, type Workspace, workspace } from './threshold-expected.ts';
import { fitStick, lineRss, type Points, type Stick, stickAt } from './threshold-stick.ts';
import { type DoseTable, tableBlockMinutes } from './threshold-table.ts';

/** How noisy the counts of a process are and how its level wanders, from its profile. */
export interface Noise {
  dispersion: number;
  dynamics: Dynamics;
  /** Average expected events per minute. */
  rate: number;
}

export interface Fit {
  /** Null: nothing falls. */
  stick: Stick | null;
  /** Weighted squares saved against the best line that does not fall: how much the harm explains. */
  gain: number;
  points: Points;
  /** Fitted response by bin, 1 where there is no stick. */
  response: Float64Array;
  /** The first bin beyond the knee. */
  firstHarmed: number;
  sums: BinSums;
}

/** Bins above this share of all minutes are suspected of harm before anything is known. */
const usualShare = 0.97;
/** At least so many minutes must lie beyond a knee. */
export const leastMinutesBeyond = 30;

/** What stays the same from draw to draw. */
export interface FitSetting {
  table: DoseTable;
  bins: DoseBins;
  noise: Noise;
  memoryBlocks: number;
  hourPrior: number;
  /** Variance per bin that more events do not remove: the level wanders within an hour, the curve is not exactly a stick. */
  extraVariance: Float64Array;
  pointsBeyond: number;
}

export function fitSetting(table: DoseTable, bins: DoseBins, noise: Noise): FitSetting {
  const { dispersion, dynamics, rate } = noise;
  const blockNoise = dispersion / (rate * tableBlockMinutes);
  const wander = (2 * dynamics.fastSd ** 2 * tableBlockMinutes) / dynamics.fastMinutes;
  const memoryBlocks = Math.min(18, Math.max(1, Math.sqrt(blockNoise / Math.max(wander, 1e-9))));
  const hours = hoursOfBins(table);
  const extraVariance = hours.map((h) => (0.3 * dynamics.fastSd ** 2) / Math.max(1, h) + 0.003 ** 2);
  let pointsBeyond = 0;
  for (let minutes = 0, k = bins.x.length - 1; k >= 0 && minutes < leastMinutesBeyond; k--) {
    minutes += bins.minutes[k]!;
    pointsBeyond++;
  }
  return {
    table,
    bins,
    noise,
    memoryBlocks,
    hourPrior: rate * 60,
    extraVariance,
    pointsBeyond: Math.max(3, pointsBeyond),
  };
}

/** Number of different hours of the history in which each bin occurs. */
function hoursOfBins(table: DoseTable): Float64Array {
  const hours = new Float64Array(table.bins);
  const lastSeen = new Int32Array(table.bins).fill(-1);
  for (let b = 0; b < table.blocks; b++) {
    const hour = Math.floor((b * tableBlockMinutes) / 60);
    for (let e = table.start[b]!; e < table.start[b + 1]!; e++) {
      const k = table.bin[e]!;
      if (lastSeen[k] === hour) continue;
      lastSeen[k] = hour;
      hours[k]!++;
    }
  }
  return hours;
}

/** Starting point: no harm known, the highest doses suspected. */
export function startOf(bins: DoseBins): Pick<Fit, 'response' | 'firstHarmed'> {
  const limit = usualShare * bins.minutes.reduce((a, b) => a + b, 0);
  let below = 0;
  let firstHarmed = 0;
  while (firstHarmed < bins.x.length && below + bins.minutes[firstHarmed]! <= limit)
    below += bins.minutes[firstHarmed++]!;
  return { response: new Float64Array(bins.x.length).fill(1), firstHarmed };
}

/** Estimates expectation and stick in turn, `rounds` times from `start`. */
export function fitResponse(
  setting: FitSetting,
  dayWeights: Float64Array,
  start: Pick<Fit, 'response' | 'firstHarmed'>,
  rounds: number,
  room: Workspace = workspace(setting.table),
): Fit {
  const { table, bins, memoryBlocks, hourPrior } = setting;
  let { response, firstHarmed } = start;
  for (let round = 1; ; round++) {
    const sums = estimateExpected(table, { dayWeights, response, firstHarmed, memoryBlocks, hourPrior }, room);
    const points = pointsOf(setting, sums);
    const stick = fitStick(points, { falling: true, floor: true, pointsBeyond: setting.pointsBeyond });
    if (stick) {
      const top = stick.atKnee;
      response = bins.x.map((x) => (x <= stick.knee ? 1 : Math.max(0.02, stickAt(stick, x) / top)));
      firstHarmed = bins.x.findIndex((x) => x > stick.knee);
      if (firstHarmed < 0) firstHarmed = bins.x.length;
    }
    if (round >= rounds || !stick) {
      const gain = stick ? lineRss(points, 0) - stick.rss : 0;
      return { stick, gain, points, response, firstHarmed, sums };
    }
  }
}

function pointsOf({ bins, noise, extraVariance }: FitSetting, sums: BinSums): Points {
  const n = bins.x.length;
  const y = new Float64Array(n);
  const weight = new Float64Array(n);
  for (let k = 0; k < n; k++) {
    const expected = sums.expected[k]!;
    if (!(expected > 0)) continue;
    y[k] = sums.actual[k]! / expected;
    weight[k] = 1 / (noise.dispersion / expected + extraVariance[k]!);
  }
  return { x: bins.x, y, weight };
}
