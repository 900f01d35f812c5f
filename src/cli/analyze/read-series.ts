import { ProductError } from '../../errors.ts';
import { type EpochMs, minute, toRfc3339 } from '../../maths/instants.ts';
import type { MinuteSeries } from '../../maths/minute-series.ts';
import type { Zone } from '../../maths/zoned-time.ts';
import { progress, progressDone } from '../output.ts';
import { MinuteCells } from './minute-cells.ts';
import { openSeriesFile } from './series-file.ts';
import { columnNamed, countOf, numberOf, timeOf } from './series-row.ts';

export interface SeriesQuestion {
  file: string;
  time: string;
  /** The column wanted. */
  column: string;
  /** Counts are added up and must be whole; a measure is any number, one a minute. */
  kind: 'count' | 'measure';
  stepMs: number;
  missing: 'unknown' | 'zero' | undefined;
  /** Zone of times without an offset; null when none was given. */
  zone: Zone | null;
}

export interface SeriesRead {
  series: MinuteSeries;
  rows: number;
  missingSteps: number;
  steps: number;
}

/** Beyond this share, whoever asks must say what a missing row means. */
const askedBeyond = 0.01;
const progressRows = 200_000;

/**
 * Reads one column of a file as a series of minutes. Rows may stand in any order; memory is bounded by the time the series
 * spans. A row for a longer step is spread evenly over its minutes; rows for shorter steps are added up. Throws
 * ProductError `bad_input` that names file, row, column, what was found and what was expected.
 */
export async function readSeries(question: SeriesQuestion): Promise<SeriesRead> {
  const { file, stepMs, zone } = question;
  const opened = await openSeriesFile(file, [question.time, question.column]);
  const time = columnNamed(opened.columns, question.time, opened.name);
  const value = columnNamed(opened.columns, question.column, opened.name);
  const cells = new MinuteCells();
  const parts = Math.max(1, Math.round(minute / stepMs));
  const seen = parts > 1 ? new MinuteCells() : null;
  let rows = 0;
  for await (const one of opened.rows) {
    const at = timeOf(one, time, opened.name, zone);
    const found = (question.kind === 'count' ? countOf : numberOf)(one, value, opened.name);
    if (found === null) continue;
    rows += 1;
    if (rows % progressRows === 0) progress(`${opened.name}  ${rows} rows`);
    const start = Math.floor(at / stepMs) * stepMs;
    const known = cells.rowOf(start);
    const already = seen ? seen.valueAt(start) : 0;
    if (known > 0 && (seen === null || already >= parts))
      throw twice(opened.name, one.row, time.name, start, known, stepMs);
    cells.add(start, found, one.row, opened.name);
    seen?.add(start, 1, one.row, opened.name);
  }
  progressDone();
  if (rows === 0) {
    const message = `${opened.name}: row 2: found no row with a value in ${question.column}, expected a row a minute`;
    throw new ProductError('bad_input', message, { file: opened.name, row: 2 });
  }
  return filled(question, opened.name, cells, seen, rows);
}

function filled(
  question: SeriesQuestion,
  name: string,
  cells: MinuteCells,
  seen: MinuteCells | null,
  rows: number,
): SeriesRead {
  const { stepMs, missing } = question;
  const { from, values } = cells.dense(name);
  const long = Math.max(1, Math.round(stepMs / minute));
  const parts = Math.max(1, Math.round(minute / stepMs));
  const steps = Math.ceil(values.length / long) * parts;
  const missingSteps = steps - rows;
  if (missing === undefined && missingSteps > askedBeyond * steps) {
    const share = ((100 * missingSteps) / steps).toFixed(1);
    const message = `${name}: ${missingSteps} of ${steps} rows are missing (${share} %) between ${toRfc3339(from)} and ${toRfc3339(cells.last)}. What does a missing row mean? --missing unknown: nobody measured. --missing zero: nothing came.`;
    throw new ProductError('bad_input', message, {
      file: name,
      missing: missingSteps,
      expected: '--missing unknown|zero',
    });
  }
  const empty = missing === 'zero' ? 0 : Number.NaN;
  const counts = new Float64Array(Math.ceil(values.length / long) * long);
  const share = question.kind === 'count' ? 1 / long : 1;
  for (let i = 0; i < counts.length; i++) {
    const value = values[i - (i % long)]!;
    const partly = seen !== null && missing !== 'zero' && seen.valueAt(from + i * minute) < parts;
    counts[i] = Number.isNaN(value) || partly ? empty : value * share;
  }
  return { series: { from, counts }, rows, missingSteps, steps };
}

function twice(file: string, row: number, column: string, at: EpochMs, known: number, stepMs: number): ProductError {
  const span = stepMs === minute ? 'minute' : 'step';
  const found = toRfc3339(at);
  const message = `${file}: row ${row}, column ${column}: found a second row for the ${span} ${found} (the first is row ${known}), expected one row a ${span}; say --step when a row covers another time`;
  return new ProductError('bad_input', message, { file, row, column, found, expected: `one row a ${span}` });
}
