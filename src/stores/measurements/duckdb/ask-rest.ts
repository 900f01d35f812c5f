import { dayName } from '../../../maths/instants.ts';
import { clipIntervals } from '../intervals.ts';
import type { Answer, Question } from '../measurements.ts';
import type { Connection } from './engine.ts';
import type { Memory } from './memory.ts';
import { unionOf, windowOf } from './sql-parts.ts';
import { tableName } from './tables.ts';

type Ask<Name extends Question['ask']> = Question & { ask: Name };

export function askSeries(memory: Memory, { source, name, names, kind }: Ask<'series'>): Answer<Ask<'series'>> {
  const called = name === undefined ? names : [name];
  const rows = called === undefined ? memory.series.all() : memory.series.index.named(called);
  const wanted = names && new Set(names);
  return rows.filter(
    (row) =>
      (source === undefined || row.source === source) &&
      (wanted === undefined || wanted.has(row.name)) &&
      (kind === undefined || row.kind === kind),
  );
}

export const askMetric = (memory: Memory, { source, names, labels }: Ask<'metric'>): Answer<Ask<'metric'>> =>
  memory.series.index.metric(source, names, labels);

export function askAlive(memory: Memory, question: Ask<'alive'>): Answer<Ask<'alive'>> {
  const window = windowOf(question);
  return [...new Set(question.sources)]
    .sort()
    .flatMap((source) =>
      clipIntervals(memory.alive.get(source) ?? [], window).map(({ from, to }) => ({ source, from, to })),
    );
}

export function askStates(memory: Memory, { prefix }: Ask<'states'>): Answer<Ask<'states'>> {
  return [...memory.states]
    .filter(([key]) => key.startsWith(prefix))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => ({ key, value }));
}

export async function askBatch(
  connection: Connection,
  memory: Memory,
  { source, key }: Ask<'batch'>,
): Promise<Answer<Ask<'batch'>>> {
  const answer = await memory.keys.answerOf(connection, source, key);
  return answer === null ? null : { answer };
}

export async function askBatches(
  connection: Connection,
  memory: Memory,
  { source, keys }: Ask<'batches'>,
): Promise<Answer<Ask<'batches'>>> {
  const answers: (string | null)[] = [];
  for (const key of keys) answers.push(await memory.keys.answerOf(connection, source, key));
  return answers;
}

export async function askIds(
  connection: Connection,
  memory: Memory,
  { from }: Ask<'ids'>,
): Promise<Answer<Ask<'ids'>>> {
  const window = windowOf({ from, to: Infinity });
  const tables = [...memory.tables.names('ids', window), ...memory.tables.names('hashes', window)];
  if (tables.length === 0) return { hash: new BigUint64Array(), at: new Float64Array() };
  const rows = await connection.manyRows(unionOf(tables, 'hash, at_ms', 'true', window));
  return { hash: rows.uint64(0), at: rows.int64(1) };
}

const rowKinds = ['counts', 'bins', 'gauges', 'people', 'passes'] as const;

/** Days with data, in order, how many rows of counts, bins, gauges and people each has, and of the first two alone. */
export async function askDays(connection: Connection, memory: Memory): Promise<Answer<Ask<'days'>>> {
  const parts = rowKinds.flatMap((kind) =>
    memory.tables
      .starts(kind)
      .map(
        (start) =>
          `SELECT '${dayName(start)}' AS day, count(*) AS n, ${Number(kind === 'counts' || kind === 'bins')} AS counts FROM ${tableName(kind, start)}`,
      ),
  );
  const days = new Map<string, { rows: number; counted: number }>();
  for (const [start, { counts, bins }] of memory.settled.days) {
    days.set(dayName(start), { rows: counts + bins, counted: counts + bins });
  }
  if (parts.length > 0) {
    const rows = await connection.rows(
      `SELECT day, sum(n)::BIGINT, sum(n * counts)::BIGINT FROM (${parts.join(' UNION ALL ')}) GROUP BY day`,
    );
    const [n, counted] = [rows.int64(1), rows.int64(2)];
    rows.text(0).forEach((day, row) => {
      const settled = days.get(day) ?? { rows: 0, counted: 0 };
      days.set(day, { rows: settled.rows + n[row]!, counted: settled.counted + counted[row]! });
    });
  }
  return [...days].sort(([a], [b]) => (a < b ? -1 : 1)).map(([day, rows]) => ({ day, ...rows }));
}
