import type { Random } from '../../src/maths/random.ts';

const interestingBytes = [0, 1, 7, 8, 10, 13, 32, 34, 44, 46, 58, 91, 92, 93, 123, 125, 127, 128, 192, 255];
const words = [
  '"',
  '\\u0000',
  '\\ud800',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '\n',
  'null',
  'true',
  '-1',
  '0',
  '-0',
  '1e400',
  '1e-400',
  '9007199254740993',
  '18446744073709551616',
  'NaN',
  'Infinity',
  '1970-01-01T00:00:00Z',
  '2100-01-01T00:00:00Z',
  '9999-12-31T23:59:60Z',
  '__proto__',
  'constructor',
  '-150.00',
  '0.005',
  '1.5e3',
  'PLN',
  'QQQ',
  'production',
  'payment',
  'completed',
  'le',
  '+Inf',
  'ot=th:',
  '# EOF\n',
  '\u202e',
  '=cmd()',
].map((word) => Buffer.from(word)); // prettier-ignore
const odd: unknown[] = [
  null,
  true,
  '',
  ' ',
  0,
  -1,
  -0,
  0.5,
  1e308,
  2 ** 53,
  -(2 ** 53),
  '1e400',
  'NaN',
  '9'.repeat(40),
  'x'.repeat(300),
  'x'.repeat(70_000),
  [],
  {},
  [[]],
  { a: {} },
  '__proto__',
  '1970-01-01T00:00:00Z',
  '2100-01-01T00:00:00Z',
  '2026-02-30T10:00:00Z',
  '2026-11-18T12:00:00+25:00',
  'zł',
  '\u0000',
  '\ud800',
]; // prettier-ignore

const pick = <T>(random: Random, from: readonly T[]): T => from[Math.floor(random.uniform() * from.length)] as T;
const below = (random: Random, end: number): number => Math.floor(random.uniform() * end);

/** One to four changes of bytes: flipped, replaced, removed, doubled, cut, or a telling word put in; or two inputs spliced. */
export function mutateBytes(input: Uint8Array, other: Uint8Array, random: Random): Buffer {
  let bytes: Buffer = Buffer.from(input);
  for (let times = 1 + below(random, 4); times > 0; times--) bytes = changed(bytes, other, random);
  return bytes.subarray(0, 262_144);
}

function changed(bytes: Buffer, other: Uint8Array, random: Random): Buffer {
  const at = below(random, bytes.length + 1);
  const to = Math.min(bytes.length, at + 1 + below(random, 16));
  const before = bytes.subarray(0, at);
  switch (below(random, 8)) {
    case 0: {
      const copy = Buffer.from(bytes);
      if (at < copy.length) copy[at] = copy[at]! ^ (1 << below(random, 8));
      return copy;
    }
    case 1: {
      const copy = Buffer.from(bytes);
      if (at < copy.length) copy[at] = pick(random, interestingBytes);
      return copy;
    }
    case 2:
      return Buffer.concat([before, bytes.subarray(to)]);
    case 3:
      return Buffer.concat([before, bytes.subarray(at, to), bytes.subarray(at)]);
    case 4:
      return Buffer.from(before);
    case 5:
      return Buffer.concat([before, pick(random, words), bytes.subarray(at)]);
    case 6:
      return Buffer.concat([before, Buffer.from([pick(random, interestingBytes)]), bytes.subarray(at)]);
    default:
      return Buffer.concat([before, Buffer.from(other).subarray(below(random, other.length + 1))]);
  }
}

/** A JSON value with one of its parts replaced, removed, renamed or repeated. */
export function mutateJson(value: unknown, random: Random, depth = 0): unknown {
  if (depth > 12 || random.uniform() < 0.15) return pick(random, odd);
  if (Array.isArray(value)) {
    if (value.length === 0 || random.uniform() < 0.1) return [...value, pick(random, odd)];
    const at = below(random, value.length);
    if (random.uniform() < 0.1) return value.toSpliced(at, 1);
    if (random.uniform() < 0.1) return [...value, ...Array.from({ length: 1 + below(random, 50) }, () => value[at])];
    return value.with(at, mutateJson(value[at], random, depth + 1));
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value);
    if (entries.length === 0) return pick(random, odd);
    const at = below(random, entries.length);
    const [name, inner] = entries[at]!;
    if (random.uniform() < 0.1) return Object.fromEntries(entries.toSpliced(at, 1));
    if (random.uniform() < 0.1) return Object.fromEntries([...entries, [String(pick(random, odd)), inner]]);
    return Object.fromEntries(entries.with(at, [name, mutateJson(inner, random, depth + 1)]));
  }
  return pick(random, odd);
}
