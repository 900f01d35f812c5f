import type { EpochMs } from '../../../../src/maths/instants.ts';
import { minute } from '../../../../src/maths/instants.ts';
import { unknownRuns } from './curve.ts';

export interface MinuteCurve {
  from: EpochMs;
  actual: readonly (number | null)[];
  expected: readonly (number | null)[];
}

export interface SparklinePaths {
  actual: string;
  expected: string;
  /** Between actual and expected from the onset on; empty without one. */
  missing: string;
  unknown: { x: number; width: number }[];
}

const round = (value: number): number => Math.round(value * 10) / 10;

/** SVG paths in a box of `width` by `height`; zero lies on the bottom line, the largest of both curves on top. */
export function sparklinePaths(
  curve: MinuteCurve,
  onset: EpochMs | null,
  width: number,
  height: number,
): SparklinePaths {
  const count = curve.actual.length;
  const top = Math.max(1, ...curve.actual.map((value) => value ?? 0), ...curve.expected.map((value) => value ?? 0));
  const x = (index: number): number => round(count < 2 ? 0 : (index * width) / (count - 1));
  const y = (value: number): number => round(height - (value / top) * height);

  const first = onset === null ? count : Math.max(0, Math.floor((onset - curve.from) / minute));
  const runs: { upper: string; lower: string }[][] = [[]];
  for (let index = first; index < count; index += 1) {
    const actual = curve.actual[index] ?? null;
    const expected = curve.expected[index] ?? null;
    if (actual === null || expected === null) runs.push([]);
    else
      runs.at(-1)?.push({ upper: `${x(index)} ${y(Math.max(actual, expected))}`, lower: `${x(index)} ${y(actual)}` });
  }
  const half = count < 2 ? 0 : width / (count - 1) / 2;
  return {
    actual: line(curve.actual, x, y),
    expected: line(curve.expected, x, y),
    missing: runs
      .filter((run) => run.length > 1)
      .map((run) => `M${[...run.map(({ upper }) => upper), ...run.toReversed().map(({ lower }) => lower)].join('L')}Z`)
      .join(''),
    unknown: unknownRuns(curve.actual).map(([from, to]) => {
      const start = Math.max(0, x(from) - half);
      return { x: round(start), width: round(Math.min(width, x(to) + half) - start) };
    }),
  };
}

/** A line with a new start after each unknown step; a step alone is drawn as a dot of no length with round caps. */
function line(values: readonly (number | null)[], x: (index: number) => number, y: (value: number) => number): string {
  let path = '';
  let isDrawing = false;
  values.forEach((value, index) => {
    if (value !== null) path += `${isDrawing ? 'L' : 'M'}${x(index)} ${y(value)}`;
    isDrawing = value !== null;
  });
  return path;
}
