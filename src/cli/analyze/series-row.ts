import { ProductError } from '../../errors.ts';
import { type EpochMs, minute } from '../../maths/instants.ts';
import type { Zone } from '../../maths/zoned-time.ts';
import { instantOf, wrong } from '../import-row.ts';
import type { FileRow } from './file-row.ts';

/** Where the two columns that are wanted stand. */
export interface SeriesColumns {
  time: { name: string; at: number };
  value: { name: string; at: number };
}

/** Finds a column by name. Throws ProductError `bad_input` that names the nearest one when it is not there. */
export function columnNamed(columns: readonly string[], name: string, file: string): { name: string; at: number } {
  const at = columns.indexOf(name);
  if (at >= 0) return { name, at };
  const near = columns
    .map((column) => ({ column, distance: editDistance(column.toLowerCase(), name.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance)[0];
  const found = columns.join(', ').slice(0, 200) || 'none';
  const hint = near && near.distance <= Math.max(2, name.length / 2) ? ` Did you mean ${near.column}?` : '';
  throw new ProductError('bad_input', `${file}: row 1: found the columns ${found}, expected ${name}.${hint}`, {
    file,
    row: 1,
    column: name,
    found,
    expected: name,
  });
}

/** The time of a row; without an offset it is read on the wall clock of `zone`, and refused when there is none. */
export function timeOf(
  { row, cells }: FileRow,
  column: SeriesColumns['time'],
  file: string,
  zone: Zone | null,
): EpochMs {
  const cell = cells[column.at] ?? '';
  if (cell instanceof Date) return cell.getTime();
  const text = String(cell).trim();
  const at = instantOf(text) ?? (zone ? onWallClock(text, zone) : null);
  if (at !== null) return at;
  const noZone = naive.test(text) && !zone;
  const expected = noZone
    ? 'a time with its offset (2026-11-20T10:15:00+01:00), or --timezone for times without one'
    : 'RFC 3339 with an offset, or epoch seconds or milliseconds';
  throw wrong({ file, row }, column.name, text, expected);
}

/** The count of a row, a whole number ≥ 0; null for an empty cell, which is the same as no row. */
export function countOf(row: FileRow, column: SeriesColumns['value'], file: string): number | null {
  const value = numberOf(row, column, file, 'a whole number, 0 or more');
  if (value === null || (Number.isSafeInteger(value) && value >= 0)) return value;
  throw wrong({ file, row: row.row }, column.name, String(row.cells[column.at]), 'a whole number, 0 or more');
}

/** The number in a row; null for an empty cell. */
export function numberOf(
  { row, cells }: FileRow,
  column: SeriesColumns['value'],
  file: string,
  expected = 'a number',
): number | null {
  const cell = cells[column.at] ?? '';
  const text = cell instanceof Date ? cell.toISOString() : String(cell).trim();
  if (text === '') return null;
  const value = plainNumber.test(text) ? Number(text) : Number.NaN;
  if (Number.isFinite(value)) return value;
  throw wrong({ file, row }, column.name, text, expected);
}

const plainNumber = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i;
const naive = /^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)$/;

/** A time without offset on the wall clock of the zone; the first of the two where autumn repeats an hour. */
function onWallClock(text: string, zone: Zone): EpochMs | null {
  const match = naive.exec(text);
  if (!match) return null;
  const asUtc = Date.parse(`${match[1]}T${match[2]}Z`);
  if (Number.isNaN(asUtc)) return null;
  const first = asUtc - zone.offsetMinutes(asUtc - 86_400_000) * minute;
  const at = asUtc - zone.offsetMinutes(first) * minute;
  return zone.offsetMinutes(at) === zone.offsetMinutes(first) ? at : first;
}

/** Levenshtein's distance of two short names. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
    }
    row = next;
  }
  return row[b.length]!;
}
