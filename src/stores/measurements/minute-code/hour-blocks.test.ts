import { expect, it } from 'vitest';
import { day } from '../../../maths/instants.ts';
import { blockOf, blockSeries, HourBlocks } from './hour-blocks.ts';
import type { SettledRows } from './settled-rows.ts';

/** So many days of each series, their bytes all alike. */
function rowsOf(series: readonly number[], days: number, length: number): SettledRows {
  const all = series.flatMap((id) => Array.from({ length: days }, (_, nth) => ({ id, nth })));
  const hours = all.map(({ id, nth }) => new Uint8Array(length).fill(id + nth));
  return {
    series: Int32Array.from(all, ({ id }) => id),
    start: Float64Array.from(all, ({ nth }) => nth * day),
    ...{ bin: null, hours, minutes: hours },
  };
}

it('gives back what was put, a series at a time, as long as the tables are the same', () => {
  const blocks = new HourBlocks();
  expect(blocks.rows(1, 0, 70)).toBeNull();
  blocks.put(1, 0, blockOf(70), rowsOf([64, 70, 127], 2, 3));
  expect(blocks.rows(1, 0, 70)).toEqual([
    { start: 0, hours: Uint8Array.of(70, 70, 70) },
    { start: day, hours: Uint8Array.of(71, 71, 71) },
  ]);
  expect(blocks.rows(1, 0, 127)!.map(({ hours }) => hours[0])).toEqual([127, 128]);
  expect(blocks.rows(1, 0, 65)).toEqual([]);
  expect([blocks.rows(1, 0, 63), blocks.rows(1, 31 * day, 70)]).toEqual([null, null]);
  expect(blocks.rows(2, 0, 70)).toBeNull();
  expect(blocks.rows(1, 0, 70)).toBeNull();
});

it('lets go of what was used longest ago before it takes 16 MB', () => {
  const blocks = new HourBlocks();
  for (let nth = 0; nth < 20; nth++) {
    blocks.put(1, 0, nth, rowsOf([nth * blockSeries], 1, 1_000_000));
    expect(blocks.rows(1, 0, 0)).toHaveLength(1);
  }
  const kept = Array.from({ length: 20 }, (_, nth) => blocks.rows(1, 0, nth * blockSeries) !== null);
  expect(kept).toEqual([true, ...Array<boolean>(4).fill(false), ...Array<boolean>(15).fill(true)]);
});
