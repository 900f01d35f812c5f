import { column, type SpanColumns, spanWidth } from './span-columns.ts';
import { ShapeTable } from './span-shapes.ts';

/** The spans of a request, beside its bytes: rows of `column`, and of attributes. */
export interface SpanRows extends Pick<SpanColumns, 'spans' | 'attributes'> {
  /** Where the resource of these rows stands in the bytes. */
  resources: { resourceFrom: number; resourceTo: number; from: number; to: number }[];
}

/** Numbers of shapes: two spans with the same number above 0 and of the same epoch have the same shape, whoever sent them. */
export interface ShapeNumbers {
  numbers: Int32Array;
  epoch: number;
}

/** After so many shapes numbers begin anew, in another epoch. */
export const mostShapes = 8_192;
const epochsOfOne = 2 ** 20;

/** Gives the shapes of spans numbers. Those of two that have other `names` are of other epochs. */
export class ShapeNumbering {
  readonly #name: number;
  #table = new ShapeTable<number>();
  #epoch = 0;
  #newest = 0;

  constructor(name: number) {
    this.#name = name;
  }

  /** The number of each span; 0 for one that has none. */
  of(columns: SpanColumns): ShapeNumbers {
    const { spans } = columns;
    const rows = spans.length / spanWidth;
    if (this.#newest >= mostShapes) {
      this.#table = new ShapeTable();
      this.#epoch += 1;
      this.#newest = 0;
    }
    const numbers = new Int32Array(rows);
    for (let i = 0; i < rows; i++) {
      const row = i * spanWidth;
      if (spans[row + column.attributes]! < 0) continue;
      const known = this.#table.find(columns, row);
      if (known !== undefined) numbers[i] = known;
      else if (this.#newest < mostShapes && this.#table.add(columns, row, this.#newest + 1)) {
        this.#newest += 1;
        numbers[i] = this.#newest;
      }
    }
    return { numbers, epoch: this.#name * epochsOfOne + (this.#epoch % epochsOfOne) };
  }
}
