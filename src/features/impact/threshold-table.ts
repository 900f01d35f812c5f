import type { DoseBins } from './threshold-dose.ts';

/** What a pair of measure and process looks like minute by minute, ready to be put into a table. */
export interface PairMinutes {
  /** Events per minute; NaN takes no part. */
  counts: Float64Array;
  /** Expected per minute at level 1: weekly shape × calendar. */
  base: Float64Array;
  /** Day on the wall clock, 0 the first. */
  dayOf: Int32Array;
  days: number;
  /** Hour of the week on the wall clock, 0 to 167. */
  hourOf: Uint8Array;
}

/** Sums of events and of the base by block of ten minutes and dose bin: all that the fit and its draws need. */
export interface DoseTable {
  blocks: number;
  bins: number;
  days: number;
  dayOfBlock: Int32Array;
  hourOfBlock: Uint8Array;
  /** All of a block, whatever the dose. */
  actualOfBlock: Float64Array;
  baseOfBlock: Float64Array;
  /** Entries in order of blocks, in each block from the highest dose down; `start[b]` is the first of block b. */
  start: Int32Array;
  bin: Int16Array;
  actual: Float64Array;
  base: Float64Array;
}

export const tableBlockMinutes = 10;

/**
 * `shift`: the doses are taken from so many minutes earlier, round the end (a day-shifted dose is no dose). `reuse`: an
 * earlier table of the same pair that is no longer needed; it is overwritten.
 */
export function doseTable(pair: PairMinutes, doses: DoseBins, shift = 0, reuse?: DoseTable): DoseTable {
  const n = pair.counts.length;
  const table = reuse ?? emptyTable(pair, doses.x.length);
  fillTable(table, pair, doses.binOf, (n + shift) % n);
  return table;
}

function emptyTable(pair: PairMinutes, bins: number): DoseTable {
  const n = pair.counts.length;
  const blocks = Math.ceil(n / tableBlockMinutes);
  return {
    blocks,
    bins,
    days: pair.days,
    dayOfBlock: new Int32Array(blocks),
    hourOfBlock: new Uint8Array(blocks),
    actualOfBlock: new Float64Array(blocks),
    baseOfBlock: new Float64Array(blocks),
    start: new Int32Array(blocks + 1),
    bin: new Int16Array(n),
    actual: new Float64Array(n),
    base: new Float64Array(n),
  };
}

function fillTable(table: DoseTable, pair: PairMinutes, binOf: Int16Array, shift: number): void {
  const n = pair.counts.length;
  let entries = 0;
  for (let b = 0; b < table.blocks; b++) {
    const first = b * tableBlockMinutes;
    const end = Math.min(n, first + tableBlockMinutes);
    const start = entries;
    let [actual, expected] = [0, 0];
    for (let i = first; i < end; i++) {
      const bin = binOf[i < shift ? i - shift + n : i - shift]!;
      const count = pair.counts[i]!;
      const base = pair.base[i]!;
      if (bin < 0 || Number.isNaN(count) || !(base > 0)) continue;
      actual += count;
      expected += base;
      entries = addEntry(table, start, entries, bin, count, base);
    }
    table.dayOfBlock[b] = pair.dayOf[first]!;
    table.hourOfBlock[b] = pair.hourOf[first]!;
    table.actualOfBlock[b] = actual;
    table.baseOfBlock[b] = expected;
    table.start[b] = start;
  }
  table.start[table.blocks] = entries;
}

/** Adds to the entry of the bin, or puts a new one where the order wants it. Returns the number of entries. */
function addEntry(table: DoseTable, first: number, end: number, bin: number, count: number, base: number): number {
  let at = end;
  while (at > first && table.bin[at - 1]! < bin) at--;
  if (at > first && table.bin[at - 1] === bin) {
    table.actual[at - 1]! += count;
    table.base[at - 1]! += base;
    return end;
  }
  for (let e = end; e > at; e--) {
    table.bin[e] = table.bin[e - 1]!;
    table.actual[e] = table.actual[e - 1]!;
    table.base[e] = table.base[e - 1]!;
  }
  table.bin[at] = bin;
  table.actual[at] = count;
  table.base[at] = base;
  return end + 1;
}
