import type { KnownRules } from './known-rules.ts';
import { ends, PatternTree } from './pattern-tree.ts';
import { RowForm } from './row-form.ts';
import { type RowShape, shapeOf } from './row-shape.ts';

/** Longer rows are left to the library: their forms would fill the tree. */
const longestRow = 16_384;
const mostForms = 8_192;
/** Between bodies the shapes go when there are more: some senders never send the same one twice. */
const mostShapes = 8_192;

/**
 * The forms of rows seen so far, and what rows of each are counted under. A form is read once, carefully; its rows are then
 * only compared with it (event-scanner.ts). What is unusual never becomes a form.
 */
export class FormTable {
  readonly tree = new PatternTree();
  /** By number of the form: its shape, and how many attributes a row of it drops. */
  readonly shapeOfForm = new Int32Array(mostForms);
  readonly dropped = new Int32Array(mostForms);
  readonly shapes: RowShape[] = [];
  /** By number of the shape: the UTF-8 of its process. */
  readonly names: Uint8Array[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #rules: KnownRules;
  #forms = 0;

  constructor(rules: KnownRules) {
    this.#rules = rules;
  }

  /** To be called before a body is read: within one, the shapes keep their numbers. */
  begin(): void {
    if (this.shapes.length <= mostShapes) return;
    this.shapes.length = 0;
    this.names.length = 0;
    this.#numbers.clear();
    this.#clearForms();
  }

  /** Takes in the form of the line from `from` to its line feed at `to`; false where the row has to be left to the library. */
  learn(bytes: Buffer, from: number, to: number): boolean {
    if (to - from > longestRow) return false;
    const form = RowForm.of(bytes, from, to, this.#rules.attributes);
    const found = form === null ? null : shapeOf(form, this.#rules);
    if (form === null || found === null) return false;
    if (this.#forms === mostForms || !this.tree.hasRoom(form.kinds.length + 1, to + 1 - from)) this.#clearForms();

    const { tree } = this;
    let node = 0;
    let at = from;
    for (const [index, kind] of form.kinds.entries()) {
      node = tree.add(node, bytes, at, form.starts[index]!, kind);
      if (node < 0) return false;
      at = form.stops[index]!;
    }
    const end = tree.add(node, bytes, at, to + 1, ends.row);
    if (end < 0) return false;
    if (tree.next[end]! < 0) {
      tree.next[end] = this.#forms;
      this.shapeOfForm[this.#forms] = this.#number(found.shape);
      this.dropped[this.#forms] = found.dropped;
      this.#forms += 1;
    }
    return true;
  }

  #clearForms(): void {
    this.tree.clear();
    this.#forms = 0;
  }

  #number(shape: RowShape): number {
    const { process, step, outcome, environment, currency, attributes } = shape;
    const key = JSON.stringify([process, step, outcome, environment, currency, attributes]);
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = this.shapes.push(shape) - 1;
    this.names.push(Buffer.from(process));
    this.#numbers.set(key, number);
    return number;
  }
}
