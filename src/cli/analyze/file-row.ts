/** What a file may hold in a place: text of CSV, or a value of Parquet. */
export type Cell = string | number | bigint | Date;

/** A row of a file: the header of a CSV file is row 1, the first row of a Parquet file is row 1. */
export interface FileRow {
  row: number;
  cells: readonly Cell[];
}

/** Columns and rows of a series file, read as they are asked for. `name` is what errors call it. */
export interface OpenedFile {
  name: string;
  columns: readonly string[];
  rows: AsyncIterable<FileRow>;
}
