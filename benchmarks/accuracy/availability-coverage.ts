import { normalQuantile } from '../../src/maths/distributions.ts';
import { availabilityInterval } from '../../src/maths/fay-feuer.ts';
import { seededRandom } from '../../src/maths/random.ts';
import { wilsonInterval } from '../../src/maths/wilson.ts';

/**
 * `node benchmarks/accuracy/availability-coverage.ts [years per cell] [seed]`: how often a 95 % interval of a year's availability
 * holds the true one, when outages come at random (Poisson) and last at random (lognormal, median half an hour), by three ways to
 * reckon it, beside figures found elsewhere with another generator.
 */
const yearMinutes = 525_600;
const medianMinutes = 30;
const level = 0.95;
export const spreads = [0.5, 1, 1.5] as const;
export const expectedOutages = [3, 12, 60] as const;

export interface CoverageCell {
  wilson: number;
  normal: number;
  fayFeuer: number;
}

/** Shares of years, of those with an outage, in which each interval held the truth. `spread` is σ of the logarithm of an outage's length. */
export function coverageOf(expected: number, spread: number, years: number, seed: number): CoverageCell {
  const random = seededRandom(seed);
  const mean = medianMinutes * Math.exp(spread ** 2 / 2);
  const truth = 1 - (expected * mean) / yearMinutes;
  const holds = (ends: { low: number; high: number } | null): number =>
    ends !== null && ends.low <= truth && truth <= ends.high ? 1 : 0;
  const inside = { wilson: 0, normal: 0, fayFeuer: 0 };
  for (let year = 0; year < years; ) {
    const lengths = Array.from({ length: random.poisson(expected) }, () => {
      return medianMinutes * Math.exp(spread * random.normal());
    });
    if (lengths.length === 0) continue;
    year += 1;
    const down = lengths.reduce((all, one) => all + one, 0);
    inside.wilson += holds(wilsonInterval(yearMinutes - down, yearMinutes, level));
    inside.normal += holds(normalInterval(lengths, down));
    const seconds = lengths.map((minutes) => minutes * 60);
    inside.fayFeuer += holds(availabilityInterval(seconds, yearMinutes * 60, level));
  }
  return { wilson: inside.wilson / years, normal: inside.normal / years, fayFeuer: inside.fayFeuer / years };
}

/** Mean ± z·√Σd² of the compound Poisson sum. */
function normalInterval(lengths: readonly number[], down: number): { low: number; high: number } {
  const half = normalQuantile((1 + level) / 2) * Math.sqrt(lengths.reduce((all, one) => all + one * one, 0));
  return { low: 1 - (down + half) / yearMinutes, high: 1 - (down - half) / yearMinutes };
}

/** Figures to be held against, by expected outages and spread, in the order of `CoverageCell`; their lengths were not given. */
const elsewhere: Record<number, readonly [wilson: number, normal: number, fayFeuer: number][]> = {
  3: [
    [0.25, 0.87, 0.96],
    [0.14, 0.75, 0.88],
    [0.07, 0.59, 0.73],
  ],
  12: [
    [0.25, 0.92, 0.97],
    [0.14, 0.85, 0.93],
    [0.07, 0.73, 0.85],
  ],
  60: [
    [0.25, 0.94, 0.97],
    [0.14, 0.92, 0.96],
    [0.07, 0.83, 0.92],
  ],
};

function printCoverage(years: number, seed: number): void {
  console.log(
    `Share of ${years} years with an outage in which a 95 % interval holds the true availability (in brackets: found elsewhere)`,
  );
  console.log(
    `${'outages a year'.padEnd(16)}${'spread'.padEnd(9)}${'Wilson on minutes'.padEnd(20)}${'normal'.padEnd(20)}Fay–Feuer`,
  );
  for (const expected of expectedOutages) {
    for (const [i, spread] of spreads.entries()) {
      const { wilson, normal, fayFeuer } = coverageOf(expected, spread, years, seed + 10 * expected + i);
      const cells = [wilson, normal, fayFeuer].map((share, way) =>
        `${share.toFixed(3)} (${elsewhere[expected]![i]![way]!.toFixed(2)})`.padEnd(20),
      );
      console.log(`${String(expected).padEnd(16)}${String(spread).padEnd(9)}${cells.join('')}`.trimEnd());
    }
  }
}

if (import.meta.main) printCoverage(Number(process.argv[2] ?? 20_000), Number(process.argv[3] ?? 500_000));
