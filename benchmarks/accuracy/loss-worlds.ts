import type { BusinessCalendar } from '../../src/features/expectations/business-calendar.ts';
import { levelBlocks } from '../../src/features/expectations/level-blocks.ts';
import { runLevel } from '../../src/features/expectations/level-history.ts';
import { LevelStates } from '../../src/features/expectations/level-states.ts';
import { type LossFound, learnAround, reckonLoss } from '../../src/features/impact/loss.ts';
import type { LossQuestion } from '../../src/features/impact/loss-question.ts';
import { lossReport } from '../../src/features/impact/loss-report.ts';
import { windowSums } from '../../src/features/impact/loss-windows.ts';
import { day, minute } from '../../src/maths/instants.ts';
import { seededRandom } from '../../src/maths/random.ts';
import { printTallies, type Tally, tallyOf } from './tally.ts';
import { makeWorld, slice, type World, worldStart } from './world.ts';

export const rates = [2, 8, 30, 120, 500, 2_000] as const;
export const lengths = [5, 15, 60, 240] as const;
const horizonMinutes = 120;

export interface Scene {
  world: World;
  calendar: BusinessCalendar;
  /** Begin of the windows, in minutes. */
  start: number;
}

/** Eight weeks with a holiday and a campaign that the calendar knows, and a place in the sixth or seventh. */
export function sceneOf(seed: number, rate: number, weather: 'calm' | 'rough'): Scene {
  const random = seededRandom(seed * 7 + 1);
  const dispersion = 1 + 3 * random.uniform();
  const campaignDay = 24 + random.integer(0, 20);
  const factor = 1.2 + random.uniform();
  const holiday = { day: 10 + random.integer(0, 20), factor: 0.8 + 0.3 * random.uniform() };
  const campaign = { fromMinute: campaignDay * 1440 + 600, minutes: 600, factor };
  const sd = weather === 'calm' ? 0.003 + 0.012 * random.uniform() : 0.01 + 0.04 * random.uniform();
  const events = { campaigns: [campaign], holidays: [holiday] };
  const world = makeWorld({ seed, days: 56, rate, dispersion, weather: sd, ...events });
  const from = worldStart + campaign.fromMinute * minute;
  const calendar = {
    factors: [{ name: 'campaign', from, to: from + 600 * minute, factor }],
    holidays: new Map([[worldStart / day + holiday.day, 'holiday']]),
  };
  return { world, calendar, start: random.integer(36 * 1440, 49 * 1440) };
}

/** Windows of four lengths in which nothing happened: does the interval hold what came, and how far off is the expectation? */
export function measureLoss(
  scene: Scene,
  sides: 'both' | 'past',
  add: (length: number, tally: (t: Tally) => void) => void,
) {
  const { world, calendar, start } = scene;
  const at = (i: number): number => world.from + i * minute;
  const longest = lengths.at(-1)!;
  const until = sides === 'both' ? world.counts.length : start + longest;
  const series = slice(world, 0, until);
  const question = (length: number): LossQuestion => ({
    series,
    raw: { from: at(start), to: at(start + length) },
    ends: 'given',
    horizonMinutes,
    timeZone: 'UTC',
    calendar,
    value: null,
  });
  const learned = learnAround(question(longest));
  for (const length of lengths) {
    const asked = question(length);
    const found = reckonLoss(asked, learned);
    const { expected } = lossReport(asked, found);
    let truth = 0;
    for (let i = start; i < start + length; i++) truth += world.mean[i]!;
    const best = bestPossible(world, found, until);
    add(length, (tally) => tally.add(expected, found.actual, truth, world.dispersion, best));
  }
}

/** The same question put to one who knows the shape and the law of the weather, and estimates only the weather itself. */
function bestPossible(world: World, { window, profile, history }: LossFound, until: number): number {
  const { usual, sd, memoryMinutes, walkPerDay } = world.secret;
  const shift = (profile.learnedFrom - world.from) / minute;
  const dynamics = { fastSd: sd, fastMinutes: memoryMinutes, slowSdPerDay: walkPerDay };
  const base = usual.subarray(shift, until);
  const counts = world.counts.subarray(shift, until);
  const used = new Uint8Array(counts.length).fill(1);
  // each day has a shock of its own of half the weather's size
  const shock = (at: number): number => (at % day === 0 ? 2 * (0.5 * sd) ** 2 : 0);
  const blocks = levelBlocks(profile.learnedFrom, counts, base, used, shock);
  const levels = new LevelStates(blocks.counts.length);
  runLevel(blocks, dynamics, world.dispersion, (level, block) => levels.set(block, level));
  const known = { ...history, counts, base, used, jumps: blocks.jumps, levels, dynamics, dispersion: world.dispersion };
  return windowSums(known, window, () => true).outage;
}

/** Prints coverage, excess and widths per rate and per length, for data from both sides and from the past only. */
export function printLossWorlds(firstSeed: number, worldsPerRate: number, weather: 'calm' | 'rough'): void {
  for (const sides of ['both', 'past'] as const) {
    const byRate = new Map<string, Tally>();
    const byLength = new Map<string, Tally>();
    const all = new Map<string, Tally>();
    for (const rate of rates) {
      for (let k = 0; k < worldsPerRate; k++) {
        measureLoss(sceneOf(firstSeed + 1_000 * rates.indexOf(rate) + k, rate, weather), sides, (length, tally) => {
          tally(tallyOf(byRate, `rate ${rate}`));
          tally(tallyOf(byLength, `${length} minutes`));
          tally(tallyOf(all, rate < 8 ? 'all, below 8 a minute' : 'all from 8 a minute'));
        });
      }
    }
    const title = sides === 'both' ? 'Loss with data from both sides' : 'Loss from the past only';
    printTallies(
      `${title}, ${weather} weather: ${worldsPerRate * rates.length} worlds`,
      new Map([...byRate, ...byLength, ...all]),
    );
  }
}

if (import.meta.main) {
  const weather = process.argv[4] === 'calm' ? 'calm' : 'rough';
  printLossWorlds(Number(process.argv[2] ?? 1), Number(process.argv[3] ?? 10), weather);
}
