import type { Wire } from '../otlp/wire.ts';

/** What a scan notes of a span, a number each in one row; ranges and places are offsets into the bytes. */
export const column = {
  /** The span itself. */
  from: 0,
  to: 1,
  kind: 2,
  status: 3,
  /** 16 bytes. */
  trace: 4,
  /** 8 bytes. */
  span: 5,
  /** 8 bytes; -1 where it names none. */
  parent: 6,
  state: 7,
  stateLength: 8,
  /** 8 bytes each. */
  start: 9,
  end: 10,
  /** Its attributes that are read, as rows; -1 where the library decoder must read the span. */
  firstAttribute: 11,
  attributes: 12,
} as const;
export const spanWidth = 13;

/** Of an attribute: its number among those that are read, doubled, plus 1 where it is an integer; the range of its value. */
export const attributeWidth = 3;

/** The spans of a request as columns of numbers; texts and ids stay where they are in the bytes. */
export interface SpanColumns {
  wire: Wire;
  /** Rows of `column`. */
  spans: Int32Array;
  attributes: Int32Array;
}

/** Above this the memory of a scan is given back after it. */
const mostKept = 1 << 20;
const least = 8_192;

/** Rows of whole numbers, used by one scan after the other. */
export class Rows {
  cells = new Int32Array(least);
  used = 0;
  readonly #width: number;

  constructor(width: number) {
    this.#width = width;
  }

  /** Where the next row begins. */
  next(): number {
    const from = this.used;
    this.used += this.#width;
    if (this.used > this.cells.length) {
      const more = new Int32Array(2 * this.cells.length);
      more.set(this.cells);
      this.cells = more;
    }
    return from;
  }

  /** The rows so far, to keep; what comes next begins anew. */
  take(): Int32Array {
    const taken = this.cells.slice(0, this.used);
    this.used = 0;
    if (this.cells.length > mostKept) this.cells = new Int32Array(least);
    return taken;
  }
}
