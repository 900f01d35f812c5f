import type { Stream } from './cumulative.ts';
import type { StreamCells } from './stream-cells.ts';
import type { StreamTable } from './stream-table.ts';
import { cellText } from './stream-text.ts';

/** The streams of a source as they will stand once a draft is stored. Each is to be kept or given up in the end; one at a time changes a table. */
export class StreamTrial {
  static #all = 0;
  readonly #number: number;
  readonly #table: StreamTable;
  readonly #most: number;
  readonly #changed: number[] = [];
  readonly #begun: string[] = [];

  /** `most`: so many streams may be remembered in all. */
  constructor(table: StreamTable, most: number) {
    StreamTrial.#all += 1;
    this.#number = StreamTrial.#all;
    this.#table = table;
    this.#most = most;
  }

  get cells(): StreamCells {
    return this.#table.cells;
  }

  get table(): StreamTable {
    return this.#table;
  }

  /** Whether one more stream is too many. */
  get isFull(): boolean {
    return this.#table.size + this.#begun.length >= this.#most;
  }

  /** The ids of the streams that no commit has brought yet, in the order in which they came. */
  get begun(): readonly string[] {
    return this.#begun;
  }

  get isEmpty(): boolean {
    return this.#changed.length === 0;
  }

  /** The cell of the newest point of a slot, or -1 where there is none. */
  lastCell(slot: number): number {
    if (slot < 0) return -1;
    const table = this.#table;
    return table.trials[slot] === this.#number ? 2 * slot + 1 - table.sides[slot]! : table.storedCell(slot);
  }

  /** The cell that takes the next point of a slot, which may be that of the last one. */
  nextCell(slot: number): number {
    const table = this.#table;
    if (table.trials[slot] !== this.#number) {
      table.trials[slot] = this.#number;
      this.#changed.push(slot);
    }
    return 2 * slot + 1 - table.sides[slot]!;
  }

  /** A slot for a stream that has no point yet. */
  begin(id: string): number {
    const slot = this.#table.slotOf(id);
    this.#begun.push(id);
    return slot < 0 ? this.#table.take(id) : slot;
  }

  get(id: string): Stream | undefined {
    const cell = this.lastCell(this.#table.slotOf(id));
    return cell < 0 ? undefined : this.cells.read(cell);
  }

  set(id: string, stream: Stream): void {
    const slot = this.#table.slotOf(id);
    this.cells.put(this.nextCell(this.lastCell(slot) < 0 ? this.begin(id) : slot), stream);
  }

  /** What changes, by id, each as it is kept on disk. */
  *texts(): Generator<[id: string, text: string], void, undefined> {
    for (const slot of this.#changed) yield [this.#table.ids[slot]!, cellText(this.cells, this.lastCell(slot))];
  }

  /** Makes all of it what is stored; gives the ids of what was not stored before. */
  keep(): string[] {
    const table = this.#table;
    const fresh: string[] = [];
    for (const slot of this.#changed) {
      if (table.storedCell(slot) < 0) fresh.push(table.ids[slot]!);
      table.turn(slot);
    }
    return fresh;
  }

  /** Leaves everything as it is stored. */
  giveUp(): void {
    for (const slot of this.#changed) {
      this.#table.trials[slot] = 0;
      if (this.#table.storedCell(slot) < 0) this.#table.delete(this.#table.ids[slot]!);
    }
  }
}
