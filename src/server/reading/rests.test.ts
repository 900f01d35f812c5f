import { describe, expect, it } from 'vitest';
import { Rests } from './rests.ts';

describe('rests between threads that end by themselves', () => {
  it('are none after the first, and grow to a minute as more end', () => {
    const rests = new Rests();
    let now = 1_000_000;
    expect(rests.isOver(now)).toBe(true);
    for (const rest of [0, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]) {
      expect(rests.note(now)).toBe(rest);
      if (rest > 0) expect(rests.isOver(now + rest - 1)).toBe(false);
      now += rest;
      expect(rests.isOver(now)).toBe(true);
    }
  });

  it('are forgiven after ten minutes, and when the clock is set back', () => {
    const rests = new Rests();
    rests.note(1_000_000);
    expect(rests.note(1_000_000)).toBe(1_000);
    expect(rests.isOver(999_999)).toBe(true);
    expect(rests.note(1_600_000)).toBe(0);
  });
});
