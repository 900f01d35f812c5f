import type { Column, Table, Value } from '../document.ts';
import { type Reading, showParts } from '../show-value.ts';
import { piecesOf } from './break-lines.ts';
import { columnWidths } from './column-widths.ts';
import {
  artifact,
  type Drawing,
  type Element,
  ensure,
  group,
  heightOfLines,
  inks,
  linesOf,
  type Sheet,
  type Style,
  styles,
  tag,
  verdictInks,
  widthOf,
  write,
  writeLines,
} from './sheet.ts';

const padding = { x: 4, y: 3.5 };
const rightAligned: readonly Value['kind'][] = ['count', 'percent', 'bound', 'money', 'number', 'seconds'];

/** The pieces of a cell below each other, each in its own style. */
interface Piece {
  text: string;
  style: Style;
}
type Cell = Piece[];
/** A cell broken into lines once its width is known. */
type BrokenCell = { lines: string[]; style: Style }[];

interface Laid {
  heads: BrokenCell[];
  /** Of the cells beside each other; those after them lie below, over the whole width. */
  widths: number[];
}

/** A table that goes on over pages with its header repeated, in which nothing is cut off. */
export function* drawTable(sheet: Sheet, parent: Element, table: Table, reading: Reading): Drawing {
  const indexed = table.columns.map((column, at) => ({ column, at })).filter(({ column }) => column.only !== 'data');
  const shown = [...indexed.filter(({ column }) => !column.below), ...indexed.filter(({ column }) => column.below)];
  const columns = shown.map(({ column }) => column);
  const rows = table.rows.map((cells) =>
    shown.map(({ at }, index) => cellOf(cells[at]!, columns[index]!, index, reading)),
  );
  const heads = columns.map((column): Cell => [{ text: column.title, style: aligned(styles.head, column) }]);
  const across = columns.filter(({ below }) => !below);
  const widths = widthsOf(sheet, across, heads, rows);
  const broken = (cells: Cell[]): BrokenCell[] =>
    cells.map((cell, index) => breakCell(sheet, cell, widths[index] ?? sheet.width));
  const laid: Laid = { heads: broken(heads), widths };
  const headHeight = rowHeight(laid.heads, laid);
  ensure(sheet, 34 + headHeight + (rows[0] ? Math.min(rowHeight(broken(rows[0]), laid), 120) : 0));
  const element = group(sheet, parent, 'Table');
  sheet.doc.y += 10;
  tag(sheet, element, 'Caption', () =>
    write(sheet, table.caption, styles.caption, { ...at(sheet), width: sheet.width }),
  );
  sheet.doc.y += 3;
  drawRow(sheet, group(sheet, group(sheet, element, 'THead'), 'TR'), laid.heads, laid, 'Column');
  const body = group(sheet, element, 'TBody');
  for (const row of rows) {
    drawWhole(sheet, body, broken(row), laid, headHeight);
    yield;
  }
  element.end();
  if (table.note) {
    ensure(sheet, 24);
    sheet.doc.y += 4;
    tag(sheet, parent, 'P', () => write(sheet, table.note!, styles.note, { ...at(sheet), width: sheet.width }));
  }
}

const at = ({ doc, left }: Sheet): { x: number; y: number } => ({ x: left, y: doc.y });

const aligned = (style: Style, { kind }: Column): Style =>
  rightAligned.includes(kind) ? { ...style, align: 'right' } : style;

function cellOf(value: Value, column: Column, index: number, reading: Reading): Cell {
  const { main, range } = showParts(value, reading);
  const style: Style =
    value.kind === 'verdict'
      ? { ...styles.rowHead, color: verdictInks[value.verdict] }
      : value.kind === 'none'
        ? { ...styles.cell, color: inks.soft }
        : index === 0
          ? styles.rowHead
          : styles.cell;
  const pieces = [{ text: main, style: index === 0 ? style : aligned(style, column) }];
  // The two ends stand below each other: beside each other they would break anywhere.
  if (range !== '')
    pieces.push({ text: range.replace(' – ', ' –\n').replace('; ', '\n'), style: aligned(styles.small, column) });
  return pieces;
}

/** Numbers and words stay whole: a column is at least as wide as the widest of them, words up to a limit. */
function widthsOf(sheet: Sheet, columns: Column[], heads: Cell[], rows: Cell[][]): number[] {
  const longestWord = sheet.width / 7;
  const longestNumber = sheet.width / 4;
  const wishes = columns.map(({ kind, weight }, index) => {
    const limit = rightAligned.includes(kind) ? longestNumber : longestWord;
    const cells = [heads[index]!, ...rows.map((row) => row[index]!)].flat();
    let least = 0;
    for (const { text, style } of cells) {
      for (const piece of text.split('\n').flatMap(piecesOf)) {
        least = Math.max(least, Math.min(limit, widthOf(sheet, piece.trimEnd(), style)));
      }
    }
    return { least: least + 2 * padding.x + 0.5, weight: Math.max(1, weight) };
  });
  return columnWidths(wishes, sheet.width);
}

const inner = (width: number): number => width - 2 * padding.x;

