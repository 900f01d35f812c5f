import type { EpochMs } from '../../../maths/instants.ts';
import type { SpanKey } from './span-key.ts';
import { SpanTable } from './span-table.ts';

/** Spans remembered per generation (about 50 bytes each). */
const mostPerGeneration = 200_000;

/**
 * The spans of the last minutes by trace and span id, so that a batch that was cut anew and sent again counts once. Two
 * generations: an old one is forgotten whole when the new one is full or old itself, so memory is bounded whatever comes.
 */
export class RecentSpans {
  #now = new SpanTable();
  #before = new SpanTable();
  #since: EpochMs = 0;
  readonly #lifeMs: number;
  readonly #most: number;

  /** A span is remembered for `lifeMs` at least, or until `most` others have come. */
  constructor(lifeMs: number, most = mostPerGeneration) {
    this.#lifeMs = lifeMs;
    this.#most = most;
  }

  has(span: SpanKey): boolean {
    return this.#now.has(span) || this.#before.has(span);
  }

  /** Remembers all spans of a table as of `at`, in their order. */
  addAll(spans: SpanTable, at: EpochMs): void {
    spans.each((words, from) => {
      if (this.#now.size >= this.#most || at - this.#since >= this.#lifeMs) {
        this.#before = this.#now;
        this.#now = new SpanTable();
        this.#since = at;
      }
      this.#now.addWords(words, from);
    });
  }

  get size(): number {
    return this.#now.size + this.#before.size;
  }
}
