import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { percentOfShare, shareOfPercent } from './percent.ts';

describe('percent as people type it', () => {
  it.each([
    ['20', '0.2'],
    ['7,5', '0.075'],
    ['7.5 %', '0.075'],
    ['100', '1'],
    ['100.0', '1'],
    ['0', '0'],
    ['0.25', '0.0025'],
    ['05', '0.05'],
  ])('%s is the share %s', (typed, share) => expect(shareOfPercent(typed)).toBe(share));

  it.each(['', 'a fifth', '101', '100.1', '-5', '1e1', '20 30', '1.23456'])('%s is none', (typed) =>
    expect(shareOfPercent(typed)).toBe(null),
  );

  it('comes back as it was typed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), (tenThousandths) => {
        const typed = String(tenThousandths / 10_000);
        expect(percentOfShare(shareOfPercent(typed) ?? '')).toBe(typed);
      }),
    );
  });
});
