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
    return this.hasWords(span.words, 0);
  }

  /** The same of a span whose words stand from `from` on. */
  hasWords(words: Int32Array, from: number): boolean {
    return this.#hasHashed(words, from, hashOf(words, from));
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
  add({ words }: SpanKey, at: EpochMs): void {
    this.#add(words, 0, hashOf(words, 0), at);
  }

  /** Remembers a span whose words stand from `from` on; false where it is known. */
  meet(words: Int32Array, from: number, at: EpochMs): boolean {
    const hashed = hashOf(words, from);
    if (this.#hasHashed(words, from, hashed)) return false;
    this.#add(words, from, hashed, at);
    return true;
  }

  /** Looks at the places of spans whose words stand every `step` words; what it gives stands for nothing. */
  lookAhead(words: Int32Array, from: number, to: number, step: number): number {
    let seen = 0;
    for (let at = from; at < to; at += step) {
      const hashed = hashOf(words, at);
      seen |= this.#now.placeOf(hashed) | this.#before.placeOf(hashed);
    }
    return seen;
  }

  #hasHashed(words: Int32Array, from: number, hashed: number): boolean {
    return this.#now.hasHashed(words, from, hashed) || this.#before.hasHashed(words, from, hashed);
  }

  #add(words: Int32Array, from: number, hashed: number, at: EpochMs): void {
    if (this.#now.size >= this.#most || at - this.#since >= this.#lifeMs) {
      this.#before = this.#now;
      this.#now = this.#spare ?? new SpanTable();
      this.#now.truncate(0);
      this.#spare = null;
      this.#since = at;
    }
    this.#now.addHashed(words, from, hashed);
  }

  get size(): number {
    return this.#now.size + this.#before.size;
  }
}
