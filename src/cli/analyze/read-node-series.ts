import { ProductError } from '../../errors.ts';
import type { Call, NodeChange, NodeSeries } from '../../features/unavailability/root/question.ts';
import { toRfc3339 } from '../../maths/instants.ts';
import { wrong } from '../import-row.ts';
import { progress, progressDone } from '../output.ts';
import type { FileRow } from './file-row.ts';
import { openSeriesFile } from './series-file.ts';
import { columnNamed, numberOf, timeOf } from './series-row.ts';

const progressRows = 200_000;
/** One series too many rather than a memory that is full: a million readings take some tens of megabytes. */
const mostReadings = 20_000_000;

interface Column {
  name: string;
  at: number;
}

/**
 * Readings in long form, a row each: CSV or Parquet with the columns `time`, `node`, `metric` and `value`, in any order; an empty
 * value or NaN is unknown. Throws ProductError `bad_input` that names file, row, column, what was found and what was expected.
 */
export async function readNodeSeries(file: string): Promise<NodeSeries[]> {
  const opened = await openSeriesFile(file, ['time', 'node', 'metric', 'value']);
  const [time, node, metric, value] = ['time', 'node', 'metric', 'value'].map((name) =>
    columnNamed(opened.columns, name, opened.name),
  ) as [Column, Column, Column, Column];
  const series = new Map<
    string,
    { node: string; metric: string; at: number[]; values: number[]; seen: Map<number, number> }
  >();
  let rows = 0;
  for await (const one of opened.rows) {
    rows += 1;
    if (rows % progressRows === 0) progress(`${opened.name}  ${rows} rows`);
    if (rows > mostReadings) {
      const message = `${opened.name}: row ${one.row}: found more than ${mostReadings} rows, expected at most so many; cut the file to the hours around the interval`;
      throw new ProductError('bad_input', message, { file: opened.name, row: one.row });
    }
    const at = timeOf(one, time, opened.name, null);
    const names = { node: textOf(one, node, opened.name), metric: textOf(one, metric, opened.name) };
    const text = String(one.cells[value.at] ?? '').trim();
    const found = /^nan$/i.test(text) ? null : numberOf(one, value, opened.name);
    const key = JSON.stringify([names.node, names.metric]);
    const own = series.get(key) ?? { ...names, at: [], values: [], seen: new Map<number, number>() };
    series.set(key, own);
    if (found === null) continue;
    const before = own.seen.get(at);
    if (before !== undefined && own.values[before] !== found) throw twice(opened.name, one.row, names, at);
    if (before !== undefined) continue;
    own.seen.set(at, own.at.length);
    own.at.push(at);
    own.values.push(found);
  }
  progressDone();
  if (rows === 0) throw wrong({ file: opened.name, row: 2 }, 'value', '', 'a row for each reading');
  return [...series.values()].map(({ node: name, metric: measure, at, values }) => ({
    node: name,
    metric: measure,
    at,
    values,
  }));
}

/** Who calls whom: CSV with the columns `caller` and `callee`. A repeated call counts once; a call of oneself nothing. */
export async function readCalls(file: string): Promise<Call[]> {
  const opened = await openSeriesFile(file, ['caller', 'callee']);
  const [caller, callee] = ['caller', 'callee'].map((name) => columnNamed(opened.columns, name, opened.name)) as [
    Column,
    Column,
  ];
  const calls: Call[] = [];
  for await (const one of opened.rows) {
    calls.push({ caller: textOf(one, caller, opened.name), callee: textOf(one, callee, opened.name) });
  }
  return calls;
}

/** What was changed, when and where: CSV with the columns `time`, `node` and `change`. */
export async function readNodeChanges(file: string): Promise<NodeChange[]> {
  const opened = await openSeriesFile(file, ['time', 'node', 'change']);
  const [time, node, change] = ['time', 'node', 'change'].map((name) =>
    columnNamed(opened.columns, name, opened.name),
  ) as [Column, Column, Column];
  const changes: NodeChange[] = [];
  for await (const one of opened.rows) {
    const at = timeOf(one, time, opened.name, null);
    changes.push({ at, node: textOf(one, node, opened.name), what: textOf(one, change, opened.name) });
  }
  return changes;
}

function textOf({ row, cells }: FileRow, { name, at }: Column, file: string): string {
  const text = String(cells[at] ?? '').trim();
  if (text === '') throw wrong({ file, row }, name, text, 'a name');
  return text;
}

function twice(
  file: string,
  row: number,
  { node, metric }: { node: string; metric: string },
  at: number,
): ProductError {
  const found = `${node}:${metric} at ${toRfc3339(at)}`;
  const message = `${file}: row ${row}, column value: found a second, other value of ${found}, expected one`;
  return new ProductError('bad_input', message, { file, row, column: 'value', found, expected: 'one value' });
}
