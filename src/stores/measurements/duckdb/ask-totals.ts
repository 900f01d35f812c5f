import { bucketStart, day, type EpochMs, hour, type Interval, minute } from '../../../maths/instants.ts';
import type { Answer, Question } from '../measurements.ts';
import { visitSettled } from '../minute-code/settled-rows.ts';
import { SeriesSums } from '../totals/series-sums.ts';
import type { Connection } from './engine.ts';
import type { Memory } from './memory.ts';
import { monthStart } from './month-tables.ts';
import { beforeMinute, ofDay, olderTable } from './older-settled.ts';
import type { Rows } from './rows.ts';
import { inSeries, unionOf, windowOf } from './sql-parts.ts';

type AskedTotals = Question & { ask: 'totals' };

/**
 * Of so many series, and of so large a part of them, all are read, since to name each costs as much, and parts of days are
 * remembered: of 20 000 series all take 100 to 200 ms of processor, 40 by name 2.
 */
const manySeries = 32;
const largePart = 1 / 16;

/**
 * The sum of each series over the whole window: from memory but for the ends of the window, of which at most a day's totals by
 * the hour and an hour's minutes are read. Throws RangeError for a sum beyond 2^53.
 */
export async function askTotals(
  connection: Connection,
  memory: Memory,
  { series, ...interval }: AskedTotals,
): Promise<Answer<AskedTotals>> {
  const window = windowOf(interval);
  const unsettled = memory.tables.starts('counts', window);
  const { asked, unread, parts } = memory.totals.known(series, window, unsettled);
  const few = series.length < Math.max(manySeries, memory.series.count * largePart);
  const condition = few && series.length > 0 ? inSeries(series) : 'true';
  for (const { at, sign } of parts) {
    const before = memory.tables.dropped;
    const sums = await partOf(connection, memory, at, condition);
    asked.add(sums, sign);
    const same = memory.tables.dropped === before && memory.tables.changing === null;
    if (!few && same) memory.totals.remember(at, sums);
  }
  for (const part of unread) {
    const tables = memory.tables.names('counts', part);
    if (tables.length > 0) asked.add(sumsOf(await summed(connection, unionOf(tables, 'series, n', condition, part))));
  }
  if (asked.exact) return { series: asked.series, n: asked.n };

  return { series: asked.series, n: await exactSums(connection, memory, series, window) };
}

/** Each sum as it is, whatever it was on the way. Throws RangeError for one beyond 2^53. */
async function exactSums(
  connection: Connection,
  memory: Memory,
  series: readonly number[],
  window: Interval,
): Promise<Float64Array<ArrayBuffer>> {
  const condition = inSeries(series);
  const sums = new Map<number, bigint>();
  const add = (id: number, n: number | string): void => void sums.set(id, (sums.get(id) ?? 0n) + BigInt(n));
  const settled = await memory.settled.read(connection, { kind: 'counts', condition, window, minutes: 'cut' });
  if (settled !== null) visitSettled(settled, window, true, (id, _at, _bin, n) => add(id, n));
  const parts = memory.settled.older.parts('counts', condition, window, true);
  const days = memory.tables.names('counts', window);
  if (days.length > 0) parts.push(unionOf(days, 'series, at_ms, n', condition, window));
  if (parts.length > 0) {
    const rows = await connection.rows(
      `SELECT series, sum(n)::VARCHAR FROM (${parts.join(' UNION ALL ')}) GROUP BY series`,
    );
    const texts = rows.text(1);
    rows.int32(0).forEach((id, row) => {
      add(id, texts[row]!);
    });
  }
  return Float64Array.from(series, (id) => {
    const sum = Number(sums.get(id) ?? 0n);
    if (!Number.isSafeInteger(sum)) throw new RangeError('a sum is beyond 2^53');
    return sum;
  });
}

const summed = (connection: Connection, rows: string): Promise<Rows> =>
  connection.rows(`SELECT series, sum(n)::BIGINT FROM (${rows}) GROUP BY series`);

/** What a settled day holds from its midnight to the instant. */
async function partOf(connection: Connection, memory: Memory, at: EpochMs, condition: string): Promise<SeriesSums> {
  const start = bucketStart(at, day);
  if (memory.settled.older.has('counts', start)) return sumsOf(await connection.rows(olderPartSql(at, condition)));
  const window = { from: start, to: at };
  const sums = new SeriesSums();
  const rows = await memory.settled.read(connection, { kind: 'counts', condition, window, minutes: 'cut' });
  if (rows !== null) visitSettled(rows, window, true, (series, _at, _bin, n) => void sums.add(series, n));
  return sums;
}

/** The same of a day that an earlier version settled. */
function olderPartSql(at: EpochMs, condition: string): string {
  const start = bucketStart(at, day);
  const month = monthStart(start);
  const table = olderTable('counts', month);
  const hourOf = (bucketStart(at, hour) - month) / hour;
  const rows = `FROM ${table} WHERE ${condition} AND ${ofDay(start)} AND hour`;
  const hours = `SELECT series, total AS n ${rows} < ${hourOf}`;
  if (at % hour === 0) return `SELECT series, sum(n)::BIGINT FROM (${hours}) GROUP BY series`;
  const minutes = `SELECT series, ${beforeMinute((at % hour) / minute)} ${rows} = ${hourOf}`;
  return `SELECT series, coalesce(sum(n), 0)::BIGINT FROM (${hours} UNION ALL ${minutes}) GROUP BY series`;
}

/** Numbers of series in the first column, sums in the second. */
export function sumsOf(rows: Rows): SeriesSums {
  const [series, n] = [rows.int32(0), rows.int64(1)];
  const sums = new SeriesSums(new Float64Array(series.reduce((most, id) => Math.max(most, id), -1) + 1));
  series.forEach((id, row) => {
    sums.add(id, n[row]!);
  });
  return sums;
}
