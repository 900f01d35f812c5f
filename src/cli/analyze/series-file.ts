import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { pipeline, type Readable, Transform } from 'node:stream';
import { parse } from 'csv-parse';
import { ProductError } from '../../errors.ts';
import type { FileRow, OpenedFile } from './file-row.ts';
import { parquetRows } from './parquet-rows.ts';

/** One record of text cannot be longer: a binary or broken file is told early instead of filling the memory. */
const longestRecord = 1_000_000;

/**
 * Opens a CSV file with a header, a Parquet file (known by its first bytes), or stdin as CSV for `-`. Of a Parquet file only
 * the columns `wanted` are read. Throws ProductError `bad_input` for what cannot be read, is empty, or is no text.
 */
export async function openSeriesFile(path: string, wanted: readonly string[]): Promise<OpenedFile> {
  if (path === '-') return openCsv('stdin', process.stdin);
  const head = await firstBytes(path);
  if (head.subarray(0, 4).toString('latin1') === 'PAR1') return parquetRows(path, wanted);
  return openCsv(path, createReadStream(path, { highWaterMark: 1 << 18 }));
}

async function firstBytes(path: string): Promise<Buffer> {
  try {
    if ((await stat(path)).isDirectory()) throw Object.assign(new Error('a folder'), { code: 'EISDIR' });
    const file = await open(path);
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
    throw new ProductError('bad_input', `${path}: cannot be read (${code})`, { file: path }, error);
  }
}

async function openCsv(name: string, bytes: Readable): Promise<OpenedFile> {
  const records = csvRecords(name, bytes);
  const header = await records.next();
  if (header.done) {
    throw new ProductError('bad_input', `${name}: row 1: found nothing, expected a header with column names`, {
      file: name,
      row: 1,
    });
  }
  return { name, columns: header.value.cells.map((cell) => String(cell).trim()), rows: records };
}

async function* csvRecords(name: string, bytes: Readable): AsyncGenerator<FileRow> {
  const options = { bom: true, relax_column_count: true, skip_empty_lines: true, max_record_size: longestRecord };
  const records = pipeline(bytes, noBinary(name), parse(options), () => {});
  let row = 0;
  try {
    for await (const cells of records as AsyncIterable<string[]>) {
      row += 1;
      yield { row, cells };
    }
  } catch (error) {
    throw readable(error, name, row);
  } finally {
    bytes.destroy();
  }
}

/** Lets text through and refuses a file whose bytes hold a zero: no text does. */
function noBinary(name: string): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      if (!chunk.includes(0)) return done(null, chunk);
      const message = `${name}: found binary data, expected CSV text or a Parquet file`;
      done(new ProductError('bad_input', message, { file: name }));
    },
  });
}

function readable(error: unknown, name: string, row: number): unknown {
  if (error instanceof ProductError || !(error instanceof Error)) return error;
  const place = { file: name, row: row + 1 };
  const code = (error as NodeJS.ErrnoException).code ?? '';
  if (!code.startsWith('CSV_')) return new ProductError('bad_input', `${name}: cannot be read (${code})`, place, error);
  return new ProductError('bad_input', `${name}: row ${row + 1}: ${error.message}`, place, error);
}
