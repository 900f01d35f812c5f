import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../maths/random.ts';
import { zoneOf } from '../../maths/zoned-time.ts';
import type { LevelBlocks } from './level-blocks.ts';
import { dayBegins, fitMidnights } from './level-midnights.ts';

const from = Date.UTC(2026, 8, 7);
const dynamics = { fastSd: 0.01, fastMinutes: 90, slowSdPerDay: 0.01 };

/** Five weeks of blocks of 1 200 events whose level steps by so much (relative, standard deviation) at each midnight. */
function history(stepSd: number, seed: number): LevelBlocks {
  const random = seededRandom(seed);
  const n = 35 * 144;
  const blocks = {
    from,
    counts: new Float64Array(n),
    base: new Float64Array(n).fill(1_200),
    jumps: new Float64Array(n),
  };
  let level = 1;
  for (let b = 0; b < n; b++) {
    if (b % 144 === 0) level = 1 + stepSd * random.normal();
    blocks.counts[b] = random.count(1_200 * level, 1.5);
  }
  return blocks;
}

const begins = (blocks: LevelBlocks): number[] => dayBegins(blocks, zoneOf('UTC'));

describe('the step with which a day begins', () => {
  it('is found as large as it is: between two days of their own height lies √2 of it', () => {
    for (const seed of [1, 2, 3]) {
      const blocks = history(0.03, seed);
      const found = fitMidnights(blocks, begins(blocks), dynamics, 1.5);
      expect(found).toBeGreaterThanOrEqual(0.03);
      expect(found).toBeLessThanOrEqual(0.07);
      expect(blocks.jumps[144]).toBe(found ** 2);
      expect(blocks.jumps[145]).toBe(0);
    }
  });

  it('is none where days run into each other', () => {
    for (const seed of [4, 5, 6]) {
      const blocks = history(0, seed);
      expect(fitMidnights(blocks, begins(blocks), dynamics, 1.5)).toBe(0);
      expect(blocks.jumps.every((jump) => jump === 0)).toBe(true);
    }
  });

  it('leaves the step of a holiday as it is', () => {
    const blocks = history(0.03, 7);
    blocks.jumps[144] = 0.0225;
    fitMidnights(blocks, begins(blocks), dynamics, 1.5);
    expect(blocks.jumps[144]).toBe(0.0225);
    expect(blocks.jumps[288]).toBeGreaterThan(0);
  });

  it('lies where the local day begins, through daylight saving', () => {
    const autumn = Date.parse('2026-10-24T00:00:00+02:00');
    const blocks = { from: autumn, counts: new Float64Array(4 * 144) };
    expect(dayBegins(blocks, zoneOf('Europe/Warsaw'))).toEqual([0, 144, 144 + 150, 144 + 150 + 144]);
  });
});
