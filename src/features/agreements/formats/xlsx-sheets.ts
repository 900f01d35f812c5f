import { minorDigits, moneyText } from '../../../maths/money.ts';
import type { Fraction } from '../../../maths/ratios.ts';
import type { Block, Column, Fact, ReportDocument, Section, Table, Value } from './document.ts';
import { percentPlaces } from './percent.ts';
import { wallClock } from './show-time.ts';
import { type Reading, showParts, showValue } from './show-value.ts';
import { wordsOf } from './words/report-words.ts';

/** A cell by what it holds, so that text can never become a formula. `format` is a number format of spreadsheets. */
export type SheetCell =
  | { type: 'text'; text: string; bold?: boolean; wrap?: boolean }
  | { type: 'number'; number: number; format: string }
  | { type: 'date'; at: Date; format: string }
  | null;

export interface SheetOfCells {
  name: string;
  rows: SheetCell[][];
  /** In characters. */
  widths: number[];
  /** Rows that stay while the others scroll. */
  sticky: number;
}

/** A report as sheets, one a section. A sheet that is one table begins with its header, so that it can be filtered and summed. */
export function reportSheets(document: ReportDocument): SheetOfCells[] {
  const { language, timeZone } = document;
  return document.sections.map((section) => sheetOf(section, document, { language, timeZone }));
}

function sheetOf(section: Section, { title, subtitle }: ReportDocument, reading: Reading): SheetOfCells {
  const [only, ...others] = section.blocks;
  const name = section.title.slice(0, 31);
  if (only?.kind === 'table' && others.length === 0) {
    const rows = tableRows(only, reading);
    return { name, rows, widths: widthsOf(rows), sticky: 1 };
  }
  const head = section.id === 'summary' ? [[heading(title)], [plain(subtitle)], []] : [[heading(section.title)], []];
  const rows = [...head, ...section.blocks.flatMap((block) => [...blockRows(block, reading), []])];
  return { name, rows, widths: widthsOf(rows), sticky: 0 };
}

const plain = (text: string): SheetCell => ({ type: 'text', text });
const heading = (text: string): SheetCell => ({ type: 'text', text, bold: true });

function blockRows(block: Block, reading: Reading): SheetCell[][] {
  switch (block.kind) {
    case 'table':
      return [[heading(block.caption)], ...tableRows(block, reading), ...(block.note ? [[plain(block.note)]] : [])];
    case 'facts':
      return block.facts.flatMap((fact) => factRows(fact, reading));
    case 'list':
      return block.items.map((item) => [plain(showValue(item, reading))]);
    case 'subheading':
      return [[heading(block.text)]];
    case 'paragraph':
    case 'command':
      return [[plain(block.text)]];
  }
}

/** A label and its value; the ends of an estimate in rows of their own. */
function factRows({ label, value }: Fact, reading: Reading): SheetCell[][] {
  const range = value.kind === 'money' || value.kind === 'number' ? value.range : undefined;
  const row = (name: string, of: Value): SheetCell[] => [heading(name), ...cellsOf(of, false, reading)];
  if (range === undefined) return [row(label, value)];
  const { sheet } = wordsOf(reading.language);
  const level = range.level === null ? '' : ` (${Math.round(range.level * 1_000) / 10}%)`;
  const end = (one: number): Value =>
    value.kind === 'money'
      ? { ...value, minor: one, range: undefined }
      : ({ ...value, value: one, range: undefined } as Value);
  const ends = [
    row(`${label}, ${sheet.low}${level}`, end(range.low)),
    row(`${label}, ${sheet.high}${level}`, end(range.high)),
  ];
  // What may be owed has two ends and no middle.
  return range.level === null && showParts(value, reading).range === '' ? ends : [row(label, value), ...ends];
}

function tableRows({ columns, rows }: Table, reading: Reading): SheetCell[][] {
  const shown = columns.flatMap((column, at) => (column.only === 'page' ? [] : [{ column, at }]));
  return [
    shown.flatMap(({ column }) => titlesOf(column, reading)),
    ...rows.map((cells) =>
      shown.flatMap(({ column, at }) => padded(cellsOf(cells[at]!, column.ranged ?? false, reading), column, reading)),
    ),
  ];
}

