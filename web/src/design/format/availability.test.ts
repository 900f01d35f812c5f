import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { availabilityText, downtimeText } from './availability.ts';

describe('an availability', () => {
  it.each([
    [0, '100%'],
    [0.000_12, '99.988%'],
    [0.002_6, '99.74%'],
    [0.000_5, '99.950%'],
    [0.012, '98.80%'],
    [1, '0.00%'],
    [1e-12, 'above 99.99999999%'],
  ])('of 1 − %s is %s', (unavailability, text) => expect(availabilityText(unavailability)).toBe(text));

  it('reads as 100% only where nothing ever fails', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-300, max: 1, noNaN: true }), (unavailability) => {
        expect(availabilityText(unavailability)).not.toMatch(/^100/);
      }),
    );
  });
});

it.each([
  [0, 'never down'],
  [0.000_000_1, 'less than 1 s a month'],
  [0.000_01, '26 s a month'],
  [0.000_2, '9 min a month'],
  [0.004, '2.9 h a month'],
  [1, '731 h a month'],
])('being down %s of the time is %s', (unavailability, text) => expect(downtimeText(unavailability)).toBe(text));
