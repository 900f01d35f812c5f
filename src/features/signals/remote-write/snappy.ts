/** What is wrong with compressed bytes. */
export interface SnappyProblem {
  problem: 'too_large' | 'malformed';
}

const malformed: SnappyProblem = { problem: 'malformed' };
const tooLarge: SnappyProblem = { problem: 'too_large' };

/**
 * Expands the block format of snappy (not the framing format), https://github.com/google/snappy/blob/main/format_description.txt.
 * Strict: every length is checked before a byte is written, so memory is bounded by `mostBytes` and time by the input and the
 * claimed length. `too_large` when more than `mostBytes` are claimed, `malformed` for anything that is no snappy. Never throws.
 */
export function uncompress(input: Uint8Array, mostBytes: number): Uint8Array | SnappyProblem {
  const header = claimedLength(input);
  if (header === null) return malformed;
  if (header.length > mostBytes) return tooLarge;
  // An element of three bytes makes at most 64, so a larger claim cannot be kept and is not worth the memory.
  if (header.length > 64 * input.length) return malformed;
  const output = new Uint8Array(header.length);
  let from = header.next;
  let to = 0;
  while (from < input.length) {
    const tag = input[from]!;
    const isLiteral = (tag & 3) === 0;
    const element = isLiteral ? literal(input, from, tag) : copy(input, from, tag);
    const { length, offset, next } = element;
    if (next > input.length || length > output.length - to) return malformed;
    if (isLiteral) {
      if (next + length > input.length) return malformed;
      output.set(input.subarray(next, next + length), to);
      from = next + length;
    } else {
      if (offset === 0 || offset > to) return malformed;
      repeat(output, to, offset, length);
      from = next;
    }
    to += length;
  }
  return to === output.length ? output : malformed;
}

/** The varint in front: at most 32 bits in at most five bytes. */
function claimedLength(input: Uint8Array): { length: number; next: number } | null {
  let length = 0;
  for (let i = 0; i < 5 && i < input.length; i++) {
    length += (input[i]! & 0x7f) * 2 ** (7 * i);
    if (input[i]! < 0x80) return length < 2 ** 32 ? { length, next: i + 1 } : null;
  }
  return null;
}

interface Element {
  length: number;
  /** How far back a copy begins. */
  offset: number;
  /** Where the bytes after the tag and its lengths stand; beyond the input when it is cut short. */
  next: number;
}

function literal(input: Uint8Array, at: number, tag: number): Element {
  const short = tag >> 2;
  if (short < 60) return { length: short + 1, offset: 0, next: at + 1 };
  const bytes = short - 59;
  return { length: littleEndian(input, at + 1, bytes) + 1, offset: 0, next: at + 1 + bytes };
}

function copy(input: Uint8Array, at: number, tag: number): Element {
  if ((tag & 3) === 1) {
    const offset = (tag >> 5) * 256 + (input[at + 1] ?? 0);
    return { length: ((tag >> 2) & 7) + 4, offset, next: at + 2 };
  }
  const bytes = (tag & 3) === 2 ? 2 : 4;
  return { length: (tag >> 2) + 1, offset: littleEndian(input, at + 1, bytes), next: at + 1 + bytes };
}

function littleEndian(input: Uint8Array, at: number, bytes: number): number {
  let value = 0;
  for (let i = 0; i < bytes; i++) value += (input[at + i] ?? 0) * 256 ** i;
  return value;
}

/** Copies what stands `offset` bytes back; where it overlaps what is written, the pattern goes on. */
function repeat(output: Uint8Array, to: number, offset: number, length: number): void {
  if (offset >= length) output.copyWithin(to, to - offset, to - offset + length);
  else for (let i = 0; i < length; i++) output[to + i] = output[to + i - offset]!;
}
