/** What stands where a text that all rows of a kind share ends: a choice, a value that varies, or the end of the row. */
export const ends = { choice: 0, at: 1, amount: 2, id: 3, user: 4, other: 5, row: 6 } as const;
export type End = (typeof ends)[keyof typeof ends];

const mostNodes = 8_192;
const mostText = 262_144;

/**
 * The forms that rows have been seen in, byte for byte. Senders write each row alike but for its time, amount, id and user, so
 * that a row is a path from the root: texts that must stand there exactly, and between them values that vary. Texts with the
 * same beginning share it (a radix tree). Bounded: who adds asks `hasRoom` first and clears the tree where there is none.
 *
 * Node 0 is the root and has no text. The arrays are read where rows are matched (event-scanner.ts).
 */
export class PatternTree {
  readonly text = new Uint8Array(mostText);
  readonly textView = new DataView(this.text.buffer);
  readonly textFrom = new Int32Array(mostNodes);
  readonly textLength = new Int32Array(mostNodes);
  readonly firstByte = new Uint8Array(mostNodes);
  readonly end = new Uint8Array(mostNodes);
  /** The first node that may come next; at the end of a row its number. -1 is none. */
  readonly next = new Int32Array(mostNodes);
  readonly sibling = new Int32Array(mostNodes);
  #nodes = 1;
  #used = 0;

  constructor() {
    this.clear();
  }

  clear(): void {
    this.#nodes = 1;
    this.#used = 0;
    this.next[0] = -1;
  }

  hasRoom(texts: number, bytes: number): boolean {
    return this.#nodes + 2 * texts <= mostNodes && this.#used + bytes <= mostText;
  }

  /**
   * Adds what follows `parent`: the text from `from` to `to`, not empty, with what ends it. The node of the end, or -1 where what
   * is known contradicts it; the same text never ends in two ways as long as what comes before a value tells which it is.
   */
  add(parent: number, bytes: Uint8Array, from: number, to: number, end: End): number {
    let [node, at] = [parent, from];
    for (;;) {
      const child = this.#childOf(node, bytes[at]!);
      if (child < 0) return this.#leaf(node, bytes, at, to, end);
      const length = this.textLength[child]!;
      const most = Math.min(length, to - at);
      const first = this.textFrom[child]!;
      let same = 1;
      while (same < most && this.text[first + same] === bytes[at + same]) same += 1;
      at += same;
      if (same === length) {
        if (at === to) return this.end[child] === end ? child : -1;
        if (this.end[child] !== ends.choice) return -1;
      } else {
        if (at === to) return -1;
        this.#split(child, same);
      }
      node = child;
    }
  }

  #childOf(node: number, byte: number): number {
    let child = this.next[node]!;
    while (child >= 0 && this.firstByte[child] !== byte) child = this.sibling[child]!;
    return child;
  }

  #leaf(parent: number, bytes: Uint8Array, from: number, to: number, end: End): number {
    const node = this.#nodes++;
    this.text.set(bytes.subarray(from, to), this.#used);
    this.textFrom[node] = this.#used;
    this.textLength[node] = to - from;
    this.#used += to - from;
    this.firstByte[node] = bytes[from]!;
    this.end[node] = end;
    this.next[node] = -1;
    this.sibling[node] = this.next[parent]!;
    this.next[parent] = node;
    return node;
  }

  /** Cuts the text of a node: its first bytes stay, the others go to a new node below it, with all that was below. */
  #split(node: number, kept: number): void {
    const rest = this.#nodes++;
    const from = this.textFrom[node]! + kept;
    this.textFrom[rest] = from;
    this.textLength[rest] = this.textLength[node]! - kept;
    this.firstByte[rest] = this.text[from]!;
    this.end[rest] = this.end[node]!;
    this.next[rest] = this.next[node]!;
    this.sibling[rest] = -1;
    this.textLength[node] = kept;
    this.end[node] = ends.choice;
    this.next[node] = rest;
  }
}
