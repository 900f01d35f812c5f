import type { Stream } from './cumulative.ts';
import { cellOf, StreamCells } from './stream-cells.ts';

/**
 * The streams of a source by id, as a map of them, each with a number of its own (a slot) as long as it is known. A slot has two cells: what
 * is stored, and what a draft would store; to keep a draft changes which is which.
 */
export class StreamTable {
  readonly cells = new StreamCells();
  /** The id of each slot; empty where none has it. */
  readonly ids: string[] = [];
  /** Which cell of a slot is stored: 0 or 1. */
  sides = new Uint8Array(32);
  /** The trial that has the other one, until it is kept or given up; else 0. */
  trials = new Float64Array(32);
  readonly #slots = new Map<string, number>();
  readonly #free: number[] = [];
  #stored = 0;

  constructor(streams: Iterable<readonly [string, Stream]> = []) {
    for (const [id, stream] of streams) this.set(id, stream);
  }

  /** How many streams are stored. */
  get size(): number {
    return this.#stored;
  }

  get(id: string): Stream | undefined {
    const cell = this.storedCell(this.slotOf(id));
    return cell < 0 ? undefined : this.cells.read(cell);
  }

  has(id: string): boolean {
    return this.storedCell(this.slotOf(id)) >= 0;
  }

  set(id: string, stream: Stream): void {
    const slot = this.slotOf(id);
    const cell = this.storedCell(slot);
    if (cell >= 0) this.cells.put(cell, stream);
    else {
      const taken = slot < 0 ? this.take(id) : slot;
      this.cells.put(2 * taken + this.sides[taken]!, stream);
      this.#stored += 1;
    }
  }

  delete(id: string): void {
    const slot = this.slotOf(id);
    if (slot < 0) return;
    if (this.storedCell(slot) >= 0) this.#stored -= 1;
    this.cells.empty(2 * slot + this.sides[slot]!);
    if (this.trials[slot] !== 0) return;
    this.cells.empty(2 * slot + 1 - this.sides[slot]!);
    this.#slots.delete(id);
    this.ids[slot] = '';
    this.#free.push(slot);
  }

  /** The ids of what is stored. */
  *keys(): Generator<string, void, undefined> {
    for (const [id, slot] of this.#slots) if (this.storedCell(slot) >= 0) yield id;
  }

  *[Symbol.iterator](): Generator<[string, Stream], void, undefined> {
    for (const [id, slot] of this.#slots) {
      const cell = this.storedCell(slot);
      if (cell >= 0) yield [id, this.cells.read(cell)];
    }
  }

  /** The slot of an id, or -1. */
  slotOf(id: string): number {
    return this.#slots.get(id) ?? -1;
  }

  /** The cell of a slot that is stored, or -1. */
  storedCell(slot: number): number {
    if (slot < 0) return -1;
    const cell = 2 * slot + this.sides[slot]!;
    return this.cells.kinds[cell] === cellOf.none ? -1 : cell;
  }

  /** A slot for an id that has none; nothing of it is stored yet. */
  take(id: string): number {
    const slot = this.#free.pop() ?? this.ids.length;
    this.ids[slot] = id;
    this.#slots.set(id, slot);
    this.cells.reserve(2 * slot + 2);
    if (slot >= this.sides.length) {
      const [sides, trials] = [this.sides, this.trials];
      this.sides = new Uint8Array(2 * sides.length);
      this.trials = new Float64Array(2 * sides.length);
      this.sides.set(sides);
      this.trials.set(trials);
    }
    return slot;
  }

  /** What was on trial in this slot is stored from now on. */
  turn(slot: number): void {
    if (this.storedCell(slot) < 0) this.#stored += 1;
    this.sides[slot] = 1 - this.sides[slot]!;
    this.trials[slot] = 0;
  }
}
