/** 64 bits of a hash as two unsigned 32-bit words, the first the higher one. */
export interface Hash64 {
  high: number;
  low: number;
}

const encoder = new TextEncoder();

/**
 * First 64 bits of MurmurHash3 x86 128 (A. Appleby, public domain), seed 0, of a text's UTF-8 bytes. Spreads well, is no
 * protection against somebody who chooses texts to collide.
 */
export function hash64(text: string): Hash64 {
  const [high, low] = murmur3(encoder.encode(text));
  return { high, low };
}

const [c1, c2, c3, c4] = [0x239b961b, 0xab0e9789, 0x38b34ae5, 0xa1e38b93];

/** All four words, exported for comparison with published values. */
export function murmur3(bytes: Uint8Array): [number, number, number, number] {
  let [h1, h2, h3, h4] = [0, 0, 0, 0];
  const n = bytes.length;
  const view = new DataView(bytes.buffer, bytes.byteOffset, n);
  const blocks = n >> 4;
  for (let b = 0; b < blocks; b++) {
    h1 ^= scramble(view.getUint32(16 * b, true), c1, 15, c2);
    h1 = (Math.imul((rotate(h1, 19) + h2) | 0, 5) + 0x561ccd1b) | 0;
    h2 ^= scramble(view.getUint32(16 * b + 4, true), c2, 16, c3);
    h2 = (Math.imul((rotate(h2, 17) + h3) | 0, 5) + 0x0bcaa747) | 0;
    h3 ^= scramble(view.getUint32(16 * b + 8, true), c3, 17, c4);
    h3 = (Math.imul((rotate(h3, 15) + h4) | 0, 5) + 0x96cd1c35) | 0;
    h4 ^= scramble(view.getUint32(16 * b + 12, true), c4, 18, c1);
    h4 = (Math.imul((rotate(h4, 13) + h1) | 0, 5) + 0x32ac3b17) | 0;
  }
  const tail = [0, 0, 0, 0];
  for (let i = blocks << 4; i < n; i++) tail[(i & 15) >> 2]! |= bytes[i]! << (8 * (i & 3));
  h1 ^= scramble(tail[0]!, c1, 15, c2) ^ n;
  h2 ^= scramble(tail[1]!, c2, 16, c3) ^ n;
  h3 ^= scramble(tail[2]!, c3, 17, c4) ^ n;
  h4 ^= scramble(tail[3]!, c4, 18, c1) ^ n;
  h1 = (h1 + h2 + h3 + h4) | 0;
  [h2, h3, h4] = [(h2 + h1) | 0, (h3 + h1) | 0, (h4 + h1) | 0];
  [h1, h2, h3, h4] = [mix(h1), mix(h2), mix(h3), mix(h4)];
  h1 = (h1 + h2 + h3 + h4) | 0;
  return [h1 >>> 0, (h2 + h1) >>> 0, (h3 + h1) >>> 0, (h4 + h1) >>> 0];
}

function rotate(x: number, by: number): number {
  return (x << by) | (x >>> (32 - by));
}

function scramble(k: number, before: number, by: number, after: number): number {
  return Math.imul(rotate(Math.imul(k, before), by), after);
}

function mix(h: number): number {
  let x = h ^ (h >>> 16);
  x = Math.imul(x, 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return x ^ (x >>> 16);
}
