import { day, type EpochMs, hour, type Interval, minute } from '../../../maths/instants.ts';
import type { Connection } from './engine.ts';
import { monthEnd, monthStart } from './month-tables.ts';
import { monthTable, monthTables, type SettledKind, settledKeys } from './settled-names.ts';

/**
 * Days that an earlier version settled: a row for an hour of a series (of a bin), with its total and its minutes as lists;
 * `minutes` says which they are and is null where there are all 60. They are read as they are until they are settled anew.
 */
export const olderTables = {
  counts:
    'series INTEGER NOT NULL, hour SMALLINT NOT NULL, total BIGINT NOT NULL, minutes UTINYINT[], n BIGINT[] NOT NULL',
  bins: 'series INTEGER NOT NULL, bin INTEGER NOT NULL, hour SMALLINT NOT NULL, total BIGINT NOT NULL, minutes UTINYINT[], n BIGINT[] NOT NULL',
} as const;

/** `settled_counts_202611`. */
export const olderTable = (kind: SettledKind, month: EpochMs): string => monthTable('settled', kind, month);

/** Which of those days there are. */
export class OlderSettled {
  readonly #days: Record<SettledKind, Set<EpochMs>> = { counts: new Set(), bins: new Set() };

  /** `made`: of how many rows each settled day is. The days of a month that has both forms are those that the present one lacks. */
  static async load(
    connection: Connection,
    made: ReadonlyMap<EpochMs, Record<SettledKind, number>>,
  ): Promise<OlderSettled> {
    const older = new OlderSettled();
    const present = await monthTables(connection, 'packed');
    for (const { kind, month } of await monthTables(connection, 'settled')) {
      const own = older.#days[kind];
      for (const [start, rows] of made) if (rows[kind] > 0 && monthStart(start) === month) own.add(start);
      if (!present.some((one) => one.kind === kind && one.month === month)) continue;
      const anew = await connection.rows(`SELECT DISTINCT day FROM ${monthTable('packed', kind, month)}`);
      for (const nth of anew.int32(0)) own.delete(nth * day);
    }
    return older;
  }

  has(kind: SettledKind, start: EpochMs): boolean {
    return this.#days[kind].has(start);
  }

  starts(kind: SettledKind): EpochMs[] {
    return [...this.#days[kind]];
  }

  months(kind: SettledKind): Set<EpochMs> {
    return new Set(this.starts(kind).map(monthStart));
  }

  /** SQL that takes the day out of its table; the table with it when it holds no other. */
  takeOut(kind: SettledKind, start: EpochMs): string {
    const table = olderTable(kind, monthStart(start));
    const others = this.starts(kind).filter((other) => other !== start && monthStart(other) === monthStart(start));
    return others.length === 0 ? `DROP TABLE ${table};` : `DELETE FROM ${table} WHERE ${ofDay(start)};`;
  }

  forget(kind: SettledKind, start: EpochMs): void {
    this.#days[kind].delete(start);
  }

  /** Parts of a union, `key, at_ms, n` each, of the rows in the window; by the hour where whole hours are enough. */
  parts(kind: SettledKind, condition: string, window: Interval, wholeHours: boolean): string[] {
    const months = [...this.months(kind)].filter((start) => start < window.to && monthEnd(start) > window.from);
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
  const key = settledKeys[kind];
  const rows = `SELECT ${key}, ${month} + hour::BIGINT * ${hour} + ${minute} * unnest(coalesce(minutes, ${allMinutes}))::BIGINT AS at_ms, unnest(n) AS n FROM ${olderTable(kind, month)} WHERE ${condition} AND ${hours}`;
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
  const key = settledKeys[kind];
  const parts = [
    `SELECT ${key}, ${month} + hour::BIGINT * ${hour} AS at_ms, total AS n FROM ${olderTable(kind, month)} WHERE ${condition} AND ${hours}`,
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
