import { type EpochMs, minute } from '../../maths/instants.ts';

/** Ends that lie further back are forgiven. */
const rememberedMs = 10 * minute;
const firstRestMs = 1_000;
const longestRestMs = minute;

/**
 * When a new thread may take the place of one that ended by itself: at once after the first end, and after a second, two, four, up to
 * a minute, as more come within ten minutes. A body that ends every thread is then not allowed to keep the server starting threads.
 */
export class Rests {
  #ends: EpochMs[] = [];

  /** Notes an end. Gives how long no new thread is started, in milliseconds. */
  note(now: EpochMs): number {
    this.#ends = [...this.#remembered(now), now];
    return restMs(this.#ends.length);
  }

  /** Whether a thread may be started. */
  isOver(now: EpochMs): boolean {
    const ends = this.#remembered(now);
    return now >= (ends.at(-1) ?? now) + restMs(ends.length);
  }

  /** An end beyond `now` is of a clock that was set back. */
  #remembered(now: EpochMs): EpochMs[] {
    return this.#ends.filter((at) => at <= now && at > now - rememberedMs);
  }
}

const restMs = (ends: number): number => (ends < 2 ? 0 : Math.min(longestRestMs, firstRestMs * 2 ** (ends - 2)));
