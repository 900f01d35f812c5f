import { minute } from '../../../maths/instants.ts';
import { parseRatio } from '../../../maths/ratios.ts';
import { countedUntil, type IndicatorTotals } from '../../objectives/indicator-minutes.ts';

/** A rule as it stands in the file of a Measure. */
export interface RuleText {
  atLeast: string;
  overMinutes: number;
  floor: number;
}

const usualShares = ['0.5', '0.8', '0.9', '0.95', '0.98', '0.99', '0.995', '0.998', '0.999', '0.9995', '0.9999'];
const windows = [1, 5, 10, 15, 30, 60, 120];
const floorFactors = [1, 2, 5, 10];
/** How far from the present share others are looked at, in steps of the usual ones. */
const stepsAway = 3;
/** Of the windows of five minutes so many in a thousand reach less. */
const permille = [1, 5, 20];

/** The rules that are tried: shares around the present one and as they were observed, windows, floors; the present one first. */
export function gridAround(present: RuleText, totals: IndicatorTotals): RuleText[] {
  const shares = [...new Set([present.atLeast, ...near(present.atLeast), ...observed(totals)])];
  const overs = [...new Set([present.overMinutes, ...windows])];
  const floors = [...new Set(floorFactors.map((factor) => factor * present.floor))];
  return shares.flatMap((atLeast) =>
    overs.flatMap((overMinutes) => floors.map((floor) => ({ atLeast, overMinutes, floor }))),
  );
}

function near(share: string): string[] {
  const value = Number(share);
  const below = usualShares.filter((one) => Number(one) < value).slice(-stepsAway);
  const above = usualShares.filter((one) => Number(one) > value).slice(0, 1);
  return [...below, ...above];
}

/** What single windows reached on their worst, cut to four places. */
function observed(totals: IndicatorTotals): string[] {
  const reached: number[] = [];
  for (let i = 5; i <= totals.minutes; i += 5) {
    const { good, valid } = countedUntil(totals, totals.from + i * minute, 5);
    if (valid > 0) reached.push(Math.floor((10_000 * good) / valid));
  }
  reached.sort((a, b) => a - b);
  return permille.flatMap((part) => {
    const value = reached[Math.floor((reached.length * part) / 1_000)];
    if (value === undefined || value <= 0 || value >= 10_000) return [];
    const text = `0.${String(value).padStart(4, '0')}`.replace(/0+$/, '');
    return parseRatio(text) ? [text] : [];
  });
}
