import { describe, expect, it } from 'vitest';
import { normalQuantile } from './distributions.ts';
import { studentQuantile } from './student.ts';

describe("Student's t", () => {
  it.each([
    [0.95, 1, 6.313751515],
    [0.95, 2, 2.91998558],
    [0.95, 3, 2.353363435],
    [0.95, 4, 2.131846786],
    [0.975, 5, 2.570581836],
    [0.975, 10, 2.228138852],
    [0.995, 30, 2.749995654],
  ])('has the quantile %f at %i degrees as printed in tables', (p, degrees, t) =>
    expect(studentQuantile(p, degrees)).toBeCloseTo(t, 8),
  );

  it('is symmetric, and normal with many degrees', () => {
    expect(studentQuantile(0.05, 7)).toBeCloseTo(-studentQuantile(0.95, 7), 10);
    expect(studentQuantile(0.95, 100_001)).toBeCloseTo(normalQuantile(0.95), 4);
  });

  it.each([
    [0, 3],
    [1, 3],
    [0.5, 0],
    [0.5, 1.5],
  ])('refuses %f with %f degrees', (p, degrees) => expect(() => studentQuantile(p, degrees)).toThrow(RangeError));
});
