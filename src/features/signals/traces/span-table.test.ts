import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SpanKey } from './span-key.ts';
import { SpanTable } from './span-table.ts';

const id = fc.integer({ min: 0, max: 0xffffffff });

function keyOf(words: readonly number[]): SpanKey {
  const key = new SpanKey();
  key.words.set(words);
  return key;
}

describe('a table of span keys', () => {
  it('holds what was added, whatever it is, as a set of their texts does', () => {
    const words = fc.tuple(
      fc.constantFrom(0, 1),
      id,
      fc.constant(0),
      fc.constant(7),
      fc.nat(300),
      fc.constantFrom(0, -1),
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 1_500 }), (all) => {
        const table = new SpanTable();
        const expected = new Set<string>();
        for (const one of all) {
          const key = keyOf(one);
          expect(table.has(key)).toBe(expected.has(key.text()));
          if (!table.has(key)) table.add(key);
          expected.add(key.text());
        }
        expect(table.size).toBe(expected.size);
        for (const one of all) expect(table.has(keyOf(one))).toBe(true);
        const order = [...expected];
        const half = order.length >> 1;
        table.truncate(half);
        expect(table.size).toBe(half);
        const held = new Set(order.slice(0, half));
        for (const one of all) expect(table.has(keyOf(one))).toBe(held.has(keyOf(one).text()));
        for (const one of all) if (!table.has(keyOf(one))) table.add(keyOf(one));
        for (const one of all) expect(table.has(keyOf(one))).toBe(true);
        table.truncate(0);
        for (const one of all) expect(table.has(keyOf(one))).toBe(false);
      }),
      { numRuns: 20 },
    );
  });

  it('holds keys that were made to fall into one place', () => {
    const table = new SpanTable();
    // whoever knows the hash makes the first and third word equal: their exclusive or is 0 for all
    const made = Array.from({ length: 5_000 }, (_, n) => keyOf([n, 5, n, 5, 1, 1]));
    for (const key of made) table.add(key);
    expect(table.size).toBe(5_000);
    for (const key of made) expect(table.has(key)).toBe(true);
    expect(table.has(keyOf([5_001, 5, 5_001, 5, 1, 1]))).toBe(false);
    table.truncate(100);
    expect(made.map((key) => table.has(key))).toEqual(made.map((_, n) => n < 100));
  });

  it('reads the same key from bytes and from hex', () => {
    const bytes = Buffer.from(Array.from({ length: 26 }, (_, n) => n * 9));
    const [read, hex] = [new SpanKey(), new SpanKey()];
    read.read(new DataView(bytes.buffer, bytes.byteOffset, bytes.length), 1, 18);
    hex.readHex(bytes.toString('hex', 1, 17), bytes.toString('hex', 18, 26));
    expect(read.words).toEqual(hex.words);
    expect(read.text()).toBe(hex.text());
  });
});
