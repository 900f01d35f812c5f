import { type EpochMs, hour, type Interval, minute } from '../../../maths/instants.ts';
import type { Connection } from './engine.ts';
import { monthEnd, monthStart } from './month-tables.ts';

/**
 * Settled days lie in tables by the UTC month, a row for an hour of a series (of a bin), in order of day, series and hour: its
 * total, and its minutes as lists, which the engine packs to the bits that the numbers of 2 048 need. `minutes` says which they
 * are and is null where there are all 60. A table for a day costs a question over 30 days three times as much.
 */
export const settledTables = {
  counts: {
    key: 'series',
    columns:
      'series INTEGER NOT NULL, hour SMALLINT NOT NULL, total BIGINT NOT NULL, minutes UTINYINT[], n BIGINT[] NOT NULL',
  },
  bins: {
    key: 'series, bin',
    columns:
      'series INTEGER NOT NULL, bin INTEGER NOT NULL, hour SMALLINT NOT NULL, total BIGINT NOT NULL, minutes UTINYINT[], n BIGINT[] NOT NULL',
  },
} as const;

export type SettledKind = keyof typeof settledTables;
export const settledKinds = Object.keys(settledTables) as SettledKind[];

/** `settled_counts_202611`. */
export const settledTable = (kind: SettledKind, month: EpochMs): string =>
  `settled_${kind}_${new Date(month).toISOString().slice(0, 7).replace('-', '')}`;

/** Which months have tables, and of each settled day how many rows it was made of. */
export class SettledTables {
  readonly months: Record<SettledKind, Set<EpochMs>> = { counts: new Set(), bins: new Set() };
  readonly days = new Map<EpochMs, Record<SettledKind, number>>();

  static async load(connection: Connection): Promise<SettledTables> {
    const tables = new SettledTables();
    const names = await connection.rows("SELECT table_name FROM duckdb_tables() WHERE table_name LIKE 'settled_%'");
    for (const name of names.text(0)) {
      const match = /^settled_(counts|bins)_(\d{4})(\d\d)$/.exec(name);
      if (match) tables.months[match[1] as SettledKind].add(Date.UTC(Number(match[2]), Number(match[3]) - 1));
    }
    const rows = await connection.rows('SELECT start_ms, counts, bins FROM settled_days ORDER BY start_ms');
    const [starts, counts, bins] = [rows.int64(0), rows.int64(1), rows.int64(2)];
    starts.forEach((start, row) => {
      tables.days.set(start, { counts: counts[row]!, bins: bins[row]! });
    });
    return tables;
  }

  /** Parts of a union, `key, at_ms, n` each, of the rows in the window; by the hour where whole hours are enough. */
  parts(kind: SettledKind, condition: string, window: Interval, wholeHours: boolean): string[] {
    const months = [...this.months[kind]].filter((start) => start < window.to && monthEnd(start) > window.from);
    return months
      .sort((a, b) => a - b)
      .flatMap((start) => {
        const part = { from: Math.max(start, window.from), to: Math.min(monthEnd(start), window.to) };
        return wholeHours ? byHours(kind, start, condition, part) : [byMinutes(kind, start, condition, part)];
      });
  }
}

/** Every minute that has something, of the hours that touch the window, cut to it. */
function byMinutes(kind: SettledKind, month: EpochMs, condition: string, { from, to }: Interval): string {
  const hours = hoursWhere({ from: Math.floor((from - month) / hour), to: Math.ceil((to - month) / hour) });
  const { key } = settledTables[kind];
  const rows = `SELECT ${key}, ${month} + hour::BIGINT * ${hour} + ${minute} * unnest(coalesce(minutes, ${allMinutes}))::BIGINT AS at_ms, unnest(n) AS n FROM ${settledTable(kind, month)} WHERE ${condition} AND ${hours}`;
  const whole = (from - month) % hour === 0 && (to - month) % hour === 0;
  return whole ? rows : `SELECT * FROM (${rows}) WHERE at_ms >= ${from} AND at_ms < ${to}`;
}

/** Totals of the hours in the window, and the minutes of those that it cuts. */
function byHours(kind: SettledKind, month: EpochMs, condition: string, { from, to }: Interval): string[] {
  const [first, end] = [
    Math.ceil((from - month) / hour) * hour + month,
    Math.floor((to - month) / hour) * hour + month,
  ];
  if (first >= end) return [byMinutes(kind, month, condition, { from, to })];
  const hours = hoursWhere({ from: (first - month) / hour, to: (end - month) / hour });
  const { key } = settledTables[kind];
  const parts = [
    `SELECT ${key}, ${month} + hour::BIGINT * ${hour} AS at_ms, total AS n FROM ${settledTable(kind, month)} WHERE ${condition} AND ${hours}`,
  ];
  if (from < first) parts.push(byMinutes(kind, month, condition, { from, to: first }));
  if (end < to) parts.push(byMinutes(kind, month, condition, { from: end, to }));
  return parts;
}

const hoursWhere = ({ from, to }: Interval): string => `hour >= ${from} AND hour < ${to}`;
const allMinutes = `[${Array.from({ length: 60 }, (_, nth) => nth)}]::UTINYINT[]`;

/** The condition that picks the rows of one day. */
export function ofDay(start: EpochMs): string {
  const first = (start - monthStart(start)) / hour;
  return hoursWhere({ from: first, to: first + 24 });
}

/** SQL: how much of a row of an hour lies before the minute (0–59) of it. */
export const beforeMinute = (nth: number): string =>
  `list_sum(CASE WHEN minutes IS NULL THEN n[1:${nth}] ELSE n[1:len(list_filter(minutes, each -> each < ${nth}))] END)`;
