import { bucketStart, day, dayName, type EpochMs } from '../../../maths/instants.ts';
import { clipIntervals } from '../intervals.ts';
import type { Connection } from './engine.ts';
import type { Memory } from './memory.ts';
import { hourTable, monthEnd } from './month-tables.ts';
import { settledKinds } from './settled-names.ts';
import { settledTable } from './settled-tables.ts';
import { type PeriodKind, tableName } from './tables.ts';

const keyDays = 7;

/** From which instants on rows are kept. */
export interface Keep {
  from: EpochMs;
  peopleFrom: EpochMs;
  hoursFrom: EpochMs;
  now: EpochMs;
}

/** Drops the tables of whole days before the instants, and cuts the alive intervals to the days that are left. */
export async function retain(connection: Connection, memory: Memory, keep: Keep): Promise<string[]> {
  const before: [PeriodKind, EpochMs][] = [
    ['counts', keep.from],
    ['bins', keep.from],
    ['gauges', keep.from],
    ['people', Math.max(keep.from, keep.peopleFrom)],
    ['passes', Math.max(keep.from, keep.peopleFrom)],
    ['batches', keep.now - keyDays * day],
  ];
  const dropped = before.flatMap(([kind, from]) =>
    memory.tables
      .starts(kind)
      .filter((start) => start + day <= from)
      .map((start) => ({ kind, start })),
  );
  const settled = [...memory.settled.days.keys()].filter((start) => start + day <= keep.from);
  if (dropped.length + settled.length > 0) {
    for (const { kind, start } of dropped) {
      memory.tables.remove(kind, start);
      if (kind === 'batches') memory.keys.forget(start);
      if (kind === 'counts') memory.totals.counted.forget(start);
    }
    const drops = dropped.map(({ kind, start }) => `DROP TABLE ${tableName(kind, start)};`);
    drops.push(...dropSettled(memory, settled, bucketStart(keep.from, day)));
    await connection.run(`BEGIN TRANSACTION; ${drops.join(' ')} COMMIT;`);
  }
  await dropMonths(connection, memory, keep.hoursFrom);
  await cutAlive(connection, memory, bucketStart(keep.from, day));
  const days = dropped.filter(({ kind, start }) => kind !== 'batches' && start + day <= keep.from);
  return [...new Set([...days.map(({ start }) => start), ...settled])].sort((a, b) => a - b).map(dayName);
}

/** Forgets settled days and says how they go: months as tables, days of the month that stays as rows. */
function dropSettled(memory: Memory, days: readonly EpochMs[], from: EpochMs): string[] {
  if (days.length === 0) return [];
  for (const start of days) memory.settled.days.delete(start);
  memory.totals.drop(from);
  memory.tables.dropped++;
  const drops = [
    `DELETE FROM settled_days WHERE start_ms < ${from};`,
    `DELETE FROM day_totals WHERE start_ms < ${from};`,
  ];
  for (const kind of settledKinds) {
    for (const start of memory.settled.older.starts(kind).filter((older) => older < from)) {
      drops.push(memory.settled.older.takeOut(kind, start));
      memory.settled.older.forget(kind, start);
    }
    for (const month of [...memory.settled.months[kind]].filter((start) => start < from)) {
      const table = settledTable(kind, month);
      if (monthEnd(month) > from) drops.push(`DELETE FROM ${table} WHERE day < ${from / day};`);
      else {
        memory.settled.months[kind].delete(month);
        drops.push(`DROP TABLE ${table};`);
      }
    }
  }
  return drops;
}

async function dropMonths(connection: Connection, memory: Memory, from: EpochMs): Promise<void> {
  for (const start of [...memory.hours.months].filter((each) => monthEnd(each) <= from)) {
    memory.hours.months.delete(start);
    memory.tables.dropped++;
    await connection.run(`DROP TABLE ${hourTable(start)}`);
  }
}

async function cutAlive(connection: Connection, memory: Memory, from: EpochMs): Promise<void> {
  const first = Math.min(...[...memory.alive.values()].map((intervals) => intervals[0]?.from ?? Infinity));
  if (first >= from) return;
  const cut = [...memory.alive].map(([source, intervals]) => {
    return [source, clipIntervals(intervals, { from, to: Infinity })] as const;
  });
  const left = new Map(cut.filter(([, intervals]) => intervals.length > 0));
  await rewriteAlive(connection, left);
  memory.alive = left;
  memory.aliveRows = [...left.values()].reduce((sum, intervals) => sum + intervals.length, 0);
}

/** Replaces the log of alive intervals by the merged ones, in one transaction. */
export async function rewriteAlive(connection: Connection, alive: Memory['alive']): Promise<void> {
  const rows = [...alive].flatMap(([source, intervals]) => intervals.map(({ from, to }) => ({ source, from, to })));
  await connection.run('BEGIN TRANSACTION; CREATE OR REPLACE TABLE alive AS SELECT * FROM alive LIMIT 0');
  try {
    if (rows.length > 0) {
      const appender = await connection.appender('alive');
      const columns = [
        { type: 'VARCHAR' as const, values: rows.map((row) => row.source) },
        { type: 'BIGINT' as const, values: Float64Array.from(rows, (row) => row.from) },
        { type: 'BIGINT' as const, values: Float64Array.from(rows, (row) => row.to) },
      ];
      appender.append(columns, null);
      appender.close();
    }
    await connection.run('COMMIT');
  } catch (error) {
    await connection.run('ROLLBACK').catch(() => undefined);
    throw error;
  }
}
