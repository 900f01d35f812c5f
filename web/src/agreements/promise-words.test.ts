import { expect, it } from 'vitest';
import { boundsText, leftOfPromise } from './promise-words.ts';

const of = (numerator: number, denominator: number) => ({ numerator, denominator, text: '' });

it('shows one figure where the bounds agree, and both where they differ', () => {
  expect(boundsText(of(43_108, 43_140), of(43_108, 43_140))).toBe('99.926%');
  expect(boundsText(of(1, 2), of(2, 4))).toBe('50.000%');
  expect(boundsText(of(43_075, 43_200), of(43_108, 43_140))).toBe('99.711%–99.926%');
});

it('never reads as met by rounding', () => {
  expect(boundsText(of(9_989_999, 10_000_000), of(9_989_999, 10_000_000), '0.999')).toBe('99.89999%');
  expect(boundsText(of(999_999_999, 1_000_000_000), of(1, 1), '0.5')).toBe('99.9999999%–100%');
});

it('says what is left of a promise, or how far it is beyond', () => {
  expect([725, 0, -180, null].map(leftOfPromise)).toEqual(['12 min 5 s left', '0 s left', '3 min over', null]);
});
