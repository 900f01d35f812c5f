/** One column of rows. */
export function int32<Row>(rows: readonly Row[], of: (row: Row) => number): Int32Array {
  const column = new Int32Array(rows.length);
  for (let i = 0; i < rows.length; i++) column[i] = of(rows[i]!);
  return column;
}

export function float64<Row>(rows: readonly Row[], of: (row: Row) => number): Float64Array {
  const column = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) column[i] = of(rows[i]!);
  return column;
}

/** Rows behind each other, column by column. */
export function joined<Columns extends { [Name in keyof Columns]: Int32Array | Float64Array }>(
  rows: Columns,
  columns: Columns | undefined,
): Columns {
  const [own] = Object.values(rows) as Int32Array[];
  if (columns === undefined) return rows;
  if (own!.length === 0) return columns;
  const both = Object.entries(rows) as [keyof Columns, Float64Array][];
  return Object.fromEntries(both.map(([name, first]) => [name, joinedColumn(first, columns[name])])) as Columns;
}

function joinedColumn(first: Int32Array | Float64Array, second: Int32Array | Float64Array): Int32Array | Float64Array {
  const length = first.length + second.length;
  const both = first instanceof Int32Array ? new Int32Array(length) : new Float64Array(length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
