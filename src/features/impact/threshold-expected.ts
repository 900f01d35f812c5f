import type { DoseTable } from './threshold-table.ts';

/** Events and expectation by dose bin; their ratio is the response. */
export interface BinSums {
  actual: Float64Array;
  expected: Float64Array;
}

/** Room for one estimation after another without new arrays. */
export interface Workspace {
  level: Float64Array;
  forwardSeen: Float64Array;
  forwardWanted: Float64Array;
  hour: Float64Array;
  sums: BinSums;
}

export function workspace(table: DoseTable): Workspace {
  const blocks = (): Float64Array => new Float64Array(table.blocks);
  return {
    level: blocks(),
    forwardSeen: blocks(),
    forwardWanted: blocks(),
    hour: new Float64Array(168).fill(1),
    sums: { actual: new Float64Array(table.bins), expected: new Float64Array(table.bins) },
  };
}

export interface ExpectationInputs {
  /** How often each day was drawn; all 1 for the data as they are. */
  dayWeights: Float64Array;
  /** Response of each bin as known so far; 1 below `firstHarmed`. */
  response: Float64Array;
  /** From this bin on minutes are held to be harmed: blocks that hold one say nothing about the level, it is bridged from both sides. */
  firstHarmed: number;
  /** Blocks over which the memory of the level falls to 1/e. */
  memoryBlocks: number;
  /** Events that the hour-of-week correction is held against 1 with. */
  hourPrior: number;
}

/**
 * Estimates anew what was expected in every block and returns the sums by bin. Expected = base × hour-of-week correction ×
 * level; the level of a block is that of its neighbours on both sides with exponentially falling weight, never its own, so
 * that a minute's noise cannot enter its own yardstick.
 */
export function estimateExpected(table: DoseTable, inputs: ExpectationInputs, into: Workspace): BinSums {
  levels(table, inputs, into);
  hourCorrections(table, inputs, into);
  const { actual, expected } = into.sums;
  actual.fill(0);
  expected.fill(0);
  for (let b = 0; b < table.blocks; b++) {
    const weight = inputs.dayWeights[table.dayOfBlock[b]!]!;
    if (weight === 0) continue;
    const factor = weight * into.level[b]! * into.hour[table.hourOfBlock[b]!]!;
    for (let e = table.start[b]!; e < table.start[b + 1]!; e++) {
      const k = table.bin[e]!;
      actual[k]! += weight * table.actual[e]!;
      expected[k]! += factor * table.base[e]!;
    }
  }
  return into.sums;
}

function levels(table: DoseTable, { firstHarmed, memoryBlocks }: ExpectationInputs, into: Workspace): void {
  const keep = Math.exp(-1 / memoryBlocks);
  const { level, hour, forwardSeen, forwardWanted } = into;
  const n = table.blocks;
  let [seen, wanted] = [0, 0];
  for (let b = 0; b < n; b++) {
    forwardSeen[b] = seen;
    forwardWanted[b] = wanted;
    if (isUsual(table, b, firstHarmed)) {
      seen += table.actualOfBlock[b]!;
      wanted += table.baseOfBlock[b]! * hour[table.hourOfBlock[b]!]!;
    }
    seen *= keep;
    wanted *= keep;
  }
  [seen, wanted] = [0, 0];
  for (let b = n - 1; b >= 0; b--) {
    const below = forwardWanted[b]! + wanted;
    level[b] = below > 0 ? (forwardSeen[b]! + seen) / below : 1;
    if (isUsual(table, b, firstHarmed)) {
      seen += table.actualOfBlock[b]!;
      wanted += table.baseOfBlock[b]! * hour[table.hourOfBlock[b]!]!;
    }
    seen *= keep;
    wanted *= keep;
  }
}

function isUsual(table: DoseTable, block: number, firstHarmed: number): boolean {
  const first = table.start[block]!;
  return first < table.start[block + 1]! && table.bin[first]! < firstHarmed;
}

/** By hour of the week: what came over what was expected with the harm as known so far, drawn towards 1 where little came. */
function hourCorrections(table: DoseTable, inputs: ExpectationInputs, into: Workspace): void {
  const { dayWeights, response, firstHarmed, hourPrior } = inputs;
  const seen = new Float64Array(168);
  const wanted = new Float64Array(168);
  for (let b = 0; b < table.blocks; b++) {
    const weight = dayWeights[table.dayOfBlock[b]!]!;
    if (weight === 0) continue;
    const h = table.hourOfBlock[b]!;
    let base = table.baseOfBlock[b]!;
    for (let e = table.start[b]!; e < table.start[b + 1]! && table.bin[e]! >= firstHarmed; e++)
      base -= table.base[e]! * (1 - response[table.bin[e]!]!);
    seen[h]! += weight * table.actualOfBlock[b]!;
    wanted[h]! += weight * base * into.level[b]!;
  }
  for (let h = 0; h < 168; h++) into.hour[h] = (seen[h]! + hourPrior) / (wanted[h]! + hourPrior);
}
