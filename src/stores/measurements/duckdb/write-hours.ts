import type { EpochMs } from '../../../maths/instants.ts';
import { hourNumbers, type PackedHours } from '../packed.ts';
import type { Column } from './columns.ts';
import type { Connection } from './engine.ts';
import { type HourMemory, type HourSubject, hourColumns, hourTable, monthStart, neverMs } from './month-tables.ts';

/** So many keys go into one statement at most; its text grows with them. */
const keysAtOnce = 5_000;

interface StagedRow {
  from: PackedHours;
  row: number;
  id: number;
}

/** The roll-ups of one transaction. They become part of the memory only after the commit. */
export class StagedHours {
  readonly #connection: Connection;
  readonly #memory: HourMemory;
  /** By subject and hour, the last one given. */
  readonly #rows = new Map<string, StagedRow>();
  readonly #subjects = new Map<string, HourSubject>();
  readonly #made: EpochMs[] = [];
  #nextId: number;

  constructor(connection: Connection, memory: HourMemory) {
    this.#connection = connection;
    this.#memory = memory;
    this.#nextId = memory.subjects.size + 1;
  }

  add(hours: PackedHours): void {
    hours.subject.forEach((subject, row) => {
      const at = hours.at[row]!;
      const id = this.#idOf(subject, hours.measured[row] === 0n ? Infinity : at);
      this.#rows.set(`${at} ${subject}`, { from: hours, row, id });
    });
  }

  /** Takes the rows out that are written again, then writes all. */
  async write(): Promise<void> {
    const rows = [...this.#rows.values()];
    for (const [start, own] of Map.groupBy(rows, ({ from, row }) => monthStart(from.at[row]!))) {
      const columns = this.#columns(own);
      if (this.#memory.months.has(start)) await this.#takeOut(hourTable(start), columns);
      else {
        await this.#connection.run(`CREATE TABLE ${hourTable(start)}(${hourColumns})`);
        this.#made.push(start);
      }
      await this.#append(hourTable(start), columns);
    }
    const added = [...this.#subjects];
    if (added.length === 0) return;
    await this.#append('hour_subjects', [
      { type: 'INTEGER', values: Int32Array.from(added, ([, { id }]) => id) },
      { type: 'VARCHAR', values: added.map(([name]) => name) },
      { type: 'BIGINT', values: Float64Array.from(added, ([, { first }]) => Math.min(first, neverMs)) },
    ]);
  }

  keep(): void {
    for (const start of this.#made) this.#memory.months.add(start);
    for (const [name, subject] of this.#subjects) this.#memory.subjects.set(name, subject);
  }

  #columns(rows: readonly StagedRow[]): Column[] {
    return [
      { type: 'INTEGER', values: Int32Array.from(rows, ({ id }) => id) },
      { type: 'BIGINT', values: Float64Array.from(rows, ({ from, row }) => from.at[row]!) },
      { type: 'UBIGINT', values: BigUint64Array.from(rows, ({ from, row }) => from.measured[row]!) },
      ...hourNumbers.map((_, nth): Column => {
        return { type: 'BIGINT', values: Float64Array.from(rows, ({ from, row }) => from.numbers[nth]![row]!) };
      }),
      { type: 'INTEGER', values: Int32Array.from(rows, ({ from, row }) => from.currency[row]!) },
    ];
  }

  #idOf(subject: string, measuredAt: EpochMs): number {
    const known = this.#subjects.get(subject) ?? this.#memory.subjects.get(subject);
    if (known && known.first <= measuredAt) return known.id;
    const next = { id: known?.id ?? this.#nextId++, first: measuredAt };
    this.#subjects.set(subject, next);
    return next.id;
  }

  async #takeOut(table: string, [ids, ats]: Column[]): Promise<void> {
    const subjects = ids!.values as Int32Array;
    const instants = ats!.values as Float64Array;
    const first = instants.reduce((least, at) => Math.min(least, at), Infinity);
    const last = instants.reduce((most, at) => Math.max(most, at), -Infinity);
    const within = `at_ms >= ${first} AND at_ms <= ${last}`;
    const there = await this.#connection.rows(`SELECT count(*) FROM ${table} WHERE ${within}`);
    if (there.int64(0)[0] === 0) return;
    for (let begin = 0; begin < subjects.length; begin += keysAtOnce) {
      const end = begin + keysAtOnce;
      const keys = `SELECT unnest([${subjects.subarray(begin, end)}]::INTEGER[]) AS subject, unnest([${instants.subarray(begin, end)}]::BIGINT[]) AS at_ms`;
      await this.#connection.run(
        `DELETE FROM ${table} USING (${keys}) AS given WHERE ${table}.${within.replace('AND ', `AND ${table}.`)} AND ${table}.subject = given.subject AND ${table}.at_ms = given.at_ms`,
      );
    }
  }

  async #append(table: string, columns: readonly Column[]): Promise<void> {
    const appender = await this.#connection.appender(table);
    try {
      appender.append(columns, null);
    } catch (error) {
      appender.abandon();
      throw error;
    }
    appender.close();
  }
}
