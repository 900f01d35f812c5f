/**
 * What was made of the same facts before, for a few keys: the oldest is forgotten. A new `of` (compared by identity) forgets all.
 */
export class Remembered<Made> {
  readonly #most: number;
  readonly #made = new Map<string, Made>();
  #of: unknown = null;

  constructor(most: number) {
    this.#most = most;
  }

  get(of: unknown, key: string, make: () => Made): Made {
    if (this.#of !== of) this.#made.clear();
    this.#of = of;
    const known = this.#made.get(key);
    if (known !== undefined) return known;
    const made = make();
    this.#made.set(key, made);
    for (const oldest of this.#made.keys()) if (this.#made.size > this.#most) this.#made.delete(oldest);
    return made;
  }
}
