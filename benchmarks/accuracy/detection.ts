import { plainCalendar } from '../../src/features/expectations/business-calendar.ts';
import { learnProfile } from '../../src/features/expectations/learn.ts';
import type { Profile } from '../../src/features/expectations/profile.ts';
import { alarmScoreOf, pageZ, type Rules } from '../../src/features/impact/rules.ts';
import { walk } from '../../src/features/impact/walk.ts';
import type { ClosedDrop, OpenDrop, WalkState } from '../../src/features/impact/walk-state.ts';
import { day, hour, minute } from '../../src/maths/instants.ts';
import { quantile } from '../../src/maths/quantiles.ts';
import { fiveWeeks, makeWorld, slice, type World } from './world.ts';

export function usualRules(profile: Profile): Rules {
  const thresholds = { partial: { numerator: 20, denominator: 100 }, total: { numerator: 40, denominator: 100 } };
  return { thresholds: () => thresholds, pageZ, alarmScore: alarmScoreOf(profile), bleedLimit: null };
}

/** Walks `minutes` after five learned weeks, in pieces of a day with a fresh profile each, as the server does hourly. */
export function walkDays(world: World, days: number): (ClosedDrop | OpenDrop)[] {
  const drops: (ClosedDrop | OpenDrop)[] = [];
  for (let d = 0; d < days; d++) {
    const from = fiveWeeks + d * 1440;
    const state = walkOnce(world, from, from + 1440);
    drops.push(...state.closed);
    if (state.open) drops.push(state.open);
  }
  return drops;
}

export function walkOnce(world: World, from: number, to: number): WalkState {
  const learned = learnProfile(slice(world, Math.max(0, from - fiveWeeks), from - 360), {
    timeZone: 'UTC',
    calendar: plainCalendar,
    exclude: [],
  });
  if ('refusal' in learned) throw new Error(learned.refusal);
  return walk({
    profile: learned.profile,
    rules: usualRules(learned.profile),
    series: slice(world, from - 360, to),
    from: world.from + from * minute,
    closed: [],
    open: null,
  });
}

if (import.meta.main) {
  const worlds = Number(process.argv[2] ?? 30);
  const seed = Number(process.argv[3] ?? 20_000);
  const rates = (process.argv[4] ?? '120').split(',').map(Number);
  for (const rate of rates) {
    let false_ = 0;
    for (let w = 0; w < worlds; w++) {
      const world = makeWorld({ seed: seed + w, days: 45, rate, dispersion: 1 + (w % 4) / 2 });
      false_ += walkDays(world, 10).length;
    }
    console.log(
      `rate ${rate}: ${false_} false drops in ${worlds * 10} clean days = ${((false_ * 30) / (worlds * 10)).toFixed(2)} in 30 days`,
    );
    for (const share of [1, 0.75, 0.5, 0.25]) {
      const delays: number[] = [];
      const onsets: number[] = [];
      const ends: number[] = [];
      let missed = 0;
      for (let w = 0; w < worlds * 2; w++) {
        const at = fiveWeeks + 600 + ((w * 397) % 800);
        const world = makeWorld({
          seed: seed + 500 + w,
          days: 37,
          rate,
          dispersion: 1 + (w % 4) / 2,
          outages: [{ fromMinute: at, minutes: 40, share }],
        });
        const state = walkOnce(world, at - 120, at + 180);
        const truth = world.from + at * minute;
        const found: (OpenDrop & Partial<ClosedDrop>) | undefined = [
          ...state.closed,
          ...(state.open ? [state.open] : []),
        ].find((d) => d.detectedAt > truth && d.onset < truth + 40 * minute);
        if (!found) missed++;
        else {
          delays.push((found.detectedAt - truth) / minute);
          onsets.push((found.onset - truth) / minute);
          if (found.endedAt !== undefined) ends.push((found.endedAt - truth) / minute - 40);
        }
      }
      const q = (v: number[], p: number): string => quantile(v, p).toFixed(0);
      console.log(
        `rate ${rate} share ${share}: delay median ${q(delays, 0.5)} (90 % ${q(delays, 0.9)}), mean ${(delays.reduce((a, b) => a + b, 0) / delays.length).toFixed(1)}, missed ${missed} of ${worlds * 2}; onset error ${q(onsets, 0.1)}…${q(onsets, 0.9)}, end error ${q(ends, 0.1)}…${q(ends, 0.9)} (${ends.length} ended)`,
      );
    }
  }
  console.log(`minute ${minute}, hour ${hour}, day ${day}`);
}
