import { day, type EpochMs, minute } from '../../../maths/instants.ts';
import { emptyMinutes, type PackedDay, packDay, unpackMinutes } from '../minute-code/day-code.ts';
import type { SettledRows } from '../minute-code/settled-rows.ts';
import { SeriesSums } from '../totals/series-sums.ts';
import type { Column } from './columns.ts';
import type { Connection } from './engine.ts';
import type { Memory } from './memory.ts';
import { type SettledKind, settledKeys } from './settled-names.ts';
import { settledTables } from './settled-tables.ts';
import { tableName } from './tables.ts';

/** So many rows are sorted at once: about 100 MB while it lasts. */
const pieceRows = 500_000;
/** Rows of so many series and bins are written at once. */
const writtenRows = 20_000;

/** A kind's rows of a day in their lasting form, in a table of the connection. */
export interface StagedKind {
  /** How many rows it was made of: of the day's table, and of its lasting form of before. */
  fresh: number;
  before: number;
  /** Whether there is something to write. */
  changed: boolean;
  /** What each series has counted. */
  totals: SeriesSums;
}

export async function countOf(
  connection: Connection,
  memory: Memory,
  kind: SettledKind,
  start: EpochMs,
): Promise<number> {
  if (!memory.tables.has(kind, start)) return 0;
  return (await connection.rows(`SELECT count(*) FROM ${tableName(kind, start)}`)).int64(0)[0]!;
}

/**
 * Packs a kind's rows of the day into the table `staged_…` of the connection. Null when the day cannot be settled: a row lies
 * between two minutes, or a sum goes beyond what is exact.
 */
export async function stage(
  connection: Connection,
  memory: Memory,
  kind: SettledKind,
  start: EpochMs,
): Promise<StagedKind | null> {
  const fresh = await countOf(connection, memory, kind, start);
  const before = memory.settled.days.get(start)?.[kind] ?? 0;
  const isOlder = memory.settled.older.has(kind, start);
  const totals = new SeriesSums();
  if (fresh === 0 && !isOlder) return { fresh, before, changed: false, totals };
  const window = { from: start, to: start + day };
  const sources = memory.settled.older.parts(kind, 'true', window, false);
  if (fresh > 0) sources.push(`SELECT ${settledKeys[kind]}, at_ms, n FROM ${tableName(kind, start)}`);
  const source = sources.join(' UNION ALL ');
  await connection.run(`CREATE OR REPLACE TEMP TABLE staged_${kind}(${settledTables[kind]})`);
  const settled = await memory.settled.read(connection, { kind, condition: 'true', window, minutes: 'all' });
  const staging = new Staging(connection, kind, start, settled, totals);
  for (const piece of await pieces(connection, source)) {
    if (!(await staging.add(await sorted(connection, kind, source, piece)))) return null;
  }
  await staging.finish();
  return { fresh, before, changed: true, totals };
}

/** What a sum beyond 64 bits becomes: none that is exact, so that it is refused when it is read. */
const inexact = '-9223372036854775808';

interface Sorted {
  series: Int32Array;
  bin: Int32Array | null;
  at: Float64Array;
  n: Float64Array;
}

