import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/maths/random.ts';
import { entrances } from './entrances.ts';
import { mutateBytes, mutateJson } from './mutate.ts';

const seed = entrances[0]!.seeds[0]!.body;

describe('mutations', () => {
  it('change nearly every input, and never the one they were given', () => {
    const before = Buffer.from(seed);
    const random = seededRandom(1);
    const children = Array.from({ length: 500 }, () => mutateBytes(seed, seed, random));
    expect(seed.equals(before)).toBe(true);
    expect(children.filter((child) => !child.equals(seed)).length).toBeGreaterThan(450);
  });

  it('are the same for the same seed', () => {
    const run = (): string[] => {
      const random = seededRandom(7);
      return Array.from({ length: 50 }, () => mutateBytes(seed, seed, random).toString('hex'));
    };
    expect(run()).toEqual(run());
  });

  it('reach every depth of a JSON value', () => {
    const value = { a: { b: [{ c: 'deep' }] }, d: 1 };
    const random = seededRandom(3);
    const children = Array.from({ length: 500 }, () => JSON.stringify(mutateJson(value, random)) ?? '');
    const changedBelow = children.filter((child) => child.includes('"b":[{"c":') && !child.includes('"deep"'));
    expect(changedBelow.length).toBeGreaterThan(10);
    expect(new Set(children).size).toBeGreaterThan(100);
  });
});

describe('seeds', () => {
  it('name every entrance once', () => {
    const names = entrances.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });
});
