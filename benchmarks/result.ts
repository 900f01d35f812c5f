/** What every benchmark says: rows of figures, each beside a reference timed in the same run, as a table or as one JSON document. */
import { type Machine, machineText } from './machine.ts';

/** The reference of a row: what it is, its median figure in the unit of the row and its spread. */
export interface Reference {
  what: string;
  figure: number;
  low: number;
  high: number;
}

export interface ResultRow {
  what: string;
  /** The median of the blocks of the run, or the one figure there is; null where it could not be measured (`notes` says why). */
  figure: number | null;
  unit: string;
  /** The least and the most of the blocks; equal to `figure` where there is only one. */
  low: number | null;
  high: number | null;
  reference: Reference | null;
  /** How many times better than the reference: above 1 Waga wins, whether less or more of the unit is better. */
  ratio: number | null;
  /** In words, as `≥ 3 × the reference`; null where none was set. */
  goal: string | null;
  met: boolean | null;
}

export interface Result {
  /** Folder and program, as `ingest/ndjson`. */
  name: string;
  /** RFC 3339, when the run began. */
  date: string;
  machine: Machine;
  rows: ResultRow[];
  /** What was measured and how to read it, programs that were missing, and what was checked, a sentence each. */
  notes: string[];
}

/** A row without reference and goal, of one figure or of several: their median, least and most. */
export function rowOf(what: string, unit: string, figures: number | readonly number[], more: Partial<ResultRow> = {}) {
  const { figure, low, high } = spreadOf(typeof figures === 'number' ? [figures] : figures);
  return { what, figure, unit, low, high, reference: null, ratio: null, goal: null, met: null, ...more };
}

/** The reference of a row, of one figure or of several. */
export function referenceOf(what: string, figures: number | readonly number[]): Reference {
  return { what, ...spreadOf(typeof figures === 'number' ? [figures] : figures) };
}

/** Median, least and most of at least one figure. */
export function spreadOf(figures: readonly number[]): { figure: number; low: number; high: number } {
  if (figures.length === 0) throw new Error('no figure was measured');
  const sorted = figures.toSorted((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const figure = sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
  return { figure, low: sorted[0]!, high: sorted.at(-1)! };
}

/** Prints the result on stdout: with `--json` among the arguments as one document, else as a table for reading. */
export function printResult(result: Result): void {
  process.stdout.write(process.argv.includes('--json') ? `${JSON.stringify(result)}\n` : asText(result));
}

/** Four figures that count, thousands apart: `1 234 000`, `12.3`, `0.004 5` is `0.0045`. */
export function shown(value: number | null): string {
  if (value === null) return '–';
  if (value === 0) return '0';
  const digits = Math.max(0, 3 - Math.floor(Math.log10(Math.abs(value))));
  const rounded = Math.abs(value) >= 1_000 ? String(Math.round(value)) : value.toFixed(Math.min(digits, 6));
  const [whole, part] = rounded.split('.');
  const apart = whole!.replace(/\B(?=(\d{3})+$)/g, ' ');
  return part === undefined ? apart : `${apart}.${part}`;
}

function asText({ name, date, machine, rows, notes }: Result): string {
  const lines = [`${name}, ${date}`, machineText(machine), ''];
  const cells = rows.map((row) => [
    row.what,
    row.figure === null ? 'not measured' : shown(row.figure),
    row.unit,
    row.low === row.high ? '' : `${shown(row.low)} – ${shown(row.high)}`,
    row.reference === null ? '' : `${row.reference.what}: ${shown(row.reference.figure)}`,
    row.ratio === null ? '' : `${shown(row.ratio)} ×`,
    row.goal === null ? '' : `${row.goal}: ${row.met === null ? 'not measured' : row.met ? 'met' : 'MISSED'}`,
  ]);
  const table = [['what', 'figure', 'unit', 'least – most', 'reference', 'ratio', 'goal'], ...cells];
  const widths = table[0]!.map((_, at) => Math.max(...table.map((row) => row[at]!.length)));
  for (const row of table) {
    lines.push(
      row
        .map((cell, at) => (at === 1 || at === 5 ? cell.padStart(widths[at]!) : cell.padEnd(widths[at]!)))
        .join('  ')
        .trimEnd(),
    );
  }
  return `${[...lines, '', ...notes].join('\n')}\n`;
}
