import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { int64Words, readInt64, writeInt64 } from './columns.ts';

const safe = fc.maxSafeInteger();
const words = (values: BigInt64Array) => new Int32Array(values.buffer);

describe('64-bit integers in columns', () => {
  it('are written as two’s complement and read back', () => {
    fc.assert(
      fc.property(fc.array(safe), (numbers) => {
        const stored = new BigInt64Array(numbers.length);
        writeInt64(words(stored), Float64Array.from(numbers), null, 0, numbers.length);
        expect([...stored]).toEqual(numbers.map(BigInt));
        const back = new Float64Array(numbers.length + 1);
        readInt64(words(stored), back, 1);
        expect([...back.slice(1)]).toEqual(numbers);
      }),
    );
  });

  it('are selected and ordered by row number', () => {
    const stored = new BigInt64Array(2);
    writeInt64(words(stored), Float64Array.of(10, 11, 12, 13), Int32Array.of(0, 3, 1), 1, 2);
    expect([...stored]).toEqual([13n, 11n]);
  });

  it.each([2n ** 53n, -(2n ** 53n), 2n ** 62n])('are refused beyond 2^53: %s', (value) => {
    expect(() => readInt64(words(BigInt64Array.of(value)), new Float64Array(1), 0)).toThrow(RangeError);
  });

  it('need the vectors of the engine as they are known', () => {
    expect(() => int64Words({})).toThrow('changed the shape');
  });
});
