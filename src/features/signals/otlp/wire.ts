/** Wire types of protobuf; groups (3, 4) are none of the formats read here. */
export const wireType = { varint: 0, fixed64: 1, bytes: 2, fixed32: 5 } as const;

/** What `varint` and `skip` answer where the bytes are none, or of a form that is left to the library decoder. */
export const unsure = -1;

/**
 * Reads protobuf by offset, without an object per field: whoever walks a message keeps `at` and the end of the message.
 * It never throws and never reads beyond the end it is given; what it does not know it answers with `unsure`, whereupon the
 * whole request belongs to the library decoder. https://protobuf.dev/programming-guides/encoding/
 */
export class Wire {
  readonly bytes: Buffer;
  readonly view: DataView;
  /** Where the next field begins. */
  at = 0;
  /** The halves of the last 64 bits that were read, each unsigned. */
  low = 0;
  high = 0;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** A varint of at most four bytes (28 bits: tags, lengths, small numbers), or `unsure` with `at` anywhere. */
  varint(end: number): number {
    const { bytes } = this;
    let at = this.at;
    if (at >= end) return unsure;
    let byte = bytes[at++]!;
    let value = byte & 127;
    for (let shift = 7; byte > 127; shift += 7) {
      if (at >= end || shift > 21) return unsure;
      byte = bytes[at++]!;
      value |= (byte & 127) << shift;
    }
    this.at = at;
    return value;
  }

  /** The length of a text, of bytes or of a message that must end before `end`, or `unsure`. */
  length(end: number): number {
    const length = this.varint(end);
    return length > end - this.at ? unsure : length;
  }

  /** A varint of up to 64 bits into `low` and `high`; false where it is unsure. */
  varint64(end: number): boolean {
    const { bytes } = this;
    let at = this.at;
    let low = 0;
    let high = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      if (at >= end) return false;
      const byte = bytes[at++]!;
      const bits = byte & 127;
      if (shift < 28) low |= bits << shift;
      else if (shift === 28) {
        low |= bits << 28;
        high |= bits >> 4;
      } else if (shift < 63) high |= bits << (shift - 32);
      // the tenth byte holds the 64th bit; more than that is nobody's
      else if (bits > 1) return false;
      else high |= bits << 31;
      if (byte < 128) {
        this.at = at;
        this.low = low >>> 0;
        this.high = high >>> 0;
        return true;
      }
    }
    return false;
  }

  /** 64 bits of fixed length into `low` and `high`; false where the message ends before. */
  fixed64(end: number): boolean {
    const { at, view } = this;
    if (at + 8 > end) return false;
    this.low = view.getUint32(at, true);
    this.high = view.getUint32(at + 4, true);
    this.at = at + 8;
    return true;
  }

  /** Goes past the value of a field of this tag; false where it is unsure. */
  skip(tag: number, end: number): boolean {
    const type = tag & 7;
    if (type === wireType.bytes) {
      const length = this.length(end);
      if (length === unsure) return false;
      this.at += length;
      return true;
    }
    if (type === wireType.varint) return this.varint64(end);
    if (type !== wireType.fixed64 && type !== wireType.fixed32) return false;
    this.at += type === wireType.fixed64 ? 8 : 4;
    return this.at <= end;
  }

  /** The text of a range. What is no UTF-8 becomes U+FFFD, where the library decoder refuses the whole request. */
  text(from: number, to: number): string {
    return this.bytes.toString('utf8', from, to);
  }
}

/** Whole milliseconds of so many nanoseconds since the epoch, given in halves; exact for all 64 bits. */
export function millisecondsOf(low: number, high: number): number {
  // 2^32 ns are 4294 ms and 967 296 ns; the rest stays below 2^53 and a quotient below 2^32 shows a millionth
  return high * 4_294 + Math.floor((high * 967_296 + low) / 1_000_000);
}

/** 64 bits given in halves, unsigned; exact below 2^53, else the nearest double. */
export const unsignedOf = (low: number, high: number): number => high * 4_294_967_296 + low;

/** The same exactly. */
export const exactOf = (low: number, high: number): bigint => (BigInt(high) << 32n) | BigInt(low);

/** Whether two ranges of equal length hold the same bytes. */
export function sameBytes(a: DataView, aFrom: number, b: DataView, bFrom: number, length: number): boolean {
  const words = length & ~3;
  let i = 0;
  for (; i < words; i += 4) if (a.getInt32(aFrom + i, true) !== b.getInt32(bFrom + i, true)) return false;
  for (; i < length; i++) if (a.getUint8(aFrom + i) !== b.getUint8(bFrom + i)) return false;
  return true;
}
