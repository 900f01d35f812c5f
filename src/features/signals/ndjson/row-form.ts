import { type End, ends } from './pattern-tree.ts';
import { numberEnd, spaceEnd, textEnd, valueEnd, wordEnd } from './plain-values.ts';

const [quote, colon, comma, open, close] = [0x22, 0x3a, 0x2c, 0x7b, 0x7d];

/** Fields whose value every row of a form shares; the others of an event vary from row to row. */
const shared = new Set(['process', 'step', 'outcome', 'environment', 'currency']);
const varying: Readonly<Record<string, End>> = { at: ends.at, amount: ends.amount, id: ends.id, user: ends.user };

/**
 * The form of one row, read once for all rows of that form: which values vary and where they stand, and what the others are.
 * Nothing is judged here. A row that is JSON in any unusual way (escapes, repeated fields, values within values) has none.
 */
export class RowForm {
  /** The values that vary, in order: what each is, where it begins, where it ends. */
  readonly kinds: End[] = [];
  readonly starts: number[] = [];
  readonly stops: number[] = [];
  /** The values that are shared; null where the field is. */
  readonly fields = new Map<string, string | null>();
  /** Attributes that some process lists, as text; null where the value is. */
  readonly attributes = new Map<string, string | null>();
  /** How many attributes the row has. */
  attributeCount = 0;
  readonly #bytes: Buffer;
  readonly #listed: ReadonlySet<string>;
  readonly #seen = new Set<string>();
  #at: number;

  private constructor(bytes: Buffer, from: number, listed: ReadonlySet<string>) {
    this.#bytes = bytes;
    this.#at = from;
    this.#listed = listed;
  }

  /** Of the line from `from` to `to`, behind which stands its line feed; null where it has none. `listed`: attributes that any process lists. */
  static of(bytes: Buffer, from: number, to: number, listed: ReadonlySet<string>): RowForm | null {
    const form = new RowForm(bytes, spaceEnd(bytes, from), listed);
    const good = form.#object((name) => form.#field(name));
    return good && spaceEnd(bytes, form.#at) === to ? form : null;
  }

  has(kind: End): boolean {
    return this.kinds.includes(kind);
  }

  /** Reads `{"name": value, …}`; `read` reads a value and says whether it could. */
  #object(read: (name: string) => boolean): boolean {
    if (!this.#skips(open)) return false;
    if (this.#skips(close)) return true;
    for (;;) {
      const name = this.#text();
      if (name === null || name === '__proto__' || !this.#skips(colon) || !read(name)) return false;
      if (this.#skips(close)) return true;
      if (!this.#skips(comma)) return false;
    }
  }

  #field(name: string): boolean {
    const kind = Object.hasOwn(varying, name) ? varying[name]! : null;
    if (kind === null && !shared.has(name) && name !== 'attributes') return this.#varies(ends.other, this.#at);
    if (this.#seen.has(name)) return false;
    this.#seen.add(name);
    if (this.#isNull()) {
      if (shared.has(name)) this.fields.set(name, null);
      return true;
    }
    if (name === 'attributes') return this.#object((attribute) => this.#attribute(attribute));
    if (kind !== null) return this.#varies(kind, spaceEnd(this.#bytes, this.#at) + 1);
    const text = this.#text();
    if (text !== null) this.fields.set(name, text);
    return text !== null;
  }

  #attribute(name: string): boolean {
    const key = `attributes.${name}`;
    if (this.#seen.has(key)) return false;
    this.#seen.add(key);
    this.attributeCount += 1;
    if (!this.#listed.has(name)) return this.#varies(ends.other, this.#at);
    const value = this.#isNull() ? null : this.#plain();
    if (value === undefined) return false;
    this.attributes.set(name, value);
    return true;
  }

  /** Notes a value that varies; `from` is the first byte that may differ. */
  #varies(kind: End, from: number): boolean {
    const bytes = this.#bytes;
    const isText = kind !== ends.other;
    if (isText && bytes[from - 1] !== quote) return false;
    const to = isText ? textEnd(bytes, from) : valueEnd(bytes, from);
    if (to < 0) return false;
    this.kinds.push(kind);
    this.starts.push(from);
    this.stops.push(to);
    this.#at = isText ? to + 1 : to;
    return true;
  }

  /** Text, number or boolean as the text that it is kept as; undefined for others, and where String() would write it otherwise. */
  #plain(): string | undefined {
    const from = spaceEnd(this.#bytes, this.#at);
    if (this.#bytes[from] === quote) return this.#text() ?? undefined;
    const number = numberEnd(this.#bytes, from);
    const to = number < 0 ? wordEnd(this.#bytes, from) : number;
    if (to < 0) return undefined;
    const text = this.#bytes.toString('latin1', from, to);
    if (number >= 0 && String(Number(text)) !== text) return undefined;
    this.#at = to;
    return text;
  }

  #text(): string | null {
    const from = spaceEnd(this.#bytes, this.#at);
    const to = this.#bytes[from] === quote ? textEnd(this.#bytes, from + 1) : -1;
    if (to < 0) return null;
    this.#at = to + 1;
    return this.#bytes.toString('utf8', from + 1, to);
  }

  #isNull(): boolean {
    const from = spaceEnd(this.#bytes, this.#at);
    const isNull = this.#bytes[from] === 0x6e && wordEnd(this.#bytes, from) === from + 4;
    if (isNull) this.#at = from + 4;
    return isNull;
  }

  #skips(byte: number): boolean {
    const at = spaceEnd(this.#bytes, this.#at);
    if (this.#bytes[at] !== byte) return false;
    this.#at = at + 1;
    return true;
  }
}