/** Sums of the minutes of a piece in order of series, bin and time; null when one is beyond what is exact. */
async function sorted(
  connection: Connection,
  kind: SettledKind,
  source: string,
  piece: string,
): Promise<Sorted | null> {
  const key = settledKeys[kind];
  const rows = await connection.rows(
    `SELECT at_ms, coalesce(try_cast(sum(n) AS BIGINT), ${inexact}), ${key} FROM (${source}) WHERE ${piece} GROUP BY ${key}, at_ms ORDER BY ${key}, at_ms`,
  );
  try {
    const [at, n, series] = [rows.int64(0), rows.int64(1), rows.int32(2)];
    return { at, n, series, bin: kind === 'bins' ? rows.int32(3) : null };
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Conditions that cut the rows into pieces of about as many as are sorted at once. */
async function pieces(connection: Connection, source: string): Promise<string[]> {
  const found = await connection.rows(`SELECT count(*), min(series), max(series) FROM (${source})`);
  const [rows, first, last] = [found.int64(0)[0]!, found.int32(1)[0]!, found.int32(2)[0]!];
  const width = Math.ceil((last + 1 - first) / Math.ceil(rows / pieceRows));
  const starts = Array.from({ length: Math.ceil((last + 1 - first) / width) }, (_, nth) => first + nth * width);
  return starts.map((start) => `series >= ${start} AND series < ${start + width}`);
}

/** Packs what comes in order of series and bin, and what was settled before with it. */
class Staging {
  readonly #connection: Connection;
  readonly #kind: SettledKind;
  readonly #start: EpochMs;
  readonly #settled: SettledRows | null;
  /** The first row of those settled before that is not written again yet. */
  #next = 0;
  readonly #totals: SeriesSums;
  #written: { series: number[]; bin: number[]; days: PackedDay[] } = { series: [], bin: [], days: [] };
  readonly #room = emptyMinutes();

  constructor(
    connection: Connection,
    kind: SettledKind,
    start: EpochMs,
    settled: SettledRows | null,
    totals: SeriesSums,
  ) {
    this.#connection = connection;
    this.#kind = kind;
    this.#start = start;
    this.#settled = settled;
    this.#totals = totals;
  }

  /** False when they cannot be packed exactly. */
  async add(rows: Sorted | null): Promise<boolean> {
    if (rows === null) return false;
    const { series, bin } = rows;
    for (let first = 0; first < series.length; ) {
      let end = first + 1;
      while (end < series.length && series[end] === series[first] && bin?.[end] === bin?.[first]) end += 1;
      const [id, own] = [series[first]!, bin?.[first] ?? 0];
      this.#writeBefore(id, own);
      if (!this.#pack(rows, first, end, id, own)) return false;
      if (this.#written.days.length >= writtenRows) await this.#flush();
      first = end;
    }
    return true;
  }

  /** Writes what is left. */
  async finish(): Promise<void> {
    this.#writeBefore(Number.POSITIVE_INFINITY, 0);
    await this.#flush();
  }

  #pack({ at, n }: Sorted, first: number, end: number, id: number, bin: number): boolean {
    const room = this.#room;
    const old = this.#settled;
    if (old !== null && old.series[this.#next] === id && (old.bin?.[this.#next] ?? 0) === bin) {
      unpackMinutes({ hours: old.hours[this.#next]!, minutes: old.minutes[this.#next]! }, room);
      this.#next += 1;
    } else {
      room.there.fill(0);
      room.n.fill(0);
    }
    for (let row = first; row < end; row++) {
      const place = (at[row]! - this.#start) / minute;
      if (!Number.isInteger(place)) return false;
      room.there[place] = 1;
      room.n[place]! += n[row]!;
    }
    const size = room.n.reduce((sum, one) => sum + Math.abs(one), 0);
    if (size > Number.MAX_SAFE_INTEGER) return false;
    this.#write(id, bin, packDay(room));
    return this.#totals.add(id, sumOf(room.n));
  }

  /** Writes again what was settled before and comes before this series and bin. */
  #writeBefore(id: number, bin: number): void {
    const old = this.#settled;
    if (old === null) return;
    for (; this.#next < old.series.length; this.#next++) {
      const [series, own] = [old.series[this.#next]!, old.bin?.[this.#next] ?? 0];
      if (series > id || (series === id && own >= bin)) return;
      const packed = { hours: old.hours[this.#next]!, minutes: old.minutes[this.#next]! };
      unpackMinutes(packed, this.#room);
      this.#write(series, own, packed);
      this.#totals.add(series, sumOf(this.#room.n));
    }
  }

  #write(series: number, bin: number, packed: PackedDay): void {
    this.#written.series.push(series);
    this.#written.bin.push(bin);
    this.#written.days.push(packed);
  }

  async #flush(): Promise<void> {
    const { series, bin, days } = this.#written;
    this.#written = { series: [], bin: [], days: [] };
    if (days.length === 0) return;
    const columns: Column[] = [
      { type: 'INTEGER', values: Int32Array.from(series) },
      ...(this.#kind === 'bins' ? [{ type: 'INTEGER' as const, values: Int32Array.from(bin) }] : []),
      { type: 'INTEGER', values: new Int32Array(days.length).fill(this.#start / day) },
      { type: 'BLOB', values: days.map(({ hours }) => hours) },
      { type: 'BLOB', values: days.map(({ minutes }) => minutes) },
    ];
    const appender = await this.#connection.appender(`staged_${this.#kind}`);
    appender.append(columns, null);
    appender.close();
  }
}

const sumOf = (numbers: Float64Array): number => numbers.reduce((sum, one) => sum + one, 0);
