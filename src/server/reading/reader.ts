import { type Kind, type Kinds, mostRules, type Reading } from './messages.ts';

/** Reads a body of a kind on a thread: what travels back, and the columns of it, whose memory may move. */
export type Reader<K extends Kind> = (
  bytes: Uint8Array,
  reading: Reading<K>,
) => { read: Kinds[K]['travelling'] | null; columns: ArrayBufferView[] };

/** What was made of rules, by their number; the newest are kept, as who asks knows. */
export class RulesByNumber<K extends Kind, Made> {
  readonly #make: (rules: Kinds[K]['rules']) => Made;
  readonly #made = new Map<number, { rules: Kinds[K]['rules']; made: Made | null }>();

  constructor(make: (rules: Kinds[K]['rules']) => Made) {
    this.#make = make;
  }

  /** Gives what was made to `use`; where that throws, it is made anew for the next body. Throws Error where the rules were never told. */
  with<T>({ rules, define }: Reading<K>, use: (made: Made) => T): T {
    if (define !== undefined) {
      if (this.#made.size === mostRules) this.#made.delete(this.#made.keys().next().value!);
      this.#made.set(rules, { rules: define, made: null });
    }
    const known = this.#made.get(rules);
    if (known === undefined) throw new Error('the rules of a body are not known');
    const made = known.made ?? this.#make(known.rules);
    known.made = null;
    const result = use(made);
    known.made = made;
    return result;
  }
}
