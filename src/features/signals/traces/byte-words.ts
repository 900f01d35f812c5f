const bytesOfWord = 8;

/**
 * A range of bytes to be found again, compared eight at a time. As floating-point numbers, since those take no memory of their own while they are
 * compared: two that are no zeros are equal where their bytes are, and one that is not a number is equal to none.
 */
export class ByteWords {
  readonly length: number;
  readonly #words: Float64Array;

  private constructor(words: Float64Array, length: number) {
    this.#words = words;
    this.length = length;
  }

  /** The bytes of a range; null where they are fewer than eight, or eight that are a zero. */
  static of(view: DataView, from: number, to: number): ByteWords | null {
    const length = to - from;
    if (length < bytesOfWord) return null;
    const words = new Float64Array(Math.ceil(length / bytesOfWord));
    for (let i = 0; i < words.length; i++) {
      words[i] = view.getFloat64(Math.min(from + i * bytesOfWord, to - bytesOfWord), true);
      if (words[i] === 0) return null;
    }
    return new ByteWords(words, length);
  }

  /** Whether the same bytes stand there; as many must be there. */
  standAt(view: DataView, at: number): boolean {
    const words = this.#words;
    const last = words.length - 1;
    for (let i = 0; i < last; i++) if (words[i] !== view.getFloat64(at + i * bytesOfWord, true)) return false;
    return words[last] === view.getFloat64(at + this.length - bytesOfWord, true);
  }
}
