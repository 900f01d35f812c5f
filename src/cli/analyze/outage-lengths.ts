import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { ProductError } from '../../errors.ts';

/**
 * Lengths of past outages by component, in minutes: CSV with the columns `component` and `minutes`, an outage a row.
 * Throws ProductError `bad_input` naming the file and line.
 */
export function outageLengths(file: string): Map<string, number[]> {
  const lengths = new Map<string, number[]>();
  for (const [at, { component, minutes }] of rowsOf(file).entries()) {
    const length = minutes?.trim() ? Number(minutes) : Number.NaN;
    if (!component || !(length >= 0 && length < Number.POSITIVE_INFINITY)) {
      const found = JSON.stringify({ component, minutes });
      throw new ProductError('bad_input', `${file}:${at + 2}: found ${found}, expected a component and its minutes`);
    }
    const known = lengths.get(component) ?? [];
    lengths.set(component, known);
    known.push(length);
  }
  return lengths;
}

function rowsOf(file: string): Record<string, string | undefined>[] {
  try {
    return parse(readFileSync(file), { columns: true, bom: true, trim: true, skip_empty_lines: true });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ProductError('bad_input', `${file}: ${reason}`, {}, error);
  }
}
