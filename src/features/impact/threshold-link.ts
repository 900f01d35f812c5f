import { minutesPerDay } from '../../maths/zoned-time.ts';
import { estimateExpected, workspace } from './threshold-expected.ts';
import { type Fit, type FitSetting, fitResponse, fitSetting, startOf } from './threshold-fit.ts';
import type { FittedPair } from './threshold-pair.ts';
import { type DoseTable, doseTable } from './threshold-table.ts';

/** Whether the measure and the process are linked at all. */
export interface LinkTest {
  link: boolean;
  /** Share of day-shifted doses (which cannot do harm) that seem to explain as much as the real ones. */
  pNoLink: number;
  /** Log-likelihood gained on days that the fit had not seen, over the dispersion. */
  heldOutGain: number;
  /** Why there is no link, in a sentence. */
  reason?: string;
}

const mostShifts = 99;
const folds = 5;
/** Fewer percent of the result lost at the highest doses is not told from what an imperfect expectation leaves. */
const leastHarm = 0.02;
const significance = 0.05;

/** Three conditions, all needed: a falling stick, p < 0.05 against day-shifted doses, a gain on held-out days. */
export function testLink(pair: FittedPair): LinkTest {
  const { fit, setting } = pair;
  if (!fit.stick)
    return { link: false, pNoLink: 1, heldOutGain: 0, reason: 'the response does not fall as the measure rises' };
  const pNoLink = againstShiftedDays(pair);
  const gain = heldOutGain(setting, fit);
  const harm = 1 - Math.min(...fit.response.subarray(fit.firstHarmed));
  const reason =
    pNoLink >= significance
      ? 'doses of other days explain as much'
      : gain <= 0
        ? 'it does not foretell days it was not fitted to'
        : harm < leastHarm
          ? 'less than 2 % is lost at the highest readings'
          : undefined;
  return { link: reason === undefined, pNoLink, heldOutGain: gain, ...(reason && { reason }) };
}

/**
 * p of the gain among gains with the doses of the day 1, 2, 3 … days before (round the end): a shifted dose has the same
 * hours and the same spells, and no effect. Source: circular shift test, Besag and Diggle 1977 for the rank of the real one.
 */
function againstShiftedDays({ pair, bins, setting, fit }: FittedPair): number {
  const days = Math.floor(pair.counts.length / minutesPerDay);
  const shifts = Math.min(mostShifts, days - 1);
  if (shifts < 1) return 1;
  const ones = new Float64Array(pair.days).fill(1);
  let asGood = 0;
  let table: DoseTable | undefined;
  for (let s = 1; s <= shifts; s++) {
    const day = Math.round((s * (days - 1)) / shifts);
    table = doseTable(pair, bins, day * minutesPerDay, table);
    const shifted = fitResponse(fitSetting(table, bins, setting.noise), ones, startOf(bins), 2);
    if (shifted.gain >= fit.gain) asGood++;
  }
  return (1 + asGood) / (1 + shifts);
}

/**
 * Each fifth of the days in turn is left out, the response fitted to the rest, and held against "nothing is lost" on the
 * harmed minutes of the days left out, whose level is bridged from their own unharmed minutes: Σ A·ln r + E·(1 − r), the
 * logarithm of the ratio of Poisson likelihoods, over the dispersion.
 */
function heldOutGain(setting: FitSetting, fit: Fit): number {
  const { table, memoryBlocks, hourPrior, noise } = setting;
  const room = workspace(table);
  let gain = 0;
  for (let fold = 0; fold < folds; fold++) {
    const dayWeights = new Float64Array(table.days).map((_, d) => (d % folds === fold ? 0 : 1));
    const { response, firstHarmed } = fitResponse(setting, dayWeights, fit, 2, room);
    estimateExpected(table, { dayWeights, response, firstHarmed, memoryBlocks, hourPrior }, room);
    for (let b = 0; b < table.blocks; b++) {
      if (table.dayOfBlock[b]! % folds !== fold) continue;
      const expected = room.level[b]! * room.hour[table.hourOfBlock[b]!]!;
      for (let e = table.start[b]!; e < table.start[b + 1]! && table.bin[e]! >= firstHarmed; e++) {
        const r = response[table.bin[e]!]!;
        gain += table.actual[e]! * Math.log(r) + table.base[e]! * expected * (1 - r);
      }
    }
  }
  return gain / noise.dispersion;
}
