import { describe, expect, it } from 'vitest';
import { makeWorld, slice } from '../../../benchmarks/accuracy/world.ts';
import { day, hour, minute } from '../../maths/instants.ts';
import { seededRandom } from '../../maths/random.ts';
import { dayOfDate } from '../../maths/zoned-time.ts';
import { type BusinessCalendar, plainCalendar } from './business-calendar.ts';
import { learnProfile } from './learn.ts';
import { expectBlock, expectedSum, startTrack, takeIn } from './level-track.ts';
import { baseMinutes, type Profile } from './profile.ts';

const from = Date.UTC(2026, 8, 7);
const options = { timeZone: 'UTC', calendar: plainCalendar, exclude: [] };

function learned(counts: Float64Array, more: Partial<typeof options> = {}): Profile {
  const result = learnProfile({ from, counts }, { ...options, ...more });
  if ('refusal' in result) throw new Error(result.refusal);
  return result.profile;
}

const constant = (days: number, value = 120): Float64Array => new Float64Array(days * 1440).fill(value);

describe('learning what a process brings', () => {
  it('expects exactly what always came', () => {
    const profile = learned(constant(35));
    expect(profile).toMatchObject({ cycle: 'week', dispersion: 1, notes: [] });
    const track = startTrack(profile, profile.learnedUntil, 60);
    expect(track.base[7]! * expectBlock(track, 0).level).toBeCloseTo(120, 9);
  });

  it('refuses less than three days and says what it has', () => {
    expect(learnProfile({ from, counts: constant(35).subarray(0, 300) }, options)).toEqual({
      refusal: '3 days needed, has 5 h: nothing can be expected before that.',
    });
    expect(learnProfile({ from, counts: new Float64Array(0) }, options)).toHaveProperty('refusal');
  });

  it('answers four days with one shape for all days, wider, and a note', () => {
    const world = makeWorld({ seed: 70, days: 39, rate: 60, dispersion: 1, weather: 0.03 });
    const width = (profile: Profile): number => {
      const track = startTrack(profile, profile.learnedUntil, 60);
      const level = expectBlock(track, 0).level;
      const sum = expectedSum(
        track,
        track.base.map((b) => b * level),
        0,
        60,
      );
      return (sum.high - sum.low) / sum.mean;
    };
    const short = learned(slice(world, 35 * 1440, 39 * 1440).counts);
    expect(short.cycle).toBe('day');
    expect(short.notes[0]).toMatch(/4\.0 days/);
    expect(width(short)).toBeGreaterThan(width(learned(slice(world, 0, 35 * 1440).counts)));
  });

  it('is not bent by an unrecorded outage of last week', () => {
    const clean = makeWorld({ seed: 71, days: 35, rate: 120, dispersion: 1.5 });
    const at = 30 * 1440 + 700;
    const hurt = clean.counts.slice();
    hurt.fill(0, at, at + 120);
    const usual = baseMinutes(learned(clean.counts), from + at * minute, 120);
    const after = baseMinutes(learned(hurt), from + at * minute, 120);
    for (let i = 0; i < 120; i++) expect(Math.abs(after[i]! / usual[i]! - 1)).toBeLessThan(0.04);
  });

  it('keeps a step of the week as sharp as it is, to the block: midnight before a quiet Saturday, opening hours', () => {
    const random = seededRandom(74);
    const rate = (minuteOfWeek: number): number => {
      if (minuteOfWeek >= 5 * 1440) return 14;
      return minuteOfWeek % 1440 >= 540 && minuteOfWeek % 1440 < 545 ? 400 : 110;
    };
    const counts = Float64Array.from({ length: 35 * 1440 }, (_, i) => random.count(rate(i % 10_080), 1.5));
    const base = baseMinutes(learned(counts), from + 35 * day, 10_080);
    const around = (at: number): number => base.subarray(at, at + 10).reduce((a, b) => a + b, 0) / 10;
    expect(around(5 * 1440 - 10)).toBeGreaterThan(100);
    expect(around(5 * 1440)).toBeLessThan(16);
    expect(around(0)).toBeGreaterThan(100);
    expect(around(7 * 1440 - 10)).toBeLessThan(16);
    expect(around(540)).toBeGreaterThan(230);
  });

  it('takes an unknown minute for unknown and never for zero', () => {
    const counts = constant(35);
    for (let d = 0; d < 35; d++) counts.fill(Number.NaN, d * 1440 + 600, d * 1440 + 600 + (d % 5) * 20);
    const profile = learned(counts);
    expect(Math.min(...profile.shape)).toBeCloseTo(120, 6);
    expect(profile.minutes).toBe(counts.filter((c) => !Number.isNaN(c)).length);
  });

  it('leaves recorded outages out, counts a campaign once', () => {
    const counts = constant(35);
    counts.fill(60, 32 * 1440, 33 * 1440);
    counts.fill(216, 34 * 1440, 34 * 1440 + 600);
    const campaign = { name: 'sale', from: from + 34 * day, to: from + 34 * day + 10 * hour, factor: 1.8 };
    const profile = learned(counts, {
      exclude: [{ from: from + 32 * day, to: from + 33 * day }] as never[],
      calendar: { ...plainCalendar, factors: [campaign] },
    });
    expect(baseMinutes(profile, from + 32 * day, 1440)[700]).toBeCloseTo(120, 6);
    expect(baseMinutes(profile, campaign.from, 10)[5]).toBeCloseTo(216, 6);
    expect(baseMinutes(profile, campaign.to, 10)[5]).toBeCloseTo(120, 6);
  });

  it('takes a holiday at the Sunday shape, by what earlier ones brought, and with a wide begin', () => {
    const counts = constant(35);
    for (let d = 6; d < 35; d += 7) counts.fill(80, d * 1440, (d + 1) * 1440);
    counts.fill(40, 16 * 1440, 17 * 1440);
    const date = (d: number): number => (dayOfDate('2026-09-07') ?? 0) + d;
    const calendar: BusinessCalendar = {
      factors: [],
      holidays: new Map([
        [date(16), 'one'],
        [date(36), 'next'],
      ]),
    };
    const profile = learned(counts, { calendar });
    expect(profile.holidayFactor).toBeCloseTo(0.75, 2);
    expect(baseMinutes(profile, from + 36 * day, 1440)[720]).toBeCloseTo(60, 0);
    expect(baseMinutes(profile, from + 35 * day, 1440)[720]).toBeCloseTo(120, 0);
    const track = startTrack(profile, from + 35 * day, 2 * 1440);
    for (let b = 0; b < 144; b++)
      takeIn(
        track,
        b,
        () => 120,
        () => false,
      );
    expect(expectBlock(track, 144).relativeVariance).toBeGreaterThan(expectBlock(track, 140).relativeVariance + 0.02);
  });

  it('follows the wall clock through daylight saving', () => {
    const start = Date.parse('2026-09-28T00:00:00+02:00');
    const random = seededRandom(72);
    const n = 40 * 1440;
    const rate = (at: number): number => {
      const local = new Date(at + (at < Date.parse('2026-10-25T01:00:00Z') ? 2 : 1) * hour);
      return local.getUTCHours() >= 9 && local.getUTCHours() < 17 ? 200 : 50;
    };
    const counts = Float64Array.from({ length: n }, (_, i) => random.count(rate(start + i * minute), 1));
    const result = learnProfile({ from: start, counts }, { ...options, timeZone: 'Europe/Warsaw' });
    if ('refusal' in result) throw new Error(result.refusal);
    const noon = Date.parse('2026-11-10T08:30:00+01:00');
    const base = baseMinutes(result.profile, noon, 60);
    expect(base[10]! / base[50]!).toBeLessThan(0.35);
  });

  it('measures the dispersion of the counts', () => {
    for (const [rate, dispersion] of [
      [8, 1],
      [60, 2],
      [500, 3],
    ] as const) {
      const world = makeWorld({ seed: 73, days: 35, rate, dispersion });
      expect(learned(world.counts).dispersion / dispersion).toBeGreaterThan(0.93);
      expect(learned(world.counts).dispersion / dispersion).toBeLessThan(1.07);
    }
  });
});
