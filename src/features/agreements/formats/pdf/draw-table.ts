import type { Column, Table, Value } from '../document.ts';
import { type Reading, showParts } from '../show-value.ts';
import { columnWidths } from './column-widths.ts';
import { fittingPart } from './fitting-part.ts';
import {
  artifact,
  type Element,
  ensure,
  group,
  heightOf,
  inks,
  type Sheet,
  type Style,
  styles,
  tag,
  verdictInks,
  widthOf,
  write,
} from './sheet.ts';

const padding = { x: 4, y: 3.5 };
const rightAligned: readonly Value['kind'][] = ['count', 'percent', 'bound', 'money', 'number', 'seconds'];

/** The pieces of a cell below each other, each in its own style. */
interface Piece {
  text: string;
  style: Style;
}
type Cell = Piece[];

interface Laid {
  columns: Column[];
  heads: Cell[];
  widths: number[];
}

/** A table that goes on over pages with its header repeated, in which nothing is cut off. */
export function drawTable(sheet: Sheet, parent: Element, table: Table, reading: Reading): void {
  const shown = table.columns.flatMap((column, at) => (column.only === 'data' ? [] : [{ column, at }]));
  const columns = shown.map(({ column }) => column);
  const rows = table.rows.map((cells) =>
    shown.map(({ at }, index) => cellOf(cells[at]!, columns[index]!, index, reading)),
  );
  const heads = columns.map((column): Cell => [{ text: column.title, style: aligned(styles.head, column) }]);
  const laid = { columns, heads, widths: widthsOf(sheet, columns, heads, rows) };
  const headHeight = rowHeight(sheet, heads, laid);
  const firstRow = rows[0] ? Math.min(rowHeight(sheet, rows[0], laid), 120) : 0;
  ensure(sheet, 34 + headHeight + firstRow);
  const element = group(sheet, parent, 'Table');
  sheet.doc.y += 10;
  tag(sheet, element, 'Caption', () =>
    write(sheet, table.caption, styles.caption, { ...at(sheet), width: sheet.width }),
  );
  sheet.doc.y += 3;
  const head = group(sheet, element, 'THead');
  drawRow(sheet, group(sheet, head, 'TR'), heads, laid, 'Column');
  const body = group(sheet, element, 'TBody');
  for (const row of rows) drawWhole(sheet, body, row, laid, headHeight);
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

/** Numbers and words stay whole where they can: a column is at least as wide as the widest of them, names up to a limit. */
function widthsOf(sheet: Sheet, columns: Column[], heads: Cell[], rows: Cell[][]): number[] {
  const limit = sheet.width / 4;
  const wishes = columns.map((column, index) => {
    const cells = [heads[index]!, ...rows.map((row) => row[index]!)].flat();
    const whole = rightAligned.includes(column.kind);
    const tokens = new Map<string, Piece>();
    for (const piece of cells)
      for (const token of whole && !heads[index]!.includes(piece) ? lines(piece.text) : words(piece.text))
        tokens.set(token, piece);
    let least = 0;
    for (const [token, { style }] of tokens) least = Math.max(least, Math.min(limit, widthOf(sheet, token, style)));
    return { least: least + 2 * padding.x + 0.5, weight: Math.max(1, column.weight) };
  });
  return columnWidths(wishes, sheet.width);
}

/** A bound or a time may break between its parts. */
const lines = (text: string): string[] => text.split(/\n| (?=[^–]*$)/);
const words = (text: string): string[] => text.split(/[ \n]/);

const inner = (width: number): number => width - 2 * padding.x;

const cellHeight = (sheet: Sheet, cell: Cell, width: number): number =>
  cell.reduce((sum, { text, style }) => sum + heightOf(sheet, text, style, inner(width)), 0);

const rowHeight = (sheet: Sheet, cells: Cell[], { widths }: Laid): number =>
  Math.max(...cells.map((cell, index) => cellHeight(sheet, cell, widths[index]!))) + 2 * padding.y;

/** A row on this page or the next; one that is longer than a page goes on in further rows. */
function drawWhole(sheet: Sheet, body: Element, row: Cell[], laid: Laid, headHeight: number): void {
  const page = sheet.bottom - sheet.doc.page.margins.top - headHeight;
  let rest: Cell[] | null = row;
  while (rest !== null) {
    let now: Cell[] = rest;
    rest = null;
    if (rowHeight(sheet, now, laid) > page) {
      const parts: { fits: Cell; rest: Cell }[] = now.map((cell, index) =>
        split(sheet, cell, inner(laid.widths[index]!), page - 2 * padding.y - 2),
      );
      now = parts.map(({ fits }) => fits);
      rest = parts.map(({ rest }) => rest);
    }
    if (ensure(sheet, rowHeight(sheet, now, laid))) repeatHead(sheet, laid);
    drawRow(sheet, group(sheet, body, 'TR'), now, laid, 'Row');
  }
}

function split(sheet: Sheet, cell: Cell, width: number, height: number): { fits: Cell; rest: Cell } {
  const [first, ...others] = cell as [Piece, ...Piece[]];
  const fits = (text: string): boolean => heightOf(sheet, text, first.style, width) <= height;
  if (fits(first.text)) return { fits: cell, rest: [{ ...first, text: '' }] };
  const part = fittingPart(first.text, fits);
  return {
    fits: [{ ...first, text: part }],
    rest: [{ ...first, text: first.text.slice(part.length).trimStart() }, ...others],
  };
}

function repeatHead(sheet: Sheet, laid: Laid): void {
  artifact(sheet, 'Pagination', () => {
    const { y } = sheet.doc;
    for (const [index, cell] of laid.heads.entries()) drawCell(sheet, cell, laid, index, y);
    sheet.doc.y = y + rowHeight(sheet, laid.heads, laid);
    rule(sheet, sheet.doc.y, 1);
  });
}

function drawRow(sheet: Sheet, element: Element, cells: Cell[], laid: Laid, scope: 'Column' | 'Row'): void {
  const { doc } = sheet;
  const { y } = doc;
  const height = rowHeight(sheet, cells, laid);
  cells.forEach((cell, index) => {
    const header = scope === 'Column' || index === 0;
    tag(sheet, element, header ? 'TH' : 'TD', () => drawCell(sheet, cell, laid, index, y), header ? scope : undefined);
  });
  doc.y = y + height;
  artifact(sheet, 'Layout', () => rule(sheet, y + height, scope === 'Column' ? 1 : 0.5));
}

function drawCell(sheet: Sheet, cell: Cell, { widths }: Laid, index: number, top: number): void {
  const x = sheet.left + widths.slice(0, index).reduce((sum, width) => sum + width, 0) + padding.x;
  const width = inner(widths[index]!);
  let y = top + padding.y;
  for (const { text, style } of cell) {
    if (text !== '') write(sheet, text, style, { x, y, width });
    y += heightOf(sheet, text, style, width);
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
