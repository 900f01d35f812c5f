import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Heard } from '../otlp/cumulative.ts';
import { heardAt } from './counter-stream.ts';

describe('heardAt', () => {
  it('keeps the first and the last two times, in whichever order they come and however often', () => {
    const times = fc.array(fc.nat(9), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(times, (all) => {
        const heard = all.reduce<Heard | undefined>((known, time) => heardAt(known, BigInt(time)), undefined);
        const sorted = [...new Set(all)].sort((a, b) => a - b);
        const before = sorted.at(-2);
        expect(heard).toEqual({
          first: BigInt(sorted[0]!),
          last: BigInt(sorted.at(-1)!),
          ...(before === undefined ? {} : { before: BigInt(before) }),
        });
      }),
      { seed: 6 },
    );
  });
});
