import { describe, expect, it } from 'vitest';
import { hour, minute, second } from '../../maths/instants.ts';
import { isDue } from './due.ts';
import type { Learned } from './learn.ts';

const at = Date.UTC(2026, 10, 20, 12);
const known = { profile: {} } as Learned;
const refused: Learned = { refusal: '3 days needed, has 0 h' };
const last = (learned: Learned) => ({ learned, learnedAt: at, catalogVersion: 3 });
const seen = (after: number, importedAfter?: number) => ({
  version: 3,
  now: at + after,
  importedAt: importedAfter === undefined ? null : at + importedAfter,
});

describe('when a process is learned again', () => {
  it('at first, and when the catalogue changed', () => {
    expect(isDue(undefined, seen(0))).toBe(true);
    expect(isDue(last(known), { ...seen(second), version: 4 })).toBe(true);
  });

  it('hourly, and every minute while there is too little history', () => {
    expect(isDue(last(known), seen(hour - 1))).toBe(false);
    expect(isDue(last(known), seen(hour))).toBe(true);
    expect(isDue(last(refused), seen(minute - 1))).toBe(false);
    expect(isDue(last(refused), seen(minute))).toBe(true);
  });

  it('once an import has ended, not while chunks still arrive, and only once for it', () => {
    expect(isDue(last(known), seen(12 * second, 10 * second))).toBe(false);
    expect(isDue(last(known), seen(15 * second, 10 * second))).toBe(true);
    expect(isDue(last(known), seen(15 * second, -second))).toBe(false);
  });
});
