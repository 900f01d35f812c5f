import { Command, Option } from 'commander';
import { ProductError } from '../../errors.ts';
import type { Factor } from '../../features/expectations/business-calendar.ts';
import type { Control } from '../../features/impact/control.ts';
import type { LossFound } from '../../features/impact/loss.ts';
import { findLossBeside } from '../../features/impact/loss-controls.ts';
import type { LossQuestion } from '../../features/impact/loss-question.ts';
import { lossReport } from '../../features/impact/loss-report.ts';
import { minute } from '../../maths/instants.ts';
import { parseRatio } from '../../maths/ratios.ts';
import { printResult } from '../output.ts';
import { lossText } from './loss-text.ts';
import {
  bad,
  durationOption,
  holidaysOption,
  instantOption,
  seriesOptions,
  stepOption,
  valueOption,
  zoneOption,
} from './options.ts';
import { readControls } from './read-controls.ts';
import { readSeries } from './read-series.ts';

interface Options {
  series: string;
  time: string;
  count: string;
  from: string;
  to: string;
  value?: string;
  currency?: string;
  campaign: string[];
  control: string[];
  controlCount?: string;
  timezone?: string;
  holidays?: string;
  missing?: 'unknown' | 'zero';
  step: string;
  horizon: string;
  ends: 'refined' | 'given';
  json?: boolean;
}

const example =
  'waga analyze loss --series orders.csv --time minute --count orders \\\n    --from 2026-11-20T10:15:00Z --to 2026-11-20T10:27:00Z --value 150.00 --currency PLN';

/** `waga analyze loss`: what an outage cost, in events and money, from a plain file. */
export function lossCommand(): Command {
  return new Command('loss')
    .description('what an outage cost: lost, recovered and net, in events and money, with intervals')
    .requiredOption('--series <file>', 'CSV with a header, or Parquet, a row a minute; - reads CSV from stdin')
    .requiredOption(...seriesOptions.time)
    .requiredOption(...seriesOptions.count)
    .requiredOption('--from <time>', 'begin of the outage as it was seen')
    .requiredOption('--to <time>', 'its end')
    .option('--value <amount>', 'worth of one event, such as 150.00')
    .option('--currency <code>', 'its currency, such as PLN')
    .option('--campaign <from/to=factor>', 'a period in which factor times the usual was expected', collect, [])
    .option('--control <file>', 'another process that the outage did not hit, to read this one beside', collect, [])
    .option('--control-count <column>', "column with the count in the controls (default: the series' own)")
    .addOption(seriesOptions.timeZone())
    .addOption(seriesOptions.holidays())
    .addOption(seriesOptions.missing())
    .addOption(seriesOptions.step())
    .option('--horizon <duration>', 'how long after the end lost events may come back', '2h')
    .addOption(
      new Option('--ends <which>', 'refine begin and end on the minutes, or take them as given')
        .choices(['refined', 'given'])
        .default('refined'),
    )
    .option('--json', 'print one JSON document')
    .addHelpText('after', `\nExample:\n  ${example}`)
    .action(analyze);
}

async function analyze(options: Options): Promise<void> {
  const raw = { from: instantOption('--from', options.from), to: instantOption('--to', options.to) };
  if (raw.to <= raw.from) throw bad('--to', options.to, 'a time after --from');
  const stepMs = stepOption(options.step);
  const zone = zoneOption(options.timezone);
  const horizonMinutes = Math.round(durationOption('--horizon', options.horizon) / minute);
  const value = valueOption(options);
  const factors = options.campaign.map(campaignOption);
  const { file, time, count } = { file: options.series, time: options.time, count: options.count };
  const question = { file, time, column: count, kind: 'count', stepMs, missing: options.missing, zone } as const;
  const { series, missingSteps } = await readSeries(question);
  const controls = await readControls(options.control, options.controlCount, question);
  const end = series.from + series.counts.length * minute;
  const asked = {
    series,
    raw,
    ends: options.ends,
    horizonMinutes,
    timeZone: zone?.name ?? 'UTC',
    calendar: { factors, holidays: holidaysOption(options.holidays, series.from, end) },
    value,
    stepMinutes: Math.max(1, stepMs / minute),
  };
  const report = lossReport(asked, found(asked, controls, options.series));
  if (missingSteps > 0 && options.missing === undefined) {
    report.notes.push(`${missingSteps} missing rows were taken as unknown.`);
  }
  printResult(options.json, report, () => lossText(report, asked.timeZone));
}

/** What is wrong with the question is told with the file it was asked of. */
function found(asked: LossQuestion, controls: readonly Control[], file: string): LossFound {
  try {
    return findLossBeside(asked, controls);
  } catch (error) {
    if (!(error instanceof ProductError) || controls.some(({ name }) => name === error.details.file)) throw error;
    throw new ProductError(error.code, `${file}: ${error.message}`, { file, ...error.details }, error);
  }
}

/** `FROM/TO=FACTOR`. */
function campaignOption(text: string): Factor {
  const match = /^([^/=]+)\/([^/=]+)=([^/=]+)$/.exec(text);
  const ratio = match && parseRatio(match[3]!);
  if (!match || !ratio || ratio.numerator === 0) {
    throw bad('--campaign', text, 'FROM/TO=FACTOR, such as 2026-11-27T00:00:00Z/2026-11-28T00:00:00Z=1.8');
  }
  const [from, to] = [instantOption('--campaign', match[1]!), instantOption('--campaign', match[2]!)];
  if (to <= from) throw bad('--campaign', text, 'a period that ends after it begins');
  return { name: `campaign ${text}`, from, to, factor: ratio.numerator / ratio.denominator };
}

function collect(one: string, before: string[]): string[] {
  return [...before, one];
}
