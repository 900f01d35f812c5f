import { int32Items, int64Words, readInt64, uint64Items } from './columns.ts';

interface Chunk {
  readonly rowCount: number;
  getColumnVector(index: number): { getItem(row: number): unknown; getItemBytes?(row: number): Uint8Array | null };
}

/** The answer of one query, column by column. */
export class Rows {
  readonly #chunks: readonly Chunk[];
  readonly count: number;

  constructor(chunks: readonly Chunk[]) {
    this.#chunks = chunks;
    this.count = chunks.reduce((sum, chunk) => sum + chunk.rowCount, 0);
  }

  /** A BIGINT column as exact numbers; RangeError beyond 2^53. */
  int64(column: number): Float64Array<ArrayBuffer> {
    const target = new Float64Array(this.count);
    let offset = 0;
    for (const chunk of this.#chunks) {
      readInt64(int64Words(chunk.getColumnVector(column)), target, offset);
      offset += chunk.rowCount;
    }
    return target;
  }

  /** A column without nulls. */
  int32(column: number): Int32Array<ArrayBuffer> {
    const target = new Int32Array(this.count);
    let offset = 0;
    for (const chunk of this.#chunks) {
      target.set(int32Items(chunk.getColumnVector(column)), offset);
      offset += chunk.rowCount;
    }
    return target;
  }

  double(column: number): Float64Array<ArrayBuffer> {
    return this.#fill(new Float64Array(this.count), column);
  }

  uint64(column: number): BigUint64Array<ArrayBuffer> {
    const target = new BigUint64Array(this.count);
    let offset = 0;
    for (const chunk of this.#chunks) {
      target.set(uint64Items(chunk.getColumnVector(column)), offset);
      offset += chunk.rowCount;
    }
    return target;
  }

  bytes(column: number): Uint8Array[] {
    const all: Uint8Array[] = [];
    for (const chunk of this.#chunks) {
      const vector = chunk.getColumnVector(column);
      const { rowCount } = chunk;
      for (let row = 0; row < rowCount; row++) all.push(vector.getItemBytes!(row)!);
    }
    return all;
  }

  text(column: number): string[] {
    return this.#fill(new Array<string>(this.count), column);
  }

  #fill<T extends { [index: number]: unknown }>(target: T, column: number): T {
    let next = 0;
    for (const chunk of this.#chunks) {
      const vector = chunk.getColumnVector(column);
      // Each look at it goes to the engine.
      const { rowCount } = chunk;
      for (let row = 0; row < rowCount; row++) (target as Record<number, unknown>)[next++] = vector.getItem(row);
    }
    return target;
  }
}
