import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bigText, countText, estimatedCountText, grouped, plural, ratioText, shareText } from './numbers.ts';

const plain = (text: string): string => text.replaceAll('\u202f', ' ');

describe('numbers for people', () => {
  it('groups by three and keeps every digit', () => {
    expect(plain(grouped('-12400.50'))).toBe('−12 400.50');
    expect(plain(countText(1_234_567))).toBe('1 234 567');
    expect(countText(-0.2)).toBe('0');
    fc.assert(
      fc.property(fc.integer(), (n) => {
        expect(Number(countText(n).replaceAll('\u202f', '').replace('−', '-'))).toBe(n);
      }),
    );
  });

  it('shortens from a million on', () => {
    expect(bigText(999_999)).toBeNull();
    expect([1_240_000, 12_400_000, 124_000_000, -3.2e9, 7.5e12].map((n) => plain(bigText(n) ?? ''))).toEqual([
      '1.24 M',
      '12.4 M',
      '124 M',
      '−3.20 bn',
      '7.50 T',
    ]);
  });

  it('shows a decimal only where it matters', () => {
    expect([3.14, 4, 12.6, 1_234.4].map((n) => plain(estimatedCountText(n)))).toEqual(['3.1', '4', '13', '1 234']);
  });

  it('cuts shares, so that nothing reaches a threshold that it did not reach', () => {
    expect([0.3996, 0.4, 0.29, 1, 0].map(shareText)).toEqual(['39.9%', '40.0%', '29.0%', '100.0%', '0.0%']);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999 }), (millionths) => {
        expect(Number.parseFloat(shareText(millionths / 1e6))).toBeLessThanOrEqual(millionths / 1e4 + 1e-9);
      }),
    );
  });

  it('moves the point of a ratio without rounding', () => {
    expect(['0.9941', '0.995', '1', '0.99', '0', '0.99999', 'odd'].map(ratioText)).toEqual([
      '99.41%',
      '99.5%',
      '100%',
      '99%',
      '0%',
      '99.999%',
      'odd',
    ]);
  });

  it('knows one from many', () => {
    expect([plural(1, 'alarm'), plural(2, 'alarm'), plural(0, 'process', 'processes')]).toEqual([
      '1 alarm',
      '2 alarms',
      '0 processes',
    ]);
  });
});
