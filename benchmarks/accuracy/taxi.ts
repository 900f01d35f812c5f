import { plainCalendar } from '../../src/features/expectations/business-calendar.ts';
import { findLoss } from '../../src/features/impact/loss.ts';
import { lossReport } from '../../src/features/impact/loss-report.ts';
import { day, hour, minute, week } from '../../src/maths/instants.ts';
import { median, quantileSorted } from '../../src/maths/quantiles.ts';
import { type PublicSeries, publicSeries } from './series-files.ts';

const length = 240;
const level = 0.9;

interface Guess {
  value: number;
  low: number;
  high: number;
}

class Score {
  readonly #errors: number[] = [];
  readonly #halves: number[] = [];
  #inside = 0;
  #winkler = 0;

  add(guess: Guess, actual: number): void {
    this.#errors.push(Math.abs(actual - guess.value) / actual);
    this.#halves.push((guess.high - guess.low) / 2 / actual);
    if (actual >= guess.low && actual <= guess.high) this.#inside++;
    const beyond = Math.max(0, guess.low - actual, actual - guess.high);
    this.#winkler += (guess.high - guess.low + (2 / (1 - level)) * beyond) / actual;
  }

  print(name: string): void {
    const n = this.#errors.length;
    const percent = (value: number): string => `${(100 * value).toFixed(1)} %`;
    const half = this.#halves.reduce((a, b) => a + b, 0) / n;
    console.log(
      `  ${name.padEnd(34)} median error ${percent(median(this.#errors))}  mean half-width ${percent(half)}  coverage ${(this.#inside / n).toFixed(3)}  Winkler ${percent(this.#winkler / n)}  (n ${n})`,
    );
  }
}

/** Simple rules of hour-of-week with the interval of their own past relative errors. */
const rules: Record<string, (sum: (from: number) => number, start: number) => number> = {
  'last week': (sum, start) => sum(start - week),
  'median of four weeks': (sum, start) => median([1, 2, 3, 4].map((k) => sum(start - k * week))),
  'median of four weeks × 24 h level': (sum, start) => {
    const before = (at: number): number => [1, 2, 3, 4, 5, 6].reduce((total, k) => total + sum(at - k * 4 * hour), 0);
    const level = before(start) / median([1, 2, 3, 4].map((k) => before(start - k * week)));
    return level * median([1, 2, 3, 4].map((k) => sum(start - k * week)));
  },
};

/** Four-hour totals of the taxi series, each forecast from its own past alone, beside simple rules re-run on the same windows. */
export function printTaxi(every = 1): void {
  const taxi = publicSeries('realKnownCause/nyc_taxi.csv');
  if (!taxi) {
    console.log('\nTaxi series: not there; set WAGA_DATASETS');
    return;
  }
  const { series } = taxi;
  const sum = (from: number): number => {
    const first = Math.round((from - series.from) / minute);
    let total = 0;
    for (let i = first; i < first + length; i++) total += series.counts[i] ?? Number.NaN;
    return total;
  };
  console.log('\nTaxi series, totals of four hours from the past only');
  const own = new Score();
  const others = new Map(Object.keys(rules).map((name) => [name, { score: new Score(), errors: [] as number[] }]));
  const end = series.from + series.counts.length * minute - length * minute;
  let k = 0;
  for (let start = series.from + 5 * week; start <= end; start += 2 * hour) {
    if (!clean(taxi, start)) continue;
    const actual = sum(start);
    for (const [name, { score, errors }] of others) {
      const value = rules[name]!(sum, start);
      if (errors.length >= 100) {
        const sorted = Float64Array.from(errors).sort();
        const at = (p: number): number => value * (1 + quantileSorted(sorted, p));
        score.add({ value, low: at(0.05), high: at(0.95) }, actual);
      }
      errors.push((actual - value) / value);
    }
    if (k++ % every === 0) own.add(forecast(taxi, start), actual);
  }
  own.print(every === 1 ? 'Waga' : `Waga (every ${every}th window)`);
  for (const [name, { score }] of others) score.print(name);
}

function forecast({ series }: PublicSeries, start: number): Guess {
  const to = start + length * minute;
  const counts = series.counts.subarray(0, (to - series.from) / minute);
  const question = {
    series: { from: series.from, counts },
    raw: { from: start, to },
    ends: 'given',
    horizonMinutes: 120,
    timeZone: 'UTC',
    calendar: plainCalendar,
    value: null,
  } as const;
  return lossReport(question, findLoss(question)).expected;
}

/** Neither the window, nor the day before it, nor the same hours a week before are labelled. */
function clean({ flagged }: PublicSeries, start: number): boolean {
  const end = start + length * minute;
  const free = (from: number, to: number): boolean => flagged.every((one) => one.to < from || one.from >= to);
  return free(start - day, end) && free(start - week, end - week);
}

if (import.meta.main) printTaxi(Number(process.argv[2] ?? 1));
