import { resolve } from 'node:path';
import type { Control } from '../../features/impact/control.ts';
import { bad } from './options.ts';
import { readSeries, type SeriesQuestion } from './read-series.ts';

/** More controls than this add time and no knowledge. */
const mostControls = 12;

/**
 * Reads the files of `--control` as the series itself is read, its columns and step, `column` instead of its count when given.
 * Throws ProductError `bad_input` that names file, row and column, or the option: a process is no control of itself.
 */
export async function readControls(
  files: readonly string[],
  column: string | undefined,
  like: SeriesQuestion,
): Promise<Control[]> {
  if (column !== undefined && files.length === 0) throw bad('--control-count', column, '--control beside it');
  if (files.length > mostControls) throw bad('--control', `${files.length} files`, `${mostControls} files at most`);
  const count = column ?? like.column;
  const seen = new Set([`${resolve(like.file)} ${like.column}`]);
  const controls: Control[] = [];
  for (const file of files) {
    if (file === '-') throw bad('--control', file, 'a file: only the series is read from stdin');
    const key = `${resolve(file)} ${count}`;
    if (seen.has(key)) throw bad('--control', file, 'another process than the series itself, and each file once');
    seen.add(key);
    const { series } = await readSeries({ ...like, file, column: count });
    controls.push({ name: file, series });
  }
  return controls;
}
