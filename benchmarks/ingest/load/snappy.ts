/** Snappy's block format, written with copies of two-byte offsets: what the senders of remote write compress with, about as well. */

const minMatch = 4;
const mostOffset = 65_535;
const mostCopy = 64;
const tableBits = 14;

/** Compresses a body; readers of snappy expand it to the same bytes. */
export function compress(input: Buffer): Buffer {
  const out = Buffer.allocUnsafe(32 + input.length + Math.ceil(input.length / 6));
  let to = varint(out, 0, input.length);
  const table = new Int32Array(1 << tableBits).fill(-1);
  let literalFrom = 0;
  let at = 0;
  while (at + minMatch <= input.length) {
    const four = input.readUInt32LE(at);
    const slot = Math.imul(four, 0x1e35a7bd) >>> (32 - tableBits);
    const before = table[slot]!;
    table[slot] = at;
    if (before < 0 || at - before > mostOffset || input.readUInt32LE(before) !== four) {
      at += 1;
      continue;
    }
    to = literal(out, to, input, literalFrom, at);
    let length = minMatch;
    while (at + length < input.length && input[before + length] === input[at + length]) length += 1;
    to = copies(out, to, at - before, length);
    at += length;
    literalFrom = at;
  }
  to = literal(out, to, input, literalFrom, input.length);
  return Buffer.from(out.subarray(0, to));
}

function varint(out: Buffer, at: number, value: number): number {
  let rest = value;
  let to = at;
  while (rest > 127) {
    out[to++] = (rest & 127) | 128;
    rest >>>= 7;
  }
  out[to++] = rest;
  return to;
}

function literal(out: Buffer, at: number, input: Buffer, from: number, until: number): number {
  const length = until - from;
  if (length === 0) return at;
  let to = at;
  if (length <= 60) out[to++] = (length - 1) << 2;
  else {
    out[to++] = 62 << 2;
    to = out.writeUIntLE(length - 1, to, 3);
  }
  input.copy(out, to, from, until);
  return to + length;
}

function copies(out: Buffer, at: number, offset: number, length: number): number {
  let to = at;
  for (let left = length; left > 0; ) {
    const now = Math.min(left, mostCopy);
    out[to++] = ((now - 1) << 2) | 2;
    to = out.writeUInt16LE(offset, to);
    left -= now;
  }
  return to;
}
