import { describe, expect, it } from 'vitest';
import { minute } from '../../../../src/maths/instants.ts';
import { tickIndexes, tickText } from './axis.ts';
import { type Curve, pointsOf, summaryOf, unknownRuns } from './curve.ts';
import { chartOption, pointText } from './option.ts';
import { sparklinePaths } from './sparkline-paths.ts';

const from = Date.parse('2026-11-20T10:00:00Z');
const curve: Curve = {
  from,
  stepMinutes: 5,
  actual: [100, 98, null, 40, 30],
  expected: [100, 100, 100, 100, 100],
  low: [90, 90, 90, 90, 90],
  high: [110, 110, 110, 110, 110],
  level: 0.9,
  losses: [{ from: from + 12 * minute, to: from + 25 * minute }],
  onset: from + 16 * minute,
};
const colours = {
  ink: '#000',
  muted: '#666',
  line: '#ddd',
  surface: '#fff',
  band: '#cde',
  bandLine: '#579',
  loss: '#c00',
  alarm: '#c80',
  unknown: '#888',
  font: 'Inter',
};

describe('a curve', () => {
  it('calls missing only what is missing inside a proven drop', () => {
    expect(pointsOf(curve).map(({ missing }) => missing)).toEqual([null, null, null, 60, 70]);
    expect(pointsOf({ ...curve, losses: [] }).every(({ missing }) => missing === null)).toBe(true);
  });

  it('says in words what the chart shows', () => {
    expect(summaryOf(curve)).toBe(
      '268 came of 400 expected in 25 min. 130 are missing in proven drops. 20.0% of the time is unknown.',
    );
    expect(summaryOf({ ...curve, actual: curve.actual.map(() => null) })).toBe('Nothing was measured in these 25 min.');
    expect(summaryOf({ ...curve, losses: [], actual: [1, 2, 3, 4, 5], expected: [] })).toBe(
      '15 came in 25 min; what to expect is not known yet.',
    );
  });

  it('gathers neighbouring unknown steps', () => {
    expect(unknownRuns([null, 1, null, null, 2, null])).toEqual([
      [0, 0],
      [2, 3],
      [5, 5],
    ]);
  });

  it('marks round times on the clocks of the zone', () => {
    const day = tickIndexes(from, 15, 96, 'Asia/Kolkata', 8);
    expect(day.map((index) => tickText(from + index * 15 * minute, 'Asia/Kolkata', 0))).toEqual([
      '18:00',
      '21:00',
      '21 Nov',
      '03:00',
      '06:00',
      '09:00',
      '12:00',
      '15:00',
    ]);
    expect(tickIndexes(from, 7, 10, 'UTC', 5)).toEqual([0, 2, 4, 6, 8]);
  });

  it('gives the chart the same steps, with the unknown ones apart', () => {
    const { series } = chartOption(curve, 'UTC', colours, 600) as { series: { name: string; data: unknown[] }[] };
    const data = Object.fromEntries(series.map(({ name, data: values }) => [name, values]));
    expect(data.actual).toEqual(curve.actual);
    expect(data.missing).toEqual([null, null, null, 60, 70]);
    expect(data.base).toEqual([null, null, null, 40, 30]);
    expect(data.unknown).toEqual([null, null, 1, null, null]);
    expect(data.band).toEqual([20, 20, 20, 20, 20]);
  });

  it('marks the onset when it lies in the picture', () => {
    const marked = (onset: number | null) => JSON.stringify(chartOption({ ...curve, onset }, 'UTC', colours, 600));
    expect(marked(from + 16 * minute)).toContain('"data":[{"xAxis":3,');
    expect(marked(from - minute)).not.toContain('onset');
  });

  it('puts one step in words', () => {
    const [, , unknown, lost] = pointsOf(curve);
    expect(unknown && pointText(unknown, 'UTC', 0.9)).toContain('actual unknown');
    expect(lost && pointText(lost, 'UTC', 0.9)).toBe(
      '10:15 – 10:20\nactual 40\nexpected 100\n90% between 90 and 110\nmissing 60',
    );
  });
});

describe('a sparkline', () => {
  const hour = { from, actual: [10, 5, null, 0, 0], expected: [10, 10, 10, 10, 10] };

  it('breaks where nothing was measured and fills what is missing since the onset', () => {
    const paths = sparklinePaths(hour, from + 3 * minute, 40, 20);
    expect(paths.actual).toBe('M0 0L10 10M30 20L40 20');
    expect(paths.missing).toBe('M30 0L40 0L40 20L30 20Z');
    expect(paths.unknown).toEqual([{ x: 15, width: 10 }]);
  });

  it('fills nothing without an onset, and survives nothing at all', () => {
    expect(sparklinePaths(hour, null, 40, 20).missing).toBe('');
    expect(sparklinePaths({ from, actual: [], expected: [] }, null, 40, 20).actual).toBe('');
    expect(sparklinePaths({ from, actual: [0, 0], expected: [null, null] }, null, 40, 20).actual).toBe('M0 20L40 20');
  });
});
