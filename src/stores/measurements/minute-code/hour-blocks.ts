import { day, type EpochMs } from '../../../maths/instants.ts';
import type { SettledRows } from './settled-rows.ts';

/** Series of a block; their numbers lie side by side, as do the series of one sender. */
export const blockSeries = 64;
/** What all blocks take at most. */
const mostBytes = 16_777_216;
/** A block without a row, also one of series that nobody has. */
const blockBytes = 1_024;
/** A row beside its bytes: its day and where they end. */
const rowBytes = 12;

/** The totals of the hours of so many series in a month, as they are packed, in order of series and day. */
interface Block {
  /** Where the rows of each series begin, and where the last end. */
  first: Uint32Array;
  start: Float64Array;
  ends: Uint32Array;
  hours: Uint8Array;
}

export type HourRows = { start: EpochMs; hours: Uint8Array }[];

export const blockOf = (series: number): number => Math.floor(series / blockSeries);

/**
 * Totals of hours of settled days that were asked for lately, with those of the series beside them: whoever looks at one series
 * looks at it again, and at its neighbours. They hold for one state of the tables, which a number names.
 */
export class HourBlocks {
  readonly #blocks = new Map<string, Block>();
  #state = -1;
  #bytes = 0;

  /** The rows of a series of a month, in order; null where they are not known. */
  rows(state: number, month: EpochMs, series: number): HourRows | null {
    this.#only(state);
    const key = keyOf(month, blockOf(series));
    const block = this.#blocks.get(key);
    if (!block) return null;
    // the one used last is the last to go
    this.#blocks.delete(key);
    this.#blocks.set(key, block);
    return rowsIn(block, series);
  }

  /** Keeps all rows of a block of a month, in order of series and day. */
  put(state: number, month: EpochMs, number: number, rows: SettledRows): void {
    this.#only(state);
    const block = blockFrom(rows);
    this.#blocks.set(keyOf(month, number), block);
    this.#bytes += sizeOf(block);
    for (const [key, oldest] of this.#blocks) {
      if (this.#bytes <= mostBytes) break;
      this.#blocks.delete(key);
      this.#bytes -= sizeOf(oldest);
    }
  }

  #only(state: number): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#blocks.clear();
    this.#bytes = 0;
  }
}

const keyOf = (month: EpochMs, block: number): string => `${month} ${block}`;

function blockFrom({ series, start, hours }: SettledRows): Block {
  const first = new Uint32Array(blockSeries + 1);
  for (const id of series) first[(id % blockSeries) + 1]! += 1;
  for (let nth = 0; nth < blockSeries; nth++) first[nth + 1]! += first[nth]!;
  const ends = new Uint32Array(hours.length);
  let end = 0;
  hours.forEach((own, row) => {
    end += own.length;
    ends[row] = end;
  });
  const bytes = new Uint8Array(end);
  hours.forEach((own, row) => {
    bytes.set(own, ends[row]! - own.length);
  });
  return { first, start, ends, hours: bytes };
}

function rowsIn({ first, start, ends, hours }: Block, series: number): HourRows {
  const nth = series % blockSeries;
  const rows: HourRows = [];
  for (let row = first[nth]!; row < first[nth + 1]!; row++) {
    rows.push({ start: start[row]!, hours: hours.subarray(row === 0 ? 0 : ends[row - 1]!, ends[row]!) });
  }
  return rows;
}

const sizeOf = ({ hours, ends }: Block): number => blockBytes + hours.length + ends.length * rowBytes;

/** Days since 1970 as midnights. */
export const midnights = (days: Int32Array): Float64Array => Float64Array.from(days, (nth) => nth * day);
