import { stat } from 'node:fs/promises';
import type { Cell } from './analyze/file-row.ts';
import { parquetRows } from './analyze/parquet-rows.ts';
import { columnsOf } from './import-columns.ts';
import type { ImportFormat, ImportReading, PlacedRow } from './import-reading.ts';
import { rowReader } from './import-row.ts';

/** Parquet with the columns of the CSV form; its first row is row 1. */
export const parquetFormat: ImportFormat = { name: 'parquet', settings: '', place: 'row', open };

async function open(file: string): Promise<ImportReading> {
  // Says why a file cannot be read before the reader of the format does.
  await stat(file);
  const { columns, rows, rowCount } = await parquetRows(file);
  const read = rowReader(columnsOf(columns, file), file);
  let done = 0;
  async function* placed(): AsyncGenerator<PlacedRow> {
    for await (const { row: place, cells } of rows) {
      done = place;
      yield { row: read(cells.map(textOf), place), place };
    }
  }
  return { rows: placed(), share: () => done / rowCount, leftOut: () => null, close: () => {} };
}

/** A value as the CSV form writes it. */
const textOf = (cell: Cell): string => (cell instanceof Date ? cell.toISOString() : String(cell));
