import { hour } from '../../../maths/instants.ts';
import type { Packed } from '../packed.ts';
import { keyHash } from './batch-keys.ts';
import type { Column } from './columns.ts';
import type { Appender, Connection } from './engine.ts';
import { addAlive, type Memory } from './memory.ts';
import type { Stored } from './messages.ts';
import { type PeriodKind, periodTables, rowsByPeriod, tableName } from './tables.ts';
import { StagedHours } from './write-hours.ts';

/**
 * Writes several batches in one transaction, so that they share one fsync. Resolves the answer of each after the commit;
 * when it throws, nothing of the group is stored and the file has to be read anew. A batch whose key is known, from before or
 * from earlier in the group, is not stored.
 */
export async function commitGroup(connection: Connection, memory: Memory, group: readonly Packed[]): Promise<Stored[]> {
  const answers: Stored[] = [];
  const fresh: { batch: Packed; told: Int32Array }[] = [];
  const inGroup = new Map<string, string>();
  for (const batch of group) {
    const first = await firstAnswer(connection, memory, batch, inGroup);
    if (first !== null) {
      answers.push({ known: true, answer: first });
      continue;
    }
    for (const { source, key, answer } of batch.keys) inGroup.set(JSON.stringify([source, key]), answer);
    const told = new Int32Array(batch.series.told.length);
    answers.push({ known: false, told });
    fresh.push({ batch, told });
  }
  if (fresh.length === 0) return answers;

  const transaction = new Transaction(connection, memory);
  await connection.run('BEGIN TRANSACTION');
  try {
    for (const { batch, told } of fresh) await transaction.write(batch, told);
    await transaction.finish();
    await connection.run('COMMIT');
  } catch (error) {
    transaction.abandon();
    await connection.run('ROLLBACK').catch(() => undefined);
    throw error;
  }
  transaction.keep();
  return answers;
}

/** What the first of the batch's keys that is known was answered, from before or from earlier in the group. */
async function firstAnswer(
  connection: Connection,
  memory: Memory,
  { keys }: Packed,
  inGroup: ReadonlyMap<string, string>,
): Promise<string | null> {
  for (const { source, key } of keys) {
    const known = inGroup.get(JSON.stringify([source, key])) ?? (await memory.keys.answerOf(connection, source, key));
    if (known !== null) return known;
  }
  return null;
}

class Transaction {
  readonly #connection: Connection;
  readonly #memory: Memory;
  readonly #appenders = new Map<string, Appender>();
  readonly #created: { kind: PeriodKind; start: number; table: string }[] = [];
  readonly #series: ReturnType<Memory['series']['stage']>;
  readonly #passings: ReturnType<Memory['passings']['stage']>;
  readonly #hours: StagedHours;
  readonly #batches: Packed[] = [];
  readonly #counted: Packed['counts'][] = [];
  #stateSeq: number;

  constructor(connection: Connection, memory: Memory) {
    this.#connection = connection;
    this.#memory = memory;
    this.#series = memory.series.stage();
    this.#passings = memory.passings.stage();
    this.#hours = new StagedHours(connection, memory.hours);
    this.#stateSeq = memory.stateSeq;
  }