const breakCell = (sheet: Sheet, cell: Cell, width: number): BrokenCell =>
  cell.map(({ text, style }) => ({ lines: linesOf(sheet, text, style, inner(width)), style }));

const cellHeight = (cell: BrokenCell): number =>
  cell.reduce((sum, { lines, style }) => sum + heightOfLines(lines, style), 0);

const acrossHeight = (cells: BrokenCell[], { widths }: Laid): number =>
  Math.max(...cells.slice(0, widths.length).map(cellHeight));

const rowHeight = (cells: BrokenCell[], laid: Laid): number =>
  cells.slice(laid.widths.length).reduce((sum, cell) => sum + cellHeight(cell), acrossHeight(cells, laid)) +
  2 * padding.y;

/** A row on this page or the next; one that is longer than half a page may go on in further rows. */
function drawWhole(sheet: Sheet, body: Element, row: BrokenCell[], laid: Laid, headHeight: number): void {
  const page = sheet.bottom - sheet.doc.page.margins.top - headHeight - 2;
  for (let rest = row; rest.some((cell) => cell.length > 0); ) {
    const height = rowHeight(rest, laid);
    const left = sheet.bottom - sheet.doc.y;
    const stays = height <= left || (height > page / 2 && left > page / 4);
    if (!stays && ensure(sheet, page)) repeatHead(sheet, laid);
    const parts = splitRow(rest, laid, Math.min(page, sheet.bottom - sheet.doc.y) - 2 * padding.y);
    drawRow(sheet, group(sheet, body, 'TR'), parts.fits, laid, 'Row');
    rest = parts.rest;
  }
}

/** What of a row fits into a height, cells beside each other first. */
function splitRow(row: BrokenCell[], laid: Laid, height: number): { fits: BrokenCell[]; rest: BrokenCell[] } {
  const [fits, rest]: [BrokenCell[], BrokenCell[]] = [[], []];
  let left = height;
  row.forEach((cell, index) => {
    if (index >= laid.widths.length) left = height - rowHeight(fits, laid) + 2 * padding.y;
    const parts = splitCell(cell, left);
    fits.push(parts.fits);
    rest.push(parts.rest);
  });
  return { fits, rest };
}

/** As many lines as fit into a height, and the rest. */
function splitCell(cell: BrokenCell, height: number): { fits: BrokenCell; rest: BrokenCell } {
  const [fits, rest]: [BrokenCell, BrokenCell] = [[], []];
  let left = height;
  for (const { lines, style } of cell) {
    const room = rest.length > 0 ? 0 : Math.floor(left / heightOfLines([''], style));
    if (room > 0) fits.push({ lines: lines.slice(0, room), style });
    if (lines.length > room) rest.push({ lines: lines.slice(room), style });
    left -= heightOfLines(lines, style);
  }
  return { fits, rest };
}

function repeatHead(sheet: Sheet, laid: Laid): void {
  artifact(sheet, 'Pagination', () => {
    const { y } = sheet.doc;
    placed(sheet, laid.heads, laid, y).forEach(({ cell, box }) => {
      drawCell(sheet, cell, box);
    });
    sheet.doc.y = y + rowHeight(laid.heads, laid);
    rule(sheet, sheet.doc.y, 1);
  });
}

function drawRow(sheet: Sheet, element: Element, cells: BrokenCell[], laid: Laid, scope: 'Column' | 'Row'): void {
  const { doc } = sheet;
  const end = doc.y + rowHeight(cells, laid);
  placed(sheet, cells, laid, doc.y).forEach(({ cell, box }, index) => {
    const header = scope === 'Column' || index === 0;
    tag(sheet, element, header ? 'TH' : 'TD', () => drawCell(sheet, cell, box), header ? scope : undefined);
  });
  doc.y = end;
  artifact(sheet, 'Layout', () => rule(sheet, end, scope === 'Column' ? 1 : 0.5));
}

interface Box {
  x: number;
  y: number;
  width: number;
}

function placed(sheet: Sheet, cells: BrokenCell[], laid: Laid, top: number): { cell: BrokenCell; box: Box }[] {
  let x = sheet.left + padding.x;
  let y = top + padding.y;
  return cells.map((cell, index) => {
    const width = laid.widths[index];
    if (width === undefined) {
      if (index === laid.widths.length) y += acrossHeight(cells, laid);
      const box = { x: sheet.left + padding.x, y, width: inner(sheet.width) };
      y += cellHeight(cell);
      return { cell, box };
    }
    const box = { x, y, width: inner(width) };
    x += width;
    return { cell, box };
  });
}

function drawCell(sheet: Sheet, cell: BrokenCell, { x, y, width }: Box): void {
  let top = y;
  for (const { lines, style } of cell) {
    writeLines(sheet, lines, style, { x, y: top, width });
    top += heightOfLines(lines, style);
  }
}

function rule({ doc, left, width }: Sheet, y: number, thickness: number): void {
  doc
    .lineWidth(thickness)
    .strokeColor(inks.line)
    .moveTo(left, y)
    .lineTo(left + width, y)
    .stroke();
}
