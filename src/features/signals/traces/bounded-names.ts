/** What stands for every name beyond the bound, as OpenTelemetry writes it. */
export const otherName = '_OTHER';

/** How many routes of a service, and how many callees of a caller that no service answers for, are told apart. */
const mostNames = 100;

/**
 * Names that senders make up and that become labels: the first hundred of an owner, all later ones are `_OTHER`, so that a
 * path with an id in it does not use up the series of a source.
 */
export class BoundedNames {
  readonly #byOwner = new Map<string, Set<string>>();
  readonly #below: BoundedNames | null;

  /** `below`: names that are known already and are not changed here. */
  constructor(below: BoundedNames | null = null) {
    this.#below = below;
  }

  /** The name, if it is known or there is room for it; changes nothing. */
  admitted(owner: string, name: string): string {
    return this.#has(owner, name) || this.#size(owner) < mostNames ? name : otherName;
  }

  add(owner: string, name: string): void {
    if (name === otherName || this.#has(owner, name)) return;
    let names = this.#byOwner.get(owner);
    if (names === undefined) {
      names = new Set();
      this.#byOwner.set(owner, names);
    }
    names.add(name);
  }

  /** Takes over every name of another. */
  addAll(others: BoundedNames): void {
    for (const [owner, names] of others.#byOwner) for (const name of names) this.add(owner, name);
  }

  #has(owner: string, name: string): boolean {
    if (this.#byOwner.get(owner)?.has(name)) return true;
    if (this.#below === null) return false;
    return this.#below.#has(owner, name);
  }

  #size(owner: string): number {
    const own = this.#byOwner.get(owner)?.size ?? 0;
    return this.#below === null ? own : own + this.#below.#size(owner);
  }
}
