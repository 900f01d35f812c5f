import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesText, millisecondsText, placeOf } from './health-words.ts';

describe('sizes and times of the health page', () => {
  it('are short and never of the wrong size', () => {
    expect([0, 12, 1_023, 1_024, 1_610_612_736, 335_544_320, 2 ** 60].map(bytesText)).toEqual([
      '0 B',
      '12 B',
      '1\u202f023 B',
      '1.0 KiB',
      '1.5 GiB',
      '320 MiB',
      '1\u202f024 PiB',
    ]);
    fc.assert(
      fc.property(fc.nat(Number.MAX_SAFE_INTEGER), (bytes) => {
        expect(bytesText(bytes)).toMatch(/^[\d\u202f.]+ /);
      }),
    );
  });

  it('of a job are at least what was measured to be something', () => {
    expect([0, 0.2, 840, 1_240].map(millisecondsText)).toEqual(['0 ms', '1 ms', '840 ms', '1.2 s']);
  });
});

it('a reason about a source leads to it', () => {
  expect(placeOf({ code: 'source_full', subject: 'shop-otlp' })).toBe('/sources/shop-otlp');
  expect(placeOf({ code: 'disk_low', subject: 'disk' })).toBeNull();
});
