import { day, type EpochMs, hour, type Interval } from '../../../maths/instants.ts';
import { inOrder, type SettledRows } from '../minute-code/settled-rows.ts';
import type { Connection } from './engine.ts';
import { monthEnd } from './month-tables.ts';
import { OlderSettled } from './older-settled.ts';
import { monthTable, monthTables, type SettledKind } from './settled-names.ts';

/** The engine finds nothing left to press out of them, and takes long to look. */
const bytes = 'BLOB NOT NULL USING COMPRESSION uncompressed';

/**
 * Settled days lie in tables by the UTC month, a row for a day of a series (of a bin), in order of day and series: `day`
 * since 1970, the totals of its hours and its minutes, packed (../minute-code). A table for a day costs a question over 30 days three times as much.
 */
export const settledTables = {
  counts: `series INTEGER NOT NULL, day INTEGER NOT NULL, hours ${bytes}, minutes ${bytes}`,
  bins: `series INTEGER NOT NULL, bin INTEGER NOT NULL, day INTEGER NOT NULL, hours ${bytes}, minutes ${bytes}`,
} as const;

export const settledTable = (kind: SettledKind, month: EpochMs): string => monthTable('packed', kind, month);

/** The condition that picks the rows of one day. */
export const ofSettledDay = (start: EpochMs): string => `day = ${start / day}`;

/** Which rows are wanted, and of which the minutes too: of all, or of the days alone in which the window cuts an hour. */
export interface Wanted {
  kind: SettledKind;
  condition: string;
  window: Interval;
  minutes: 'all' | 'cut';
}

/** Which months have tables, and of each settled day how many rows it was made of. */
export class SettledTables {
  readonly months: Record<SettledKind, Set<EpochMs>> = { counts: new Set(), bins: new Set() };
  readonly days: Map<EpochMs, Record<SettledKind, number>>;
  readonly older: OlderSettled;

  private constructor(days: Map<EpochMs, Record<SettledKind, number>>, older: OlderSettled) {
    this.days = days;
    this.older = older;
  }

  static async load(connection: Connection): Promise<SettledTables> {
    const days = new Map<EpochMs, Record<SettledKind, number>>();
    const rows = await connection.rows('SELECT start_ms, counts, bins FROM settled_days ORDER BY start_ms');
    const [starts, counts, bins] = [rows.int64(0), rows.int64(1), rows.int64(2)];
    starts.forEach((start, row) => {
      days.set(start, { counts: counts[row]!, bins: bins[row]! });
    });
    const tables = new SettledTables(days, await OlderSettled.load(connection, days));
    for (const { kind, month } of await monthTables(connection, 'packed')) tables.months[kind].add(month);
    return tables;
  }

  /** The rows of days that share a moment with the window, in order of series, day and bin; null when there can be none. */
  async read(connection: Connection, wanted: Wanted): Promise<SettledRows | null> {
    const { kind, window } = wanted;
    const months = [...this.months[kind]].filter((start) => start < window.to && monthEnd(start) > window.from);
    if (months.length === 0 || window.from >= window.to) return null;
    const parts = months.sort((a, b) => a - b).flatMap((month) => partsOf(month, wanted));
    // To have one series sorted takes the engine as long as to find it, and it is in order but for days that were settled again.
    const rows = await connection.rows(parts.join(' UNION ALL '));
    const [series, start, hours, minutes] = [rows.int32(0), rows.int32(1), rows.bytes(2), rows.bytes(3)];
    const bin = kind === 'bins' ? rows.int32(4) : null;
    return inOrder({ series, start: Float64Array.from(start, (nth) => nth * day), hours, minutes, bin });
  }
}

/** Selects of the days of a month, those with minutes and those without apart. */
function partsOf(month: EpochMs, { kind, condition, window, minutes }: Wanted): string[] {
  const dayOf = (at: EpochMs): number => Math.floor(at / day);
  const first = dayOf(Math.max(month, window.from));
  const end = dayOf(Math.min(window.to, monthEnd(month)) - 1) + 1;
  const select = (from: number, to: number, own: string): string => {
    const bin = kind === 'bins' ? ', bin' : '';
    return `SELECT series, day, hours, ${own}${bin} FROM ${settledTable(kind, month)} WHERE ${condition} AND day >= ${from} AND day < ${to}`;
  };
  if (minutes === 'all') return [select(first, end, 'minutes')];
  const cut = [window.from, window.to].filter((at) => at % hour !== 0).map(dayOf);
  const parts: string[] = [];
  let from = first;
  for (const nth of [...new Set(cut)].filter((each) => each >= first && each < end)) {
    if (from < nth) parts.push(select(from, nth, 'hours'));
    parts.push(select(nth, nth + 1, 'minutes'));
    from = nth + 1;
  }
  if (from < end) parts.push(select(from, end, 'hours'));
  return parts;
}
