import { createHash, type Hash } from 'node:crypto';
import type { BusinessImportRow, ImportRow } from '../features/signals/contract.ts';
import type { TechnicalRow } from './import-row.ts';

/** Rows of a file that are sent together. */
export interface Chunk {
  /** The same for the same beginning of the same file: a second run is known by it. */
  key: string;
  ndjson: string;
  /** Rows of the file in it. */
  rows: number;
  /** The row of the file that each line began with. */
  rowOfLine: number[];
}

/** A request stays well below what a server takes, also when labels are long. */
const mostRows = 20_000;
const mostCharacters = 4_000_000;

interface Group {
  row: TechnicalRow;
  /** Observations by upper edge. */
  edges: Map<number, number>;
  fileRow: number;
}

/**
 * Gathers rows into chunks. Rows of one histogram series and minute become one line; its bounds are all edges of the metric
 * seen so far, so that a bucket left out because it was empty does not make another series.
 */
export class Chunker {
  readonly #format: string;
  readonly #hash: Hash;
  readonly #edges = new Map<string, Set<number>>();
  readonly #groups = new Map<string, Group>();
  readonly #lines: string[] = [];
  #rowOfLine: number[] = [];
  #rows = 0;
  #characters = 0;

  /** `format` begins the keys; `salt`: what else decides how the rows are stored, such as the source. */
  constructor(format: string, salt: string) {
    this.#format = format;
    this.#hash = createHash('sha256').update(salt);
  }

  get rows(): number {
    return this.#rows;
  }

  /** Whether the rows so far are enough for one request. */
  get full(): boolean {
    return this.#rows >= mostRows || this.#characters >= mostCharacters;
  }

  add(row: BusinessImportRow | TechnicalRow, fileRow: number): void {
    this.#rows += 1;
    if ('process' in row) this.#line(row, fileRow);
    else if (row.le === null) {
      const { metric, at, labels, unit, count } = row;
      this.#line({ metric, at, labels, unit, count }, fileRow);
    } else this.#group(row, row.le, fileRow);
  }

  /** The rows since the last chunk; the chunker goes on with the next. */
  take(): Chunk {
    for (const { row, edges, fileRow } of this.#groups.values()) this.#line(this.#binsOf(row, edges), fileRow);
    const ndjson = this.#lines.join('\n');
    this.#hash.update(`${ndjson}\n`);
    const key = `${this.#format} ${this.#hash.copy().digest('hex').slice(0, 40)}`;
    const chunk = { key, ndjson, rows: this.#rows, rowOfLine: this.#rowOfLine };
    this.#groups.clear();
    this.#lines.length = 0;
    this.#rowOfLine = [];
    this.#rows = 0;
    this.#characters = 0;
    return chunk;
  }

  #line(row: ImportRow, fileRow: number): void {
    const line = JSON.stringify(row);
    this.#lines.push(line);
    this.#characters += line.length;
    this.#rowOfLine.push(fileRow);
  }

  #group(row: TechnicalRow, le: number, fileRow: number): void {
    let known = this.#edges.get(row.metric);
    if (known === undefined) {
      known = new Set();
      this.#edges.set(row.metric, known);
    }
    if (le !== Infinity) known.add(le);
    const key = JSON.stringify([row.at, row.metric, row.unit, row.labels]);
    const group = this.#groups.get(key);
    if (group === undefined) this.#groups.set(key, { row, edges: new Map([[le, row.count]]), fileRow });
    else group.edges.set(le, (group.edges.get(le) ?? 0) + row.count);
  }

  #binsOf({ metric, at, labels, unit }: TechnicalRow, edges: ReadonlyMap<number, number>): ImportRow {
    const bounds = [...this.#edges.get(metric)!].sort((a, b) => a - b);
    const buckets = [...bounds, Infinity].map((edge) => edges.get(edge) ?? 0);
    return { metric, at, labels, unit, bounds, buckets };
  }
}