/** One title a cell that the values of the column give. */
function titlesOf(column: Column, { language }: Reading): SheetCell[] {
  const { sheet } = wordsOf(language);
  const { title, kind, ranged } = column;
  const of = (...names: string[]): SheetCell[] => names.map((name) => heading(name));
  if (kind === 'bound') return of(`${title}, ${sheet.low}`, `${title}, ${sheet.high}`);
  if (kind === 'exact') {
    const ends = [sheet.low, sheet.high];
    return of(
      ...ends.flatMap((end) => [sheet.numerator, sheet.denominator].map((part) => `${title}, ${end}, ${part}`)),
    );
  }
  if (kind === 'seconds') return of(`${title} (s)`);
  if (kind !== 'money' && kind !== 'number') return of(title);
  const unit = kind === 'money' ? sheet.currency : sheet.unit;
  return ranged
    ? of(title, `${title}, ${sheet.low}`, `${title}, ${sheet.high}`, `${title}, ${sheet.level}`, `${title}, ${unit}`)
    : of(title, `${title}, ${unit}`);
}

/** A missing value says why in its first cell and leaves the others of its column empty. */
function padded(cells: SheetCell[], column: Column, reading: Reading): SheetCell[] {
  const wanted = titlesOf(column, reading).length;
  return [...cells, ...Array.from({ length: Math.max(0, wanted - cells.length) }, () => null)];
}

const numberCell = (number: number, format: string): SheetCell => ({ type: 'number', number, format });
const places = (count: number): string => (count === 0 ? '0' : `0.${'0'.repeat(count)}`);
const percentCell = (fraction: Fraction, target?: Fraction): SheetCell =>
  numberCell(fraction.numerator / fraction.denominator, `${places(percentPlaces(fraction, target))}%`);

/** A number with the places that it needs, at most three. */
function anyNumber(value: number): SheetCell {
  if (Number.isInteger(value)) return numberCell(value, '#,##0');
  return numberCell(value, '#,##0.0##');
}

/** Spreadsheets count in doubles: what is larger is text, to its last digit. */
function whole(count: number | bigint): SheetCell {
  return Number.isSafeInteger(Number(count)) ? numberCell(Number(count), '#,##0') : plain(String(count));
}

function cellsOf(value: Value, ranged: boolean, reading: Reading): SheetCell[] {
  switch (value.kind) {
    case 'count':
      return [whole(value.count)];
    case 'percent': {
      const { given, fraction, target } = value;
      return [
        given ? numberCell(Number(given), `${places(Math.max(0, given.length - 4))}%`) : percentCell(fraction, target),
      ];
    }
    case 'bound':
      return [percentCell(value.low, value.target), percentCell(value.high, value.target)];
    case 'exact':
      return [value.low, value.high].flatMap(({ numerator, denominator }) => [whole(numerator), whole(denominator)]);
    case 'money': {
      const { currency, range, minor } = value;
      const amount = (one: number): SheetCell =>
        numberCell(Number(moneyText(one, currency)), `#,##${places(minorDigits(currency))}`);
      return ranged ? [amount(minor), ...ends(range, amount), plain(currency)] : [amount(minor), plain(currency)];
    }
    case 'number': {
      const { range, unit } = value;
      return ranged
        ? [anyNumber(value.value), ...ends(range, anyNumber), plain(unit)]
        : [anyNumber(value.value), plain(unit)];
    }
    case 'seconds':
      return [anyNumber(value.seconds)];
    case 'instant': {
      // Spreadsheets know no zones: it is the wall clock of the report's zone, named on the first sheet.
      const at = new Date(wallClock(value.at, reading.timeZone));
      return [{ type: 'date', at, format: 'yyyy-mm-dd hh:mm:ss' }];
    }
    case 'day':
      return [{ type: 'date', at: new Date(`${value.day}T00:00:00Z`), format: 'yyyy-mm-dd' }];
    case 'none':
      return [value.why === '' ? null : plain(value.why)];
    case 'text':
    case 'verdict':
      return [plain(showValue(value, reading))];
  }
}

function ends(
  range: { low: number; high: number; level: number | null } | undefined,
  show: (one: number) => SheetCell,
): SheetCell[] {
  if (range === undefined) return [null, null, null];
  return [show(range.low), show(range.high), range.level === null ? null : numberCell(range.level, '0.0%')];
}

/** By the longest of the short cells of a column; titles over the whole width do not count. */
function widthsOf(rows: readonly SheetCell[][]): number[] {
  const count = Math.max(1, ...rows.map((row) => row.length));
  return Array.from({ length: count }, (_, column) => {
    const lengths = rows.flatMap((row) => (row.length > 1 && row[column] ? [lengthOf(row[column])] : []));
    return Math.min(48, Math.max(12, ...lengths) + 2);
  });
}

function lengthOf(cell: NonNullable<SheetCell>): number {
  if (cell.type === 'date') return cell.format.length;
  return cell.type === 'number' ? String(Math.trunc(cell.number)).length * 1.4 + cell.format.length : cell.text.length;
}
