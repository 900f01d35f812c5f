import { type Interval, minute } from '../../maths/instants.ts';
import type { MinuteSeries } from '../../maths/minute-series.ts';
import { minutesInside } from './history-cells.ts';
import { expectBlock, type LevelTrack, startTrack, takeIn } from './level-track.ts';
import { blockMinutes, type Profile } from './profile.ts';

/** Minutes that the level wants before the first that is asked about. */
export const expectationLeadMinutes = 120;

/** `expected[lead + i]` belongs to minute i of the series; the track begins `lead` minutes before it. */
export interface ExpectedMinutes {
  track: LevelTrack;
  expected: Float64Array;
  lead: number;
}

/**
 * What was expected of each minute, each from the level of half an hour before it; `hidden` (drops, from where their level was
 * frozen) is left out of the level. NaN in `minutes` is unknown and takes no part in the level; `total` is how many minutes are
 * wanted from the begin of the series on, those after its end included. Deterministic.
 */
export function expectedMinutes(
  profile: Profile,
  minutes: MinuteSeries,
  hidden: readonly Interval[],
  total: number = minutes.counts.length,
): ExpectedMinutes {
  const track = startTrack(profile, minutes.from, total);
  const lead = Math.round((minutes.from - track.from) / minute);
  const n = lead + total;
  const inside = minutesInside(hidden, track.from, n + blockMinutes);
  const expected = new Float64Array(n);
  for (let block = 0; block * blockMinutes < n; block++) {
    const first = block * blockMinutes;
    const { level } = expectBlock(track, block);
    for (let i = first; i < Math.min(n, first + blockMinutes); i++) expected[i] = track.base[i]! * level;
    takeIn(
      track,
      block,
      (i) => minutes.counts[first + i - lead] ?? Number.NaN,
      (i) => inside[first + i] === 1,
    );
  }
  return { track, expected, lead };
}