  /** `told` gets the numbers of the series that the batch tells of. */
  async write(batch: Packed, told: Int32Array): Promise<void> {
    const ids = this.#series.idsOf(batch);
    for (const [nth, { index }] of batch.series.told.entries()) told[nth] = ids[index]!;
    this.#counted.push({ ...batch.counts, series: batch.counts.series.map((index) => ids[index]!) });
    const series = (own: Int32Array): Column => ({ type: 'INTEGER', values: own.map((index) => ids[index]!) });
    const { counts, bins, gauges, people, keys } = batch;
    await this.#byPeriod('counts', counts.at, [series(counts.series), int64(counts.at), int64(counts.n)]);
    await this.#byPeriod('bins', bins.at, [
      series(bins.series),
      int64(bins.at),
      { type: 'INTEGER', values: bins.bin },
      int64(bins.n),
    ]);
    await this.#byPeriod('gauges', gauges.at, [
      series(gauges.series),
      int64(gauges.at),
      int64(gauges.n),
      { type: 'DOUBLE', values: gauges.min },
      { type: 'DOUBLE', values: gauges.max },
      { type: 'DOUBLE', values: gauges.last },
      int64(gauges.lastAt),
    ]);
    const passings = this.#passings.idsOf(people.passings);
    await this.#byPeriod('passes', people.at, [
      { type: 'INTEGER', values: people.passing.map((index) => passings[index]!) },
      int64(people.at),
      { type: 'UBIGINT', values: people.user },
    ]);
    await this.#byPeriod('hashes', batch.ids.at, [{ type: 'UBIGINT', values: batch.ids.hash }, int64(batch.ids.at)]);
    const keptAt = Float64Array.from(keys, ({ at }) => at);
    await this.#byPeriod('batches', keptAt, [
      int64(Float64Array.from(keys, ({ source, key }) => keyHash(source, key))),
      text(keys.map(({ source }) => source)),
      text(keys.map(({ key }) => key)),
      text(keys.map(({ answer }) => answer)),
      int64(keptAt),
    ]);
    await this.#append('alive', [
      text(batch.alive.map((row) => row.source)),
      int64(Float64Array.from(batch.alive, (row) => row.from)),
      int64(Float64Array.from(batch.alive, (row) => row.to)),
    ]);
    await this.#append('states', [
      int64(Float64Array.from(batch.states, () => ++this.#stateSeq)),
      text(batch.states.map((row) => row.key)),
      text(batch.states.map((row) => row.value)),
    ]);
    this.#hours.add(batch.hours);
    this.#batches.push(batch);
  }

  async finish(): Promise<void> {
    const added = this.#series.columns();
    if (added) await this.#append('series', added);
    await this.#append('passings', this.#passings.columns());
    for (const appender of this.#appenders.values()) appender.close();
    await this.#hours.write();
    await this.#pruneIds();
  }

  abandon(): void {
    for (const appender of this.#appenders.values()) appender.abandon();
  }

  /** Brings the memory up to what was committed. */
  keep(): void {
    const memory = this.#memory;
    this.#series.keep();
    this.#passings.keep();
    this.#hours.keep();
    for (const { kind, start } of this.#created) {
      memory.tables.add(kind, start);
      if (kind === 'counts') memory.totals.counted.begin(start);
    }
    for (const { series, at, n } of this.#counted) memory.totals.counted.addRows(series, at, n);
    memory.stateSeq = this.#stateSeq;
    for (const { keys, alive, states } of this.#batches) {
      for (const { source, key, at } of keys) memory.keys.add(keyHash(source, key), at);
      for (const { source, from, to } of alive) addAlive(memory.alive, source, from, to);
      for (const state of states) memory.states.set(state.key, state.value);
      memory.aliveRows += alive.length;
      memory.stateRows += states.length;
    }
  }

  async #byPeriod(kind: PeriodKind, at: Float64Array, columns: Column[]): Promise<void> {
    if (at.length === 0) return;
    for (const [start, rows] of rowsByPeriod(at, periodTables[kind].period)) {
      const table = tableName(kind, start);
      if (!this.#memory.tables.has(kind, start) && !this.#created.some((made) => made.table === table)) {
        await this.#connection.run(`CREATE TABLE ${table}(${periodTables[kind].columns})`);
        this.#created.push({ kind, start, table });
      }
      await this.#append(table, columns, rows);
    }
  }

  async #append(table: string, columns: Column[], rows: Int32Array | null = null): Promise<void> {
    if (columns[0]!.values.length === 0) return;
    let appender = this.#appenders.get(table);
    if (!appender) {
      appender = await this.#connection.appender(table);
      this.#appenders.set(table, appender);
    }
    appender.append(columns, rows);
  }

  /** Event ids are compared over 15 minutes; when a new hour begins, those before the last hour go. */
  async #pruneIds(): Promise<void> {
    const newest = Math.max(...this.#created.filter(({ kind }) => kind === 'hashes').map(({ start }) => start));
    for (const kind of ['ids', 'hashes'] as const) {
      for (const start of this.#memory.tables.starts(kind, { from: -Infinity, to: newest - hour })) {
        this.#memory.tables.remove(kind, start);
        await this.#connection.run(`DROP TABLE ${tableName(kind, start)}`);
      }
    }
  }
}

const int64 = (values: Float64Array): Column => ({ type: 'BIGINT', values });
const text = (values: readonly string[]): Column => ({ type: 'VARCHAR', values });
