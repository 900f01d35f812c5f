/** Text of many numbers written to a file or a request without a string for each of them. */
export interface ByteLines {
  bytes(text: Buffer): void;
  /** A whole number of at least 0. */
  number(value: number): void;
  byte(code: number): void;
  /** Hands over what is left. */
  flush(): Promise<void>;
  /** Hands over if little room is left; call once in a while, at least every 64 KiB. */
  breathe(): Promise<void> | undefined;
}

const size = 1 << 20;
const room = 1 << 17;

/** `take` gets a piece of its own each time and resolves when there may be more. */
export function byteLines(take: (piece: Buffer) => Promise<void>): ByteLines {
  let buffer = Buffer.allocUnsafe(size);
  let end = 0;
  const digits = new Uint8Array(20);

  async function flush(): Promise<void> {
    const piece = buffer.subarray(0, end);
    buffer = Buffer.allocUnsafe(size);
    end = 0;
    if (piece.length > 0) await take(piece);
  }

  return {
    bytes(text) {
      end += text.copy(buffer, end);
    },
    number(value) {
      let count = 0;
      let rest = value;
      do {
        const tens = Math.floor(rest / 10);
        digits[count++] = 48 + rest - tens * 10;
        rest = tens;
      } while (rest > 0);
      while (count > 0) buffer[end++] = digits[--count]!;
    },
    byte(code) {
      buffer[end++] = code;
    },
    flush,
    breathe: () => (size - end < room ? flush() : undefined),
  };
}
