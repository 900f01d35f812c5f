import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { minute } from '../../src/maths/instants.ts';
import type { MinuteSeries } from '../../src/maths/minute-series.ts';

const folder = resolve(import.meta.dirname, '../..', process.env.WAGA_DATASETS ?? '../shared/data');

/** A public series of the anomaly benchmark: counts per step on the wall clock, which has no offset in the files. */
export interface PublicSeries {
  name: string;
  stepMinutes: number;
  /** Spread evenly over the minutes of a step. */
  series: MinuteSeries;
  /** Times (epoch ms, wall clock read as UTC) in which something is labelled. */
  flagged: { from: number; to: number }[];
}

/** The series `data/NAME` with its labelled windows, or null when the data set is not there. */
export function publicSeries(name: string): PublicSeries | null {
  const file = join(folder, 'nab/data', name);
  if (!existsSync(file)) return null;
  const rows = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','))
    .map(([time, value]) => ({ at: Date.parse(`${time!.replace(' ', 'T')}Z`), value: Number(value) }));
  const stepMinutes = (rows[1]!.at - rows[0]!.at) / minute;
  const from = rows[0]!.at;
  const counts = new Float64Array((rows.at(-1)!.at - from) / minute + stepMinutes).fill(Number.NaN);
  for (const { at, value } of rows) {
    const first = Math.round((at - from) / minute);
    counts.fill(value / stepMinutes, first, first + stepMinutes);
  }
  return { name, stepMinutes, series: { from, counts }, flagged: labelled(name) };
}

function labelled(name: string): { from: number; to: number }[] {
  const windows: Record<string, [string, string][]> = JSON.parse(
    readFileSync(join(folder, 'nab/labels/combined_windows.json'), 'utf8'),
  );
  const at = (text: string): number => Date.parse(`${text.replace(' ', 'T').slice(0, 19)}Z`);
  return (windows[name] ?? []).map(([a, b]) => ({ from: at(a), to: at(b) }));
}

/** Names of the series in a family of the data set that is there. */
export function publicNames(family: string): string[] {
  const path = join(folder, 'nab/data', family);
  return existsSync(path) ? readdirSync(path).map((file) => `${family}/${file}`) : [];
}
