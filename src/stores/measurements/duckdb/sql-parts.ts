import { ProductError } from '../../../errors.ts';
import { type Interval, minute } from '../../../maths/instants.ts';

/** The window as whole milliseconds that a 64-bit integer holds; it may have been asked as infinite. */
export function windowOf({ from, to }: Interval): Interval {
  const clamp = (at: number) => Math.min(Math.max(Math.ceil(at), 0), Number.MAX_SAFE_INTEGER);
  if (Number.isNaN(from) || Number.isNaN(to)) throw new ProductError('bad_input', 'A window needs two instants.');
  return { from: clamp(from), to: clamp(to) };
}

/** The start of the bucket of `at_ms`. Throws ProductError `bad_input` for a step that is no multiple of a minute. */
export function bucketSql(step: number): string {
  if (!Number.isSafeInteger(step) || step <= 0 || step % minute !== 0) {
    throw new ProductError('bad_input', 'A step must be a multiple of a minute.');
  }
  return `at_ms - at_ms % ${step}`;
}

export function inSeries(series: readonly number[]): string {
  return `series IN (${series.map((id) => id | 0).join(',')})`;
}

/** The rows of all the tables that fit the condition and lie in the window. */
export function unionOf(tables: readonly string[], columns: string, condition: string, window: Interval): string {
  const where = `WHERE ${condition} AND at_ms >= ${window.from} AND at_ms < ${window.to}`;
  return tables.map((table) => `SELECT ${columns} FROM ${table} ${where}`).join(' UNION ALL ');
}
