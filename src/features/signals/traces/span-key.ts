/** The words of a key lie in memory as the bytes of its ids do. */
export const littleEndian = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1;

/**
 * The ids of a span, 16 bytes of its trace and 8 of its own (or of its parent), as six words to be looked up by. One key is
 * read into again and again; what is to be remembered copies its words or its text.
 */
export class SpanKey {
  readonly words = new Int32Array(6);
  readonly #bytes = Buffer.from(this.words.buffer);

  /** From where they stand in a message. */
  read(view: DataView, trace: number, span: number): void {
    const { words } = this;
    for (let i = 0; i < 4; i++) words[i] = view.getInt32(trace + 4 * i, littleEndian);
    this.readSpan(view, span);
  }

  /** The second id alone, of the same trace. */
  readSpan(view: DataView, span: number): void {
    const { words } = this;
    words[4] = view.getInt32(span, littleEndian);
    words[5] = view.getInt32(span + 4, littleEndian);
  }

  /** From where its words stand: those of the trace, and of the span or its parent. */
  copy(words: Int32Array, trace: number, span: number): void {
    const own = this.words;
    for (let i = 0; i < 4; i++) own[i] = words[trace + i]!;
    own[4] = words[span]!;
    own[5] = words[span + 1]!;
  }

  /** From 32 and 16 hex digits. */
  readHex(trace: string, span: string): void {
    this.#bytes.write(trace, 0, 16, 'hex');
    this.#bytes.write(span, 16, 8, 'hex');
  }

  get zeroTrace(): boolean {
    const { words } = this;
    return (words[0]! | words[1]! | words[2]! | words[3]!) === 0;
  }

  get zeroSpan(): boolean {
    return (this.words[4]! | this.words[5]!) === 0;
  }

  /** The same as a text, a character a byte. */
  text(): string {
    return this.#bytes.toString('latin1');
  }
}
