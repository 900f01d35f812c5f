import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../maths/random.ts';
import { binDoses, neighbourDoses } from './threshold-dose.ts';
import { roundDoses, shownGroups } from './threshold-doses-shown.ts';
import { overlapping } from './threshold-overlap.ts';

const minute = 60_000;

describe('doses', () => {
  it('never hold the reading of the minute itself', () => {
    const readings = Float64Array.from({ length: 50 }, (_, i) => 200 + (i % 5));
    for (const lag of [0, 1, 2, 5]) {
      const before = neighbourDoses(readings, lag);
      const changed = readings.slice();
      changed[25] = 203.5;
      const after = neighbourDoses(changed, lag);
      expect(after[25]).toBe(before[25]);
      expect(after).not.toEqual(before);
    }
  });

  it('are unknown where an incident begins or ends, and where nothing was read', () => {
    const readings = new Float64Array(200).fill(200).fill(900, 100, 120);
    readings.fill(Number.NaN, 150, 155);
    const doses = neighbourDoses(readings, 0);
    const unknown = [...doses.keys()].filter((i) => Number.isNaN(doses[i]!));
    expect(unknown).toEqual([99, 100, 119, 120, 151, 152, 153]);
    expect(doses[110]).toBe(900);
    expect(doses[150]).toBe(200);
  });

  it('with a lag are those of so many minutes before', () => {
    const readings = Float64Array.from({ length: 60 }, (_, i) => 100 + i);
    const doses = neighbourDoses(readings, 6);
    expect(Number.isNaN(doses[5]!)).toBe(true);
    for (let i = 12; i < 55; i++) expect(doses[i]).toBeCloseTo(94 + i, 9);
  });
});

describe('dose bins', () => {
  it('hold every known dose once, in order, equal ones together, and are fine at the top', () => {
    const random = seededRandom(3);
    const doses = Float64Array.from({ length: 20_000 }, () => Math.round(100 * Math.exp(0.5 * random.normal())));
    doses.fill(Number.NaN, 500, 700);
    const { binOf, x, minutes } = binDoses(doses);
    expect(minutes.reduce((a, b) => a + b, 0)).toBe(19_800);
    for (let k = 1; k < x.length; k++) expect(x[k]!).toBeGreaterThan(x[k - 1]!);
    const binOfDose = new Map<number, number>();
    doses.forEach((dose, i) => {
      if (Number.isNaN(dose)) expect(binOf[i]).toBe(-1);
      else expect(binOf[i]).toBe(binOfDose.get(dose) ?? binOf[i]);
      binOfDose.set(dose, binOf[i]!);
    });
    expect(minutes.at(-1)!).toBeLessThan(20);
    expect(minutes[2]!).toBeGreaterThan(500);
  });

  it('are one for a measure that never changes', () => {
    expect(binDoses(new Float64Array(100).fill(7)).x).toEqual(Float64Array.of(7));
    expect(binDoses(new Float64Array(10).fill(Number.NaN)).x.length).toBe(0);
  });
});

it('shows round doses', () => {
  expect([...roundDoses(420, 1_190, 8)]).toEqual([500, 600, 700, 800, 900, 1_000, 1_100]);
  expect([...roundDoses(0.011, 0.05, 8)]).toEqual([0.015, 0.02, 0.025, 0.03, 0.035, 0.04, 0.045, 0.05]);
  expect(roundDoses(5, 5, 8).length).toBe(0);
});

it('joins what lies close for showing and keeps what lies apart', () => {
  expect(shownGroups(Float64Array.of(1, 2, 3, 4, 50, 98, 100), 20)).toEqual([
    [0, 4],
    [4, 5],
    [5, 7],
  ]);
  expect(shownGroups(new Float64Array(0), 20)).toEqual([]);
});

it('lays two series over each other from a whole ten minutes on', () => {
  const business = { from: 3 * minute, counts: Float64Array.from({ length: 60 }, (_, i) => i) };
  const technical = { from: 8 * minute, counts: Float64Array.from({ length: 30 }, (_, i) => 100 + i) };
  const both = overlapping(business, technical)!;
  expect(both.series.from).toBe(10 * minute);
  expect([both.series.counts[0], both.readings[0]]).toEqual([7, 102]);
  expect([both.series.counts.length, both.readings.length]).toEqual([28, 28]);
  expect(overlapping(business, { from: 100 * minute, counts: technical.counts })).toBeNull();
});
