import { bucketStart, day, type EpochMs, hour, type Interval } from '../../../maths/instants.ts';
import type { Connection } from './engine.ts';

/**
 * Tables that are made and dropped by the day (event ids: by the hour), because dropping a table gives its space back and
 * deleting rows does not. No keys: a primary key makes appends ten times slower and the file twelve times bigger.
 */
export const periodTables = {
  counts: { period: day, columns: 'series INTEGER NOT NULL, at_ms BIGINT NOT NULL, n BIGINT NOT NULL' },
  bins: {
    period: day,
    columns: 'series INTEGER NOT NULL, at_ms BIGINT NOT NULL, bin INTEGER NOT NULL, n BIGINT NOT NULL',
  },
  gauges: {
    period: day,
    columns:
      'series INTEGER NOT NULL, at_ms BIGINT NOT NULL, n BIGINT NOT NULL, least DOUBLE NOT NULL, most DOUBLE NOT NULL, last DOUBLE NOT NULL, last_at BIGINT NOT NULL',
  },
  /** As written until November 2026; only read and dropped. */
  people: {
    period: day,
    columns:
      'process VARCHAR NOT NULL, step VARCHAR NOT NULL, at_ms BIGINT NOT NULL, person UBIGINT NOT NULL, outcome VARCHAR NOT NULL',
  },
  batches: {
    period: day,
    columns:
      'hash BIGINT NOT NULL, source VARCHAR NOT NULL, key VARCHAR NOT NULL, answer VARCHAR NOT NULL, at_ms BIGINT NOT NULL',
  },
  /** `passing` is a number of the table `passings`. */
  passes: { period: day, columns: 'passing INTEGER NOT NULL, at_ms BIGINT NOT NULL, person UBIGINT NOT NULL' },
  /** As written until November 2026; only read and dropped. */
  ids: { period: hour, columns: 'process VARCHAR NOT NULL, hash UBIGINT NOT NULL, at_ms BIGINT NOT NULL' },
  hashes: { period: hour, columns: 'hash UBIGINT NOT NULL, at_ms BIGINT NOT NULL' },
} as const;

export type PeriodKind = keyof typeof periodTables;

/** Tables that stay: the registries of series, of subjects and of passings, and two logs that are rewritten when they grow (see compact.ts). */
export const lastingTables = [
  'series(id INTEGER NOT NULL, source VARCHAR NOT NULL, name VARCHAR NOT NULL, kind VARCHAR NOT NULL, unit VARCHAR NOT NULL, labels VARCHAR NOT NULL, first_at BIGINT NOT NULL)',
  'states(seq BIGINT NOT NULL, key VARCHAR NOT NULL, value VARCHAR NOT NULL)',
  'alive(source VARCHAR NOT NULL, from_ms BIGINT NOT NULL, to_ms BIGINT NOT NULL)',
  'settled_days(start_ms BIGINT NOT NULL, counts BIGINT NOT NULL, bins BIGINT NOT NULL)',
  'day_totals(start_ms BIGINT NOT NULL, series INTEGER NOT NULL, n BIGINT NOT NULL)',
  'passings(id INTEGER NOT NULL, process VARCHAR NOT NULL, step VARCHAR NOT NULL, outcome VARCHAR NOT NULL)',
  'hour_subjects(id INTEGER NOT NULL, subject VARCHAR NOT NULL, first_ms BIGINT NOT NULL)',
];

/** `counts_20261120`, `hashes_2026112010`. */
export function tableName(kind: PeriodKind, start: EpochMs): string {
  const digits = periodTables[kind].period === day ? 10 : 13;
  return `${kind}_${new Date(start).toISOString().slice(0, digits).replaceAll(/[-T]/g, '')}`;
}

/** Which period tables exist: the start of each, by kind. */
export class PeriodTables {
  readonly #starts = new Map<PeriodKind, Set<EpochMs>>();
  /** How often a table went away; a read that failed meanwhile is asked again. */
  dropped = 0;
  /** While rows move from one table into another: memory names the ones or the others when it resolves. */
  changing: Promise<void> | null = null;

  static async load(connection: Connection): Promise<PeriodTables> {
    const tables = new PeriodTables();
    const rows = await connection.rows('SELECT table_name FROM duckdb_tables()');
    for (const name of rows.text(0)) {
      const match = /^([a-z]+)_(\d{4})(\d\d)(\d\d)(\d\d)?$/.exec(name);
      if (!match || !(match[1]! in periodTables)) continue;
      const [, kind, year, month, date, hours] = match;
      const start = Date.UTC(Number(year), Number(month) - 1, Number(date), Number(hours ?? 0));
      tables.add(kind as PeriodKind, start);
    }
    return tables;
  }

  has(kind: PeriodKind, start: EpochMs): boolean {
    return this.#starts.get(kind)?.has(start) ?? false;
  }

  add(kind: PeriodKind, start: EpochMs): void {
    const starts = this.#starts.get(kind);
    if (starts) starts.add(start);
    else this.#starts.set(kind, new Set([start]));
  }

  /** To be called before the table is dropped, so that no new read names it. */
  remove(kind: PeriodKind, start: EpochMs): void {
    this.#starts.get(kind)?.delete(start);
    this.dropped++;
  }

  /** Starts in order of those that share a moment with the window (all when left out). */
  starts(kind: PeriodKind, window: Interval = { from: -Infinity, to: Infinity }): EpochMs[] {
    const { period } = periodTables[kind];
    return [...(this.#starts.get(kind) ?? [])]
      .filter((start) => start < window.to && start + period > window.from)
      .sort((a, b) => a - b);
  }

  names(kind: PeriodKind, window?: Interval): string[] {
    return this.starts(kind, window).map((start) => tableName(kind, start));
  }
}

/** The row numbers that belong to each period, in order; null means every row. There is one row at least. */
export function rowsByPeriod(at: Float64Array, period: number): Map<EpochMs, Int32Array | null> {
  const first = bucketStart(at[0]!, period);
  if (at.every((one) => one >= first && one < first + period)) return new Map([[first, null]]);
  const groups = new Map<EpochMs, number[]>();
  let start = Number.NaN;
  let current: number[] = [];
  for (let row = 0; row < at.length; row++) {
    const own = bucketStart(at[row]!, period);
    if (own !== start) {
      start = own;
      current = groups.get(own) ?? [];
      if (current.length === 0) groups.set(own, current);
    }
    current.push(row);
  }
  return new Map([...groups].map(([own, rows]) => [own, Int32Array.from(rows)]));
}
