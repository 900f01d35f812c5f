import { Command, Option } from 'commander';
import { ProductError } from '../../errors.ts';
import { analyzeThreshold } from '../../features/impact/threshold-analysis.ts';
import { overlapping } from '../../features/impact/threshold-overlap.ts';
import { type Interval, minute } from '../../maths/instants.ts';
import type { Zone } from '../../maths/zoned-time.ts';
import { printResult } from '../output.ts';
import { bad, holidaysOption, instantOption, seriesOptions, valueOption, zoneOption } from './options.ts';
import { readSeries, type SeriesRead } from './read-series.ts';
import { openSeriesFile } from './series-file.ts';
import { thresholdText } from './threshold-text.ts';

interface Options {
  technical: string;
  measure: string;
  business: string;
  count: string;
  time?: string;
  unit?: string;
  worse: 'higher' | 'lower';
  value?: string;
  currency?: string;
  at: string[];
  exclude: string[];
  timezone?: string;
  holidays?: string;
  missing?: 'unknown' | 'zero';
  json?: boolean;
}

const draws = 500;
const seed = 1;

const example =
  'waga analyze threshold --technical latency.csv --measure p99_ms --business orders.csv --count orders \\\n    --value 150.00 --currency PLN';

/** `waga analyze threshold`: from which value of a technical measure on the business loses, and how much. */
export function thresholdCommand(): Command {
  return new Command('threshold')
    .description('from which value of a technical measure on a process loses, and how much an hour, with intervals')
    .requiredOption('--technical <file>', 'CSV with a header, or Parquet, a row a minute')
    .requiredOption('--measure <column>', 'column with the technical measure, such as a p99 or an error ratio')
    .requiredOption('--business <file>', 'CSV with a header, or Parquet, a row a minute')
    .requiredOption(...seriesOptions.count)
    .option(
      '--time <column>',
      'column with the time in both files (default: time, timestamp, minute, or the first one)',
    )
    .addOption(
      new Option('--worse <which>', 'which values of the measure are worse')
        .choices(['higher', 'lower'])
        .default('higher'),
    )
    .option('--unit <name>', "unit of the measure, for showing (default: the measure's name)")
    .option('--value <amount>', 'worth of one event, such as 150.00')
    .option('--currency <code>', 'its currency, such as PLN')
    .option('--at <reading>', 'a reading to tell the loss at (may be given again; default: round ones)', collect, [])
    .option('--exclude <from/to>', 'an outage caused elsewhere, left out (may be given again)', collect, [])
    .addOption(seriesOptions.timeZone())
    .addOption(seriesOptions.holidays())
    .addOption(seriesOptions.missing())
    .option('--json', 'print one JSON document')
    .addHelpText('after', `\nExample:\n  ${example}`)
    .action(analyze);
}

async function analyze(options: Options): Promise<void> {
  const zone = zoneOption(options.timezone);
  const value = valueOption(options);
  const exclude = options.exclude.map(intervalOption);
  const at = options.at.map(readingOption);
  const business = await read(options, options.business, options.count, 'count', zone);
  const technical = await read(options, options.technical, options.measure, 'measure', zone);
  const pair = overlapping(business.series, technical.series);
  if (pair === null) {
    const message = `${options.technical}: found no minute in common with ${options.business}, expected both to cover the same weeks`;
    throw new ProductError('bad_input', message, { file: options.technical });
  }
  const end = pair.series.from + pair.series.counts.length * minute;
  const answer = analyzeThreshold({
    business: {
      series: pair.series,
      timeZone: zone?.name ?? 'UTC',
      calendar: { factors: [], holidays: holidaysOption(options.holidays, pair.series.from, end) },
      exclude,
    },
    readings: pair.readings,
    unit: options.unit ?? options.measure,
    worse: options.worse,
    value,
    at,
    draws,
    seed,
  });
  if ('refusal' in answer) {
    throw new ProductError('bad_input', `${options.business}: ${answer.refusal}`, { file: options.business });
  }
  for (const [file, { missingSteps }] of [
    [options.business, business],
    [options.technical, technical],
  ] as const) {
    if (missingSteps > 0 && options.missing !== 'zero')
      answer.notes.push(`${file}: ${missingSteps} missing rows were taken as unknown.`);
  }
  printResult(options.json, answer, () => thresholdText(answer, options));
}

/** A missing count may mean zero; a missing reading is always unknown. */
async function read(
  options: Options,
  file: string,
  column: string,
  kind: 'count' | 'measure',
  zone: Zone | null,
): Promise<SeriesRead> {
  const time = options.time ?? (await timeColumn(file, column));
  const missing = kind === 'count' ? options.missing : 'unknown';
  return readSeries({ file, time, column, kind, stepMs: minute, missing, zone });
}

const usualNames = ['time', 'timestamp', 'minute', 'ts', 'at', 'date', 'datetime'];

/** The column that holds the time when none was named. */
async function timeColumn(file: string, wanted: string): Promise<string> {
  if (file === '-') return 'time';
  const { columns, rows } = await openSeriesFile(file, [wanted]);
  await (rows as AsyncGenerator<unknown>).return(undefined);
  const named = usualNames.map((name) => columns.find((column) => column.toLowerCase() === name));
  return named.find((column) => column !== undefined) ?? columns[0] ?? 'time';
}

function readingOption(text: string): number {
  const reading = text.trim() === '' ? Number.NaN : Number(text);
  if (!Number.isFinite(reading)) throw bad('--at', text, 'a number, such as 800');
  return reading;
}

/** `FROM/TO`. */
function intervalOption(text: string): Interval {
  const [from, to, more] = text.split('/');
  const wrong = (): ProductError =>
    bad('--exclude', text, 'FROM/TO, such as 2026-11-20T10:15:00Z/2026-11-20T11:00:00Z');
  if (!from || !to || more !== undefined) throw wrong();
  const interval = { from: instantOption('--exclude', from), to: instantOption('--exclude', to) };
  if (interval.to <= interval.from) throw wrong();
  return interval;
}

function collect(one: string, before: string[]): string[] {
  return [...before, one];
}
