import fc from 'fast-check';
import { expect, it } from 'vitest';
import { partsOf } from './ask-passes.ts';

it('asks for few rows at once', () => {
  expect(partsOf(Int32Array.of(0, 3), Float64Array.of(400_000, 600_000))).toEqual(['true']);
});

it('asks for many rows in parts that hold every user of every process once, in order', () => {
  const counts = fc.array(fc.integer({ min: 1, max: 9_000_000 }), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(counts, (given) => {
      fc.pre(given.reduce((sum, each) => sum + each, 0) > 1_000_000);
      const parts = partsOf(Int32Array.from(given.keys()), Float64Array.from(given));
      const read = parts.map((part) =>
        /^nth_process = (\d+) AND person BETWEEN (\d+) AND (\d+)$/.exec(part)!.slice(1).map(BigInt),
      );
      for (const process of given.keys()) {
        let next = 0n;
        for (const [, first, last] of read.filter(([nth]) => nth === BigInt(process))) {
          expect(first).toBe(next);
          next = last! + 1n;
        }
        expect(next).toBe(1n << 64n);
      }
      const processes = read.map(([nth]) => Number(nth));
      expect(processes).toEqual(processes.toSorted((a, b) => a - b));
    }),
  );
});
