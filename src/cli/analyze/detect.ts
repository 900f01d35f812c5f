import { Command } from 'commander';
import { ProductError } from '../../errors.ts';
import { type Detected, detectSeries, notProvable } from '../../features/impact/detect-series.ts';
import type { FoundDrop } from '../../features/impact/found-drop.ts';
import type { ThresholdFractions } from '../../features/impact/rules.ts';
import { type EpochMs, minute, toRfc3339 } from '../../maths/instants.ts';
import { parseRatio } from '../../maths/ratios.ts';
import { printResult } from '../output.ts';
import { type DetectReport, detectText } from './detect-text.ts';
import { bad, holidaysOption, seriesOptions, stepOption, zoneOption } from './options.ts';
import { readSeries } from './read-series.ts';

interface Options {
  series: string;
  time: string;
  count: string;
  partial: string;
  total: string;
  timezone?: string;
  holidays?: string;
  missing?: 'unknown' | 'zero';
  step: string;
  json?: boolean;
}

const example = 'waga analyze detect --series orders.csv --time minute --count orders --partial 0.2 --total 0.4';

/** `waga analyze detect`: when there were drops, seen as they would have been seen then. */
export function detectCommand(): Command {
  return new Command('detect')
    .description('find the drops in a series, each from the rows at or before the moment of its detection')
    .requiredOption('--series <file>', 'CSV with a header, or Parquet, a row a minute; - reads CSV from stdin')
    .requiredOption(...seriesOptions.time)
    .requiredOption(...seriesOptions.count)
    .option('--partial <share>', 'share missing from which a drop is P2', '0.2')
    .option('--total <share>', 'share missing from which it is P1', '0.4')
    .addOption(seriesOptions.timeZone())
    .addOption(seriesOptions.holidays())
    .addOption(seriesOptions.missing())
    .addOption(seriesOptions.step())
    .option('--json', 'print one JSON document')
    .addHelpText('after', `\nExample:\n  ${example}`)
    .action(detect);
}

async function detect(options: Options): Promise<void> {
  const thresholds = thresholdsOption(options);
  const stepMs = stepOption(options.step);
  const zone = zoneOption(options.timezone);
  const { series: file, time, count: column, missing } = options;
  const { series, missingSteps } = await readSeries({ file, time, column, kind: 'count', stepMs, missing, zone });
  const end = series.from + series.counts.length * minute;
  const calendar = { factors: [], holidays: holidaysOption(options.holidays, series.from, end) };
  const timeZone = zone?.name ?? 'UTC';
  const detected = detectSeries({ series, thresholds, timeZone, calendar });
  if (detected.refusal !== null) throw new ProductError('bad_input', `${file}: ${detected.refusal}`, { file });
  const report = reportOf(detected, thresholds, Math.max(minute, stepMs), options);
  if (missingSteps > 0 && missing === undefined)
    report.notes.push(`${missingSteps} missing rows were taken as unknown.`);
  printResult(options.json, report, () => detectText(report, timeZone));
}

function reportOf(
  detected: Detected,
  thresholds: ThresholdFractions,
  stepMs: number,
  { partial }: Options,
): DetectReport {
  const notes: string[] = [];
  const smallestDrop = notProvable(detected, thresholds);
  if (smallestDrop !== null) {
    const percent = (100 * smallestDrop).toFixed(1);
    notes.push(
      `In an ordinary hour a drop of ${partial} cannot be proven within 30 minutes; the smallest that can is ${percent} %.`,
    );
  }
  if (detected.smaller > 0) {
    notes.push(`${detected.smaller} smaller ${detected.smaller === 1 ? 'drop' : 'drops'} never reached ${partial}.`);
  }
  if (detected.cautiousUntil !== null) {
    const until = toRfc3339(detected.cautiousUntil);
    notes.push(
      `Up to ${until} there was too little history to tell weekdays apart: only drops of 80 % or more are told.`,
    );
  }
  notes.push(`Judged from ${toRfc3339(detected.judgedFrom ?? 0)} on; what lies before was learned from.`);
  return {
    drops: detected.drops.map((drop) => dropOf(drop, stepMs)),
    ...(smallestDrop === null ? {} : { notProvable: { smallestDrop: Math.round(smallestDrop * 1e6) / 1e6 } }),
    judgedFrom: toRfc3339(detected.judgedFrom ?? 0),
    notes,
  };
}

function dropOf(drop: FoundDrop, stepMs: number): DetectReport['drops'][number] {
  // a row is known when the time it covers is over
  const known = (at: EpochMs): string => toRfc3339(Math.ceil(at / stepMs) * stepMs);
  return {
    from: toRfc3339(drop.from),
    to: drop.to === null ? null : toRfc3339(drop.to),
    detectedAt: known(drop.detectedAt),
    class: drop.class,
    impactShare: drop.impactShare,
    window: drop.window,
    expected: drop.expected,
    actual: drop.actual,
  };
}

function thresholdsOption({ partial, total }: Options): ThresholdFractions {
  const read = (option: string, text: string) => {
    const ratio = parseRatio(text);
    if (ratio && ratio.numerator > 0 && ratio.numerator <= ratio.denominator) return ratio;
    throw bad(option, text, 'a share between 0 and 1, such as 0.2');
  };
  const found = { partial: read('--partial', partial), total: read('--total', total) };
  const [low, high] = [found.partial, found.total];
  if (low.numerator * high.denominator < high.numerator * low.denominator) return found;
  throw bad('--total', total, `a share above --partial ${partial}`);
}
