/**
 * The spans of a request as columns of numbers, one after the other in one piece of memory, so that they travel between threads at
 * once. All that is counted of a usual span stands in them: whoever counts does not look at its bytes.
 */
export interface SpanColumns {
  /** When each span ended, in whole milliseconds; 0 of an odd one. */
  ended: Float64Array;
  /** Of each span: its group times `binsOfGroup` plus its bin of latency, or `uncounted`, or `odd`. */
  cells: Int32Array;
  /** Of each span that has a group: the words of its trace, of itself and of its parent; a parent of zeros is none. */
  ids: Int32Array;
  /** Rows of `groupColumn`. */
  groups: Int32Array;
  /** From where to where each odd span stands in the bytes. */
  odd: Int32Array;
}

/** No side of a call: it proves its service alive, and counts in nothing else. */
export const uncounted = -1;
/** The library decoder reads it: it may have to be refused, or is of a form that is not read here. */
export const odd = -2;

export const idWords = { trace: 0, span: 4, parent: 6, width: 8 } as const;
/** More than there are bins of latency, and a power of two. */
export const binBits = 6;
export const binsOfGroup = 1 << binBits;

/** What spans of a resource have in common that count alike; two groups of a resource may be of the same. */
export const groupColumn = {
  /** The number of its shape, above 0; 0 where the shape of its spans has none. */
  shape: 0,
  kind: 1,
  /** Place in `grades` of sampling.ts, and the threshold in halves of 24 and 32 bits. */
  grade: 2,
  thresholdHigh: 3,
  thresholdLow: 4,
  /** In which its spans ended, since the epoch. */
  minute: 5,
  /** Where one of its spans stands in the bytes. */
  from: 6,
  to: 7,
  /** The group before it of the same shape and resource, or -1. */
  before: 8,
} as const;
export const groupWidth = 9;

/** How many rows each column has. */
export interface ColumnSizes {
  spans: number;
  counted: number;
  groups: number;
  odd: number;
}

/** Columns over one piece of memory; new memory where none is given. */
export function columnsOver({ spans, counted, groups, odd }: ColumnSizes, memory?: ArrayBuffer): SpanColumns {
  const words = [spans, counted * idWords.width, groups * groupWidth, odd * 2];
  const all = memory ?? new ArrayBuffer(8 * spans + 4 * words.reduce((sum, one) => sum + one, 0));
  let at = 8 * spans;
  const [cells, ids, rows, places] = words.map((length) => {
    const column = new Int32Array(all, at, length);
    at += 4 * length;
    return column;
  });
  return { ended: new Float64Array(all, 0, spans), cells: cells!, ids: ids!, groups: rows!, odd: places! };
}
