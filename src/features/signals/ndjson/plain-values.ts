const [quote, backslash, minus, dot, zero] = [0x22, 0x5c, 0x2d, 0x2e, 0x30];
/** Longer numbers are left to others: some are infinite. */
const mostDigits = 20;

/**
 * Where the text that begins at `from` ends: the place of its closing quote. -1 where it holds an escape or a control character
 * or does not end. The bytes are UTF-8.
 */
export function textEnd(bytes: Uint8Array, from: number): number {
  for (let at = from; at < bytes.length; at++) {
    const byte = bytes[at]!;
    if (byte === quote) return at;
    if (byte === backslash || byte < 0x20) return -1;
  }
  return -1;
}

/** Behind the white space at `from` that may stand within a line. */
export function spaceEnd(bytes: Uint8Array, from: number): number {
  let at = from;
  while (bytes[at] === 0x20 || bytes[at] === 0x09 || bytes[at] === 0x0d) at += 1;
  return at;
}

/**
 * Behind the value of JSON at `from` (white space may stand before it); -1 where it is no plain one: a text without escapes, a
 * number without exponent, true, false or null.
 */
export function valueEnd(bytes: Uint8Array, from: number): number {
  const at = spaceEnd(bytes, from);
  const byte = bytes[at]!;
  if (byte === quote) {
    const end = textEnd(bytes, at + 1);
    return end < 0 ? -1 : end + 1;
  }
  if (byte === minus || isDigit(byte)) return numberEnd(bytes, at);
  return wordEnd(bytes, at);
}

const words = ['true', 'false', 'null'].map((word) => Buffer.from(word));

/** Behind `true`, `false` or `null`; -1 where none of them stands at `from`. */
export function wordEnd(bytes: Uint8Array, from: number): number {
  for (const word of words) {
    let same = 0;
    while (same < word.length && bytes[from + same] === word[same]) same += 1;
    if (same === word.length) return from + same;
  }
  return -1;
}

/** Behind a number without exponent; -1 where none stands at `from`, or a long one. */
export function numberEnd(bytes: Uint8Array, from: number): number {
  let at = bytes[from] === minus ? from + 1 : from;
  const first = at;
  while (isDigit(bytes[at]!)) at += 1;
  if (at === first || (bytes[first] === zero && at > first + 1)) return -1;
  if (bytes[at] === dot) {
    const places = at + 1;
    at = places;
    while (isDigit(bytes[at]!)) at += 1;
    if (at === places) return -1;
  }
  const next = bytes[at]! | 0x20;
  return at - from > mostDigits || next === 0x65 ? -1 : at;
}

const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;
