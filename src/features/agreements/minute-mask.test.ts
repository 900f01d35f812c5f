import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hour, minute } from '../../maths/instants.ts';
import { gapsOfMask, lastMeasured, maskOf, minutesIn, minutesOf, wholeHourMask } from './minute-mask.ts';

const flags = fc.array(fc.constantFrom(0, 1), { minLength: 60, maxLength: 60 });
const at = Date.UTC(2026, 9, 25, 1);

describe('a mask of minutes', () => {
  it('holds each flag in its bit, and tells how many and which are missing', () => {
    fc.assert(
      fc.property(flags, (given) => {
        const mask = maskOf(given);
        given.forEach((flag, n) => {
          expect(Number((mask >> BigInt(n)) & 1n)).toBe(flag);
        });
        expect(minutesIn(mask)).toBe(given.reduce<number>((sum, flag) => sum + flag, 0));
        const missing = gapsOfMask(mask, at).flatMap(({ from, to }) =>
          Array.from({ length: (to - from) / minute }, (_, i) => (from - at) / minute + i),
        );
        expect(missing).toEqual(given.flatMap((flag, n): number[] => (flag === 0 ? [n] : [])));
        const last = given.lastIndexOf(1);
        expect(lastMeasured(mask, at)).toBe(last < 0 ? null : at + (last + 1) * minute);
      }),
    );
  });

  it('of the first minutes of an hour may begin later in it', () => {
    expect(maskOf([1, 0, 1], 57)).toBe((1n << 57n) | (1n << 59n));
    expect(gapsOfMask(wholeHourMask, at)).toEqual([]);
    expect(gapsOfMask(0n, at)).toEqual([{ from: at, to: at + hour }]);
  });

  it('is counted alike one by one and with many others', () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt({ min: 0n, max: wholeHourMask })), (masks) => {
        expect([...minutesOf(BigUint64Array.from(masks))]).toEqual(masks.map(minutesIn));
      }),
    );
  });
});
