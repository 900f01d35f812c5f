import type { EpochMs } from '../../maths/instants.ts';
import { blockMinutes, blockMs } from './profile.ts';

/** The history in ten-minute blocks from `from`: events, and what was expected of the same minutes at level 1. */
export interface LevelBlocks {
  from: EpochMs;
  counts: Float64Array;
  base: Float64Array;
  /** Extra variance of the level at the begin of each block. */
  jumps: Float64Array;
}

/** Sums minutes into blocks; minutes with `used` 0 are left out on both sides. `from` must be block-aligned. */
export function levelBlocks(
  from: EpochMs,
  counts: Float64Array,
  base: Float64Array,
  used: Uint8Array,
  jump: (at: EpochMs) => number,
): LevelBlocks {
  const n = Math.floor(counts.length / blockMinutes);
  const blocks: LevelBlocks = {
    from,
    counts: new Float64Array(n),
    base: new Float64Array(n),
    jumps: new Float64Array(n),
  };
  for (let b = 0; b < n; b++) {
    let count = 0;
    let expected = 0;
    for (let i = b * blockMinutes; i < (b + 1) * blockMinutes; i++) {
      if (!used[i]) continue;
      count += counts[i]!;
      expected += base[i]!;
    }
    blocks.counts[b] = count;
    blocks.base[b] = expected;
    blocks.jumps[b] = jump(from + b * blockMs);
  }
  return blocks;
}

/** The level of the first day as a whole: where the filter begins. */
export function startingPoint(blocks: LevelBlocks): number {
  let count = 0;
  let base = 0;
  for (let b = 0; b < Math.min(144, blocks.counts.length); b++) {
    count += blocks.counts[b]!;
    base += blocks.base[b]!;
  }
  return base > 0 && count > 0 ? count / base : 1;
}
