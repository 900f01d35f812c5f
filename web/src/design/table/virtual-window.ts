/** The rows to draw: those in sight and `beyond` more on either side, in steps, so that scrolling a little draws nothing new. */
export function rowsInSight(
  scrollTop: number,
  height: number,
  rowHeight: number,
  count: number,
  beyond = 8,
): { first: number; end: number } {
  const step = Math.max(1, beyond >> 1);
  const top = Math.floor(Math.max(0, scrollTop) / rowHeight / step) * step;
  const first = Math.max(0, Math.min(top, count) - beyond);
  return { first, end: Math.min(count, top + step + Math.ceil(height / rowHeight) + beyond) };
}

export interface Place {
  /** −1 is the row of headings. */
  row: number;
  column: number;
}

const within = (value: number, low: number, high: number): number => Math.max(low, Math.min(high, value));

/** Where a key leads from a cell, as the grid pattern of ARIA has it; null for keys that lead nowhere. */
export function placeAfter(
  key: string,
  isControl: boolean,
  { row, column }: Place,
  { rows, columns, page }: { rows: number; columns: number; page: number },
): Place | null {
  const moves: Record<string, Place> = {
    ArrowUp: { row: row - 1, column },
    ArrowDown: { row: row + 1, column },
    ArrowLeft: { row, column: column - 1 },
    ArrowRight: { row, column: column + 1 },
    PageUp: { row: Math.max(row === -1 ? -1 : 0, row - page), column },
    PageDown: { row: row + page, column },
    Home: { row: isControl ? 0 : row, column: 0 },
    End: { row: isControl ? rows - 1 : row, column: columns - 1 },
  };
  const next = moves[key];
  return next === undefined
    ? null
    : { row: within(next.row, -1, rows - 1), column: within(next.column, 0, columns - 1) };
}
