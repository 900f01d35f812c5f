/** What a scan notes of a span, a number each in one row; ranges are offsets into the bytes. */
export const column = {
  /** The span itself. */
  from: 0,
  to: 1,
  kind: 2,
  status: 3,
  trace: 4,
  traceLength: 5,
  span: 6,
  spanLength: 7,
  parent: 8,
  parentLength: 9,
  state: 10,
  stateLength: 11,
  /** Halves of nanoseconds. */
  startLow: 12,
  startHigh: 13,
  endLow: 14,
  endHigh: 15,
  /** Its attributes that are read, as rows; -1 where the library decoder must read the span. */
  firstAttribute: 16,
  attributes: 17,
} as const;
export const spanWidth = 18;

/** Of an attribute: its number among those that are read, doubled, plus 1 where it is an integer; the range of its value. */
export const attributeWidth = 3;

/** Above this the memory of a scan is given back after it. */
const mostKept = 1 << 20;

/** Rows of whole numbers, used by one scan after the other. */
export class Rows {
  cells = new Int32Array(8_192);
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
    if (this.cells.length > mostKept) this.cells = new Int32Array(8_192);
    return taken;
  }
}
