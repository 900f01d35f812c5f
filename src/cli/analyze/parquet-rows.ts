import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import { parquetMetadataAsync, parquetReadObjects, parquetSchema } from 'hyparquet';
import { asyncBufferFromFile } from 'hyparquet/src/node.js';
import { ProductError } from '../../errors.ts';
import type { Cell, FileRow, OpenedFile } from './file-row.ts';

/** So many rows are in memory at once. */
const rowsAtOnce = 50_000;

const compressors = {
  GZIP: (input: Uint8Array) => new Uint8Array(gunzipSync(input)),
  BROTLI: (input: Uint8Array) => new Uint8Array(brotliDecompressSync(input)),
  ZSTD: (input: Uint8Array) => new Uint8Array(zstdDecompressSync(input)),
};

/**
 * Rows of a Parquet file, one group of rows after the other and of it a piece at a time. Cells stand in the order of `columns`;
 * only `wanted` ones hold values, all when left out.
 */
export async function parquetRows(
  name: string,
  wanted?: readonly string[],
): Promise<OpenedFile & { rowCount: number }> {
  const file = await asyncBufferFromFile(name);
  const metadata = await parquetMetadataAsync(file).catch((cause: unknown) => refuse(name, cause));
  const columns = parquetSchema(metadata).children.map((child) => child.element.name);
  const present = wanted?.filter((one) => columns.includes(one)) ?? columns;
  async function* rows(): AsyncGenerator<FileRow> {
    for (const { rowStart, rowEnd } of present.length > 0 ? pieces(metadata.row_groups) : []) {
      const read = { file, metadata, columns: present, compressors, rowStart, rowEnd };
      const objects = await parquetReadObjects(read).catch((cause: unknown) => refuse(name, cause));
      for (let i = 0; i < objects.length; i++) {
        yield { row: rowStart + i + 1, cells: columns.map((column) => cellOf(objects[i]![column])) };
      }
    }
  }
  return { name, columns, rows: rows(), rowCount: Number(metadata.num_rows) };
}

/** Pieces that lie within one group of rows each, since a group is what is read from the disk. */
function* pieces(groups: readonly { num_rows: bigint }[]): Generator<{ rowStart: number; rowEnd: number }> {
  let groupStart = 0;
  for (const { num_rows } of groups) {
    const groupEnd = groupStart + Number(num_rows);
    for (let rowStart = groupStart; rowStart < groupEnd; rowStart += rowsAtOnce) {
      yield { rowStart, rowEnd: Math.min(groupEnd, rowStart + rowsAtOnce) };
    }
    groupStart = groupEnd;
  }
}

function cellOf(value: unknown): Cell {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint') return value;
  return value instanceof Date ? value : JSON.stringify(value);
}

function refuse(name: string, cause: unknown): never {
  const why = cause instanceof Error ? cause.message : String(cause);
  throw new ProductError('bad_input', `${name}: cannot be read as Parquet (${why})`, { file: name }, cause);
}
