/**
 * `node benchmarks/anomalies/run.ts`: the Numenta Anomaly Benchmark's own scoring on those of its files that are there, for
 * Waga's detector of drops and, in the same run, for detectors that find nothing, guess, watch a sliding Gaussian, or look for
 * change points. It is a part of the benchmark, so no figure here can be set beside the published ones of all 58 files. Waga
 * looks for drops of counts alone: labelled rises, and metrics that are no counts, are windows it cannot win.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { plainCalendar } from '../../src/features/expectations/business-calendar.ts';
import { detectSeries } from '../../src/features/impact/detect-series.ts';
import { minute } from '../../src/maths/instants.ts';
import { bayesChangePoint, nullScores, randomScores, windowedGaussian } from './detectors.ts';
import { type Labelled, plainCounts, probation, profiles, scoreOf } from './score.ts';

interface File extends Labelled {
  name: string;
  at: number[];
  values: Float64Array;
}

const folder = resolve(import.meta.dirname, '../..', process.env.WAGA_DATASETS ?? '../shared/data', 'nab');
if (!existsSync(folder)) {
  console.log('The data set "nab" is not there; set WAGA_DATASETS (docs/datasets.md).');
  process.exit(0);
}

const at = (text: string): number => Date.parse(`${text.slice(0, 19).replace(' ', 'T')}Z`);
const labels: Record<string, [string, string][]> = JSON.parse(
  readFileSync(join(folder, 'labels/combined_windows.json'), 'utf8'),
);

function fileOf(name: string): File {
  const lines = readFileSync(join(folder, 'data', name), 'utf8')
    .trim()
    .split('\n')
    .slice(1);
  const rows = lines.map((line) => line.split(','));
  const times = rows.map(([time]) => at(time!));
  const row = (time: number): number => times.indexOf(time);
  const windows = labels[name]!.map(([from, to]) => ({ first: row(at(from)), last: row(at(to)) }));
  return { name, rows: rows.length, at: times, values: Float64Array.from(rows, ([, value]) => Number(value)), windows };
}

/** Values as counts a minute: whole ones as they are, others scaled to a thousand a row by the rows that are not judged. */
function minutesOf({ at: times, values }: File): { series: { from: number; counts: Float64Array }; step: number } {
  const steps = times.slice(1).map((time, nth) => time - times[nth]!);
  const step = Math.max(1, Math.round(steps.toSorted((a, b) => a - b)[steps.length >> 1]! / minute));
  const early = values.slice(0, Math.max(10, probation(values.length))).toSorted();
  const usual = Math.abs(early[early.length >> 1]!) || 1;
  const factor = values.every(Number.isInteger) ? 1 : 1_000 / usual;
  const from = times[0]!;
  const counts = new Float64Array(Math.round((times.at(-1)! - from) / minute) + step).fill(Number.NaN);
  times.forEach((time, row) => {
    const whole = Math.max(0, Math.round(values[row]! * factor));
    const first = Math.round((time - from) / minute);
    for (let nth = 0; nth < step; nth++) {
      counts[first + nth] = Math.floor((whole * (nth + 1)) / step) - Math.floor((whole * nth) / step);
    }
  });
  return { series: { from, counts }, step };
}

const thresholds = { partial: { numerator: 20, denominator: 100 }, total: { numerator: 40, denominator: 100 } };

/** 1 in the row in which a drop was told of, 0 elsewhere. */
function wagaScores(file: File): Float64Array {
  const { series } = minutesOf(file);
  const scores = new Float64Array(file.rows);
  const { drops } = detectSeries({ series, thresholds, timeZone: 'UTC', calendar: plainCalendar });
  for (const { detectedAt } of drops) {
    // a minute is known when it has ended: the row is the last that began before
    let row = file.at.findIndex((time) => time >= detectedAt) - 1;
    if (row < 0) row = file.rows - 1;
    scores[row] = 1;
  }
  return scores;
}

const files = Object.keys(labels)
  .filter((name) => existsSync(join(folder, 'data', name)))
  .map(fileOf)
  .filter((file) => file.windows.every(({ first, last }) => first >= 0 && last >= 0));

const detectors: [string, (file: File, nth: number) => Float64Array][] = [
  ['null', ({ values }) => nullScores(values)],
  ['random', ({ values }, nth) => randomScores(values, nth + 1)],
  ['windowed Gaussian', ({ values }) => windowedGaussian(values)],
  ['Bayes change point', ({ values }) => bayesChangePoint(values)],
  ['Waga, drops', wagaScores],
];

console.log(
  `Part of the anomaly benchmark: ${files.length} of ${Object.keys(labels).length} files, ${files.reduce((sum, { windows }) => sum + windows.length, 0)} windows.`,
);
const families: [string, (file: File) => boolean][] = [
  ['all files', () => true],
  ['counts of people: taxi rides and tweets', ({ name }) => /nyc_taxi|realTweets/.test(name)],
];
const scored = detectors.map(([name, detect]) => {
  const began = performance.now();
  const scores = files.map(detect);
  return { name, scores, seconds: (performance.now() - began) / 1_000 };
});
for (const [title, belongs] of families) {
  const chosen = files.map((file, nth) => ({ file, nth })).filter(({ file }) => belongs(file));
  console.log(`\n${title} (${chosen.length})`);
  console.log(
    `${'detector'.padEnd(20)}${Object.keys(profiles)
      .map((name) => name.padStart(18))
      .join('')}   windows found   outside per 1000 rows   seconds`,
  );
  for (const { name, scores, seconds } of scored) {
    const own = chosen.map(({ nth }) => scores[nth]!);
    const labelled = chosen.map(({ file }) => file);
    const results = Object.values(profiles).map((weights) => scoreOf(labelled, own, weights));
    const { windows, found, outsidePerThousand } = plainCounts(labelled, own, results[0]!.threshold);
    console.log(
      name.padEnd(20) +
        results.map(({ score }) => score.toFixed(1).padStart(18)).join('') +
        `${found} of ${windows}`.padStart(16) +
        outsidePerThousand.toFixed(2).padStart(24) +
        seconds.toFixed(1).padStart(10),
    );
  }
}
