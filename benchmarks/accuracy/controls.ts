import { plainCalendar } from '../../src/features/expectations/business-calendar.ts';
import type { Control } from '../../src/features/impact/control.ts';
import { findLoss } from '../../src/features/impact/loss.ts';
import { findLossBeside } from '../../src/features/impact/loss-controls.ts';
import type { LossQuestion } from '../../src/features/impact/loss-question.ts';
import { lossReport } from '../../src/features/impact/loss-report.ts';
import type { Estimate } from '../../src/maths/estimate.ts';
import { minute } from '../../src/maths/instants.ts';
import { median, quantile } from '../../src/maths/quantiles.ts';
import { seededRandom } from '../../src/maths/random.ts';
import { makeWorld, slice, weatherCurve } from './world.ts';

/**
 * `shared`: all have one weather. `apart`: each has its own. `falls`: one weather, and the controls are hit by the outage too, by
 * two to four fifths of its share. `grazed`: they are hit by a tenth of it, which may not stand out.
 */
export type Kinship = 'shared' | 'apart' | 'falls' | 'grazed';

export const lengths = [15, 60, 240] as const;
const days = 49;

export interface Beside {
  question: LossQuestion;
  controls: Control[];
  /** What the outage took away, by the world's own means and by the draw itself. */
  missing: number;
  /** What would have come. */
  came: number;
}

/** Seven weeks of a process and two others, with an outage in the sixth: `share` of it is missing for `length` minutes. */
export function besideOf(seed: number, kinship: Kinship, length: number, share = 0.5): Beside {
  const random = seededRandom(seed * 11 + 3);
  const sd = 0.02 + 0.03 * random.uniform();
  const { weather: shared } = weatherCurve(random, days * 1440, sd);
  const start = random.integer(36 * 1440, 43 * 1440);
  const own = kinship === 'apart' ? {} : { shared, weather: 0.003 + 0.007 * random.uniform() };
  const dispersion = 1 + random.uniform();
  const part = kinship === 'falls' ? 0.4 + 0.4 * random.uniform() : kinship === 'grazed' ? 0.1 : 0;
  const hit = part > 0 ? [{ fromMinute: start, minutes: length, share: share * part }] : [];
  const world = makeWorld({ seed: 10 * seed, days, rate: [60, 120, 300][seed % 3]!, dispersion, ...own });
  const controls = [1, 2].map((k) => {
    const rate = 100 * 4 ** random.uniform();
    const other = makeWorld({
      seed: 10 * seed + k,
      days,
      rate,
      dispersion: 1 + random.uniform(),
      outages: hit,
      ...own,
    });
    return { name: `control ${k}`, series: slice(other, 0, other.counts.length) };
  });
  const series = slice(world, 0, world.counts.length);
  let [missing, came] = [0, 0];
  for (let i = start; i < start + length; i++) {
    const gone = Math.round(share * series.counts[i]!);
    came += series.counts[i]!;
    missing += gone;
    series.counts[i] = series.counts[i]! - gone;
  }
  const raw = { from: world.from + start * minute, to: world.from + (start + length) * minute };
  const question = {
    series,
    raw,
    ends: 'given' as const,
    horizonMinutes: 120,
    timeZone: 'UTC',
    calendar: plainCalendar,
  };
  return { question: { ...question, value: null }, controls, missing, came };
}

/** What many windows showed, alone and beside the controls. */
export class BesideTally {
  windows = 0;
  /** Windows in which at least one control was used. */
  used = 0;
  inside = { alone: 0, beside: 0 };
  #widths: number[] = [];
  #errors: { alone: number[]; beside: number[] } = { alone: [], beside: [] };

  add({ question, controls, missing, came }: Beside): void {
    const alone = lossReport(question, findLoss(question)).lost;
    const report = lossReport(question, findLossBeside(question, controls));
    this.windows++;
    if (report.controls?.some((one) => one.used)) this.used++;
    const holds = ({ low, high }: Estimate): number => (low <= missing && missing <= high ? 1 : 0);
    this.inside.alone += holds(alone);
    this.inside.beside += holds(report.lost);
    this.#widths.push((report.lost.high - report.lost.low) / (alone.high - alone.low));
    this.#errors.alone.push((alone.value - missing) / came);
    this.#errors.beside.push((report.lost.value - missing) / came);
  }

  /** Width beside the controls over the width alone, on average. */
  get width(): number {
    return this.#widths.reduce((a, b) => a + b, 0) / this.windows;
  }

  /** Mean error of lost in shares of what would have come. */
  bias(of: 'alone' | 'beside'): number {
    return this.#errors[of].reduce((a, b) => a + b, 0) / this.windows;
  }

  /** Median size of the error, in the same shares. */
  error(of: 'alone' | 'beside'): number {
    return median(this.#errors[of].map(Math.abs));
  }

  text(): string {
    const percent = (value: number, digits = 1): string => `${(100 * value).toFixed(digits)} %`.padStart(7);
    const side = (of: 'alone' | 'beside'): string =>
      `${of}: inside ${percent(this.inside[of] / this.windows)}, error ${percent(this.error(of), 2)}, bias ${percent(this.bias(of), 2)}`;
    const tenth = percent(quantile(this.#widths, 0.5), 0);
    return `used ${percent(this.used / this.windows, 0)}, width ${percent(this.width, 0)} (median ${tenth})   ${side('alone')}   ${side('beside')}   (${this.windows} windows)`;
  }
}

/** Prints the table for worlds from `firstSeed` on. */
function printControls(firstSeed: number, worlds: number): void {
  console.log(`\nLoss beside two other processes: ${worlds} worlds a row`);
  for (const kinship of ['shared', 'apart', 'falls', 'grazed'] as const) {
    for (const length of lengths) {
      const tally = new BesideTally();
      for (let k = 0; k < worlds; k++) tally.add(besideOf(firstSeed + k, kinship, length));
      console.log(`  ${`${kinship}, ${length} minutes`.padEnd(22)} ${tally.text()}`);
    }
  }
}

// worlds from 1 on are for tuning; those reported begin at 500 000 and nothing was ever chosen by them
if (import.meta.main) printControls(Number(process.argv[2] ?? 500_000), Number(process.argv[3] ?? 100));
