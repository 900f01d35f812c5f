import type { EpochMs } from '../../maths/instants.ts';

/** So many attempts at once, then one each `everyMs`. */
export interface Rate {
  atOnce: number;
  everyMs: number;
}

/** A person who types wrongly hits neither; one who guesses a password gets 1 450 guesses a day for a name. */
export const byName: Rate = { atOnce: 10, everyMs: 60_000 };
/** Many people may share an address, such as that of an office. */
export const byAddress: Rate = { atOnce: 60, everyMs: 5_000 };

/** Names and addresses remembered at most; the one longest ago makes room, so that memory is bounded. */
const mostKept = 10_000;

/**
 * Counts attempts by key. Each attempt is counted before it is made, so that many at once are not more than one after the
 * other; one that turns out well is given back. What is kept is, for each key, when it will be as if nothing had happened.
 */
export class Throttle {
  readonly #rate: Rate;
  readonly #clearAt = new Map<string, EpochMs>();

  constructor(rate: Rate) {
    this.#rate = rate;
  }

  /** Counts an attempt and gives 0, or refuses it, uncounted, and gives the milliseconds until the next may be made. */
  attempt(key: string, now: EpochMs): number {
    const { atOnce, everyMs } = this.#rate;
    const clearAt = Math.max(this.#clearAt.get(key) ?? now, now);
    const wait = clearAt + everyMs - (now + atOnce * everyMs);
    if (wait > 0) return wait;
    this.#keep(key, clearAt + everyMs);
    return 0;
  }

  /** Gives one attempt back. */
  giveBack(key: string): void {
    const clearAt = this.#clearAt.get(key);
    if (clearAt !== undefined) this.#clearAt.set(key, clearAt - this.#rate.everyMs);
  }

  /** Forgets all attempts of a key. */
  clear(key: string): void {
    this.#clearAt.delete(key);
  }

  /** Keys remembered now. */
  get size(): number {
    return this.#clearAt.size;
  }

  #keep(key: string, clearAt: EpochMs): void {
    this.#clearAt.delete(key);
    const [longestAgo] = this.#clearAt.keys();
    if (this.#clearAt.size >= mostKept && longestAgo !== undefined) this.#clearAt.delete(longestAgo);
    this.#clearAt.set(key, clearAt);
  }
}

/** The key of a network address: of IPv6 the first 64 bits, since whoever has one address there has them all. */
export function addressKey(address: string): string {
  if (!address.includes(':')) return address;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped?.[1] !== undefined) return mapped[1];
  const [head = '', tail] = address.split('%')[0]!.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  const parts = [...left, ...new Array<string>(zeros).fill('0'), ...right];
  return `${parts
    .slice(0, 4)
    .map((part) => Number.parseInt(part, 16).toString(16))
    .join(':')}::/64`;
}
