import { binDoses } from './threshold-dose.ts';
import { type Fit, fitResponse, fitSetting, startOf } from './threshold-fit.ts';
import { dataAsTheyAre, type FittedPair } from './threshold-pair.ts';
import { doseTable } from './threshold-table.ts';

/** Lags looked at, in minutes. */
const longestLag = 10;
/** A lag other than none must explain more by this much log-likelihood (a factor of 400). */
const clearGain = 6;

/**
 * The lag whose readings explain the result best, 0 unless another does clearly better. The readings themselves are used,
 * not their neighbours: only they are sharp where an incident begins and ends, which is what tells one lag from the next.
 */
export function bestLag({ pair, setting, fit }: FittedPair, readings: Float64Array): number {
  if (!fit.stick) return 0;
  const bins = binDoses(readings);
  const ones = dataAsTheyAre(pair.days);
  const gains: number[] = [];
  for (let lag = 0; lag <= longestLag; lag++) {
    const { noise } = setting;
    const found = fitResponse(fitSetting(doseTable(pair, bins, lag), bins, noise), ones, startOf(bins), 2);
    gains.push(explained(found) / noise.dispersion);
  }
  const best = gains.indexOf(Math.max(...gains));
  return gains[best]! > gains[0]! + clearGain ? best : 0;
}

/** Log-likelihood of the harm against none: Σ A·ln r + E·(1 − r) over the harmed bins. */
function explained({ stick, sums, response, firstHarmed }: Fit): number {
  let sum = 0;
  if (stick) {
    for (let k = firstHarmed; k < response.length; k++)
      sum += sums.actual[k]! * Math.log(response[k]!) + sums.expected[k]! * (1 - response[k]!);
  }
  return sum;
}
