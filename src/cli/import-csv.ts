import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { parse } from 'csv-parse';
import { ProductError } from '../errors.ts';
import { columnsOf } from './import-columns.ts';
import type { ImportFormat, ImportReading, PlacedRow } from './import-reading.ts';
import { rowReader } from './import-row.ts';

/** CSV with a header, which is row 1. */
export const csvFormat: ImportFormat = { name: 'csv', settings: '', place: 'row', open };

async function open(file: string): Promise<ImportReading> {
  const { size } = await stat(file);
  const bytes = createReadStream(file);
  return {
    rows: rowsOf(file, bytes),
    share: () => bytes.bytesRead / size,
    leftOut: () => null,
    close: () => bytes.destroy(),
  };
}

async function* rowsOf(file: string, bytes: ReturnType<typeof createReadStream>): AsyncGenerator<PlacedRow> {
  const records = pipeline(bytes, parse({ bom: true, relax_column_count: true, skip_empty_lines: true }), () => {});
  let read: ReturnType<typeof rowReader> | null = null;
  let place = 0;
  try {
    for await (const fields of records as AsyncIterable<string[]>) {
      place += 1;
      if (read === null) read = rowReader(columnsOf(fields, file), file);
      else yield { row: read(fields, place), place };
    }
  } catch (error) {
    const code = error instanceof Error ? ((error as NodeJS.ErrnoException).code ?? '') : '';
    if (!code.startsWith('CSV_')) throw error;
    const row = place + 1;
    throw new ProductError('bad_input', `${file}: row ${row}: ${(error as Error).message}`, { file, row }, error);
  }
  if (read === null) columnsOf([], file);
}
