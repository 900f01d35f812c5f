import type { EpochMs } from '../../../maths/instants.ts';
import type { SpanKey } from './span-key.ts';
import { hashOf, SpanTable } from './span-table.ts';

/** Spans remembered per generation (about 50 bytes each). */
const mostPerGeneration = 200_000;

/** How it stood when what is on trial now began. */
interface Mark {
  now: SpanTable;
  before: SpanTable;
  since: EpochMs;
  size: number;
}

/**
 * The spans of the last minutes by trace and span id, so that a batch that was cut anew and sent again counts once. Two
 * generations: an old one is forgotten whole when the new one is full or old itself, so memory is bounded whatever comes.
 */
export class RecentSpans {
  #now = new SpanTable();
  #before = new SpanTable();
  /** A generation that was forgotten, whose memory serves the next. */
  #spare: SpanTable | null = null;
  #since: EpochMs = 0;
  #mark: Mark | null = null;
  readonly #lifeMs: number;
  readonly #most: number;

  /** A span is remembered for `lifeMs` at least, or until `most` others have come. */
  constructor(lifeMs: number, most = mostPerGeneration) {
    this.#lifeMs = lifeMs;
    this.#most = most;
  }

  has(span: SpanKey): boolean {
    const hashed = hashOf(span);
    return this.#now.hasHashed(span, hashed) || this.#before.hasHashed(span, hashed);
  }

  /** What is added from here on is on trial until `keep`; what was on trial before and was not kept is forgotten. */
  begin(): void {
    const mark = this.#mark;
    if (mark !== null) {
      this.#now = mark.now;
      this.#before = mark.before;
      this.#since = mark.since;
      this.#now.truncate(mark.size);
    }
    this.#mark = { now: this.#now, before: this.#before, since: this.#since, size: this.#now.size };
  }

  keep(): void {
    const mark = this.#mark;
    this.#mark = null;
    if (mark === null || mark.now === this.#now) return;
    // the generation before the one that was old then is nobody's any more
    this.#spare = mark.before;
  }

  /** Remembers a span that is not known, as of `at`. */
  add(span: SpanKey, at: EpochMs): void {
    if (this.#now.size >= this.#most || at - this.#since >= this.#lifeMs) {
      this.#before = this.#now;
      this.#now = this.#spare ?? new SpanTable();
      this.#now.truncate(0);
      this.#spare = null;
      this.#since = at;
    }
    this.#now.add(span);
  }

  get size(): number {
    return this.#now.size + this.#before.size;
  }
}
