import { day, type EpochMs, hour, type Interval } from '../../../maths/instants.ts';
import { blockOf, blockSeries, type HourRows, midnights } from '../minute-code/hour-blocks.ts';
import { inOrder, type SettledRows } from '../minute-code/settled-rows.ts';
import type { Connection } from './engine.ts';
import type { Memory } from './memory.ts';
import { monthEnd } from './month-tables.ts';
import { settledTable } from './settled-tables.ts';

/** A question for series of more blocks reads their rows alone. */
const mostBlocks = 2;

/**
 * Totals of the hours of settled days that share a moment with the window, from blocks that are kept in memory once they were read.
 * Null for a window that cuts an hour, and for series from many blocks: then the rows are read as they lie.
 */
export async function settledHours(
  connection: Connection,
  memory: Memory,
  series: readonly number[],
  { from, to }: Interval,
): Promise<SettledRows | null> {
  const blocks = new Set(series.map(blockOf));
  if (from % hour !== 0 || to % hour !== 0 || blocks.size > mostBlocks) return null;
  const months = [...memory.settled.months.counts].filter((start) => start < to && monthEnd(start) > from);
  months.sort((a, b) => a - b);
  const found = { series: [] as number[], start: [] as EpochMs[], hours: [] as Uint8Array[] };
  for (const id of [...new Set(series)].sort((a, b) => a - b)) {
    for (const month of months) {
      for (const { start, hours } of await rowsOf(connection, memory, month, id)) {
        if (start + day <= from || start >= to || !memory.settled.days.has(start)) continue;
        found.series.push(id);
        found.start.push(start);
        found.hours.push(hours);
      }
    }
  }
  const { hours } = found;
  return {
    series: Int32Array.from(found.series),
    start: Float64Array.from(found.start),
    bin: null,
    hours,
    minutes: hours,
  };
}

async function rowsOf(connection: Connection, memory: Memory, month: EpochMs, series: number): Promise<HourRows> {
  const { tables, hourBlocks } = memory;
  const before = tables.dropped;
  const known = hourBlocks.rows(before, month, series);
  if (known !== null) return known;
  const block = blockOf(series);
  const [first, end] = [block * blockSeries, (block + 1) * blockSeries];
  const rows = await connection.rows(
    `SELECT series, day, hours FROM ${settledTable('counts', month)} WHERE series >= ${first} AND series < ${end}`,
  );
  const hours = rows.bytes(2);
  const read = inOrder({ series: rows.int32(0), start: midnights(rows.int32(1)), hours, minutes: hours, bin: null });
  // what was read while tables changed holds for this question alone, if at all
  if (tables.dropped === before && tables.changing === null) hourBlocks.put(before, month, block, read);
  return hours.flatMap((_, row) =>
    read.series[row] === series ? [{ start: read.start[row]!, hours: read.hours[row]! }] : [],
  );
}
