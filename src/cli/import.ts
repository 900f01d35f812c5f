import { Command, InvalidArgumentError, Option } from 'commander';
import { parseDuration } from '../features/catalog/duration.ts';
import { createClient, type ServerChoice, withServerOptions } from './client.ts';
import { csvFormat } from './import-csv.ts';
import { type FileSummary, importFile } from './import-file.ts';
import { icalendarCommand } from './import-icalendar.ts';
import { openMetricsFormat } from './import-openmetrics.ts';
import { parquetFormat } from './import-parquet.ts';
import { probesCommand } from './import-probes.ts';
import type { ImportFormat } from './import-reading.ts';
import { statuspageCommand } from './import-statuspage.ts';
import { counted, printResult } from './output.ts';

interface Options extends ServerChoice {
  source?: string;
  missing?: 'unknown' | 'zero';
  complete?: boolean;
  json?: boolean;
}
interface OpenMetricsOptions extends Options {
  dropLabel?: string[];
  longestGap: number;
}

const columns = 'business (time,process,step,count) or technical (time,metric,count)';
const example = 'waga import csv history.csv --source shop-events --missing zero';

/** `waga import KIND FILE…`: loads history. */
export function importCommand(): Command {
  const csv = withMissing(
    kind('csv', `load counts per minute from CSV files: ${columns}`, 'CSV files with a header', example),
  );
  csv.action((files: string[], options: Options) => load(files, csvFormat, options));
  const parquet = withMissing(
    kind(
      'parquet',
      `load counts per minute from Parquet files with the columns of csv: ${columns}`,
      'Parquet files',
      'waga import parquet history.parquet --source shop-events --missing zero',
    ),
  );
  parquet.action((files: string[], options: Options) => load(files, parquetFormat, options));
  const openmetrics = kind(
    'openmetrics',
    'load counters and classic histograms from OpenMetrics text with timestamps, as Prometheus dumps it',
    'OpenMetrics files, each ending with # EOF',
    'promtool tsdb dump-openmetrics data > history.txt\n  waga import openmetrics history.txt --source prometheus',
  )
    .option(
      '--drop-label <name>',
      'a label that tells copies of a program apart: series are added up over it; may be repeated (default: instance, pod)',
      (name: string, before: string[] = []) => [...before, name],
    )
    .option('--longest-gap <duration>', 'samples further apart prove nothing of the time between', duration, 180_000)
    .action((files: string[], options: OpenMetricsOptions) => {
      const dropLabels = options.dropLabel ?? ['instance', 'pod'];
      return load(files, openMetricsFormat({ dropLabels, longestGapMs: options.longestGap }), options);
    });
  return new Command('import')
    .description('load history')
    .addHelpText('after', `\nExample:\n  ${example}`)
    .addCommand(csv)
    .addCommand(parquet)
    .addCommand(openmetrics)
    .addCommand(statuspageCommand())
    .addCommand(icalendarCommand())
    .addCommand(probesCommand());
}

function kind(name: string, description: string, files: string, sample: string): Command {
  const command = new Command(name)
    .description(description)
    .argument('<file...>', files)
    .option('--source <name>', 'source of the catalogue that the history belongs to (default: default)')
    .option('--json', 'print one JSON document')
    .addHelpText('after', `\nExample:\n  ${sample}`);
  return withServerOptions(command);
}

function withMissing(command: Command): Command {
  const what = 'what minutes without rows are, between the first and the last of a file';
  return command
    .addOption(new Option('--missing <what>', what).choices(['unknown', 'zero']).default('unknown'))
    .option('--complete', 'the file holds everything from its first to its last minute: the same as --missing zero');
}

function duration(text: string): number {
  const milliseconds = parseDuration(text);
  if (milliseconds === null) throw new InvalidArgumentError('expected a duration such as 3m');
  return milliseconds;
}

async function load(files: readonly string[], format: ImportFormat, options: Options): Promise<void> {
  const client = createClient(options);
  const began = performance.now();
  const zero = options.complete === true || options.missing === 'zero';
  const summaries: FileSummary[] = [];
  for (const file of files) summaries.push(await importFile(client, file, format, { source: options.source, zero }));
  const seconds = Math.round((performance.now() - began) / 100) / 10;
  const rows = summaries.reduce((sum, one) => sum + one.rows, 0);
  printResult(options.json, { rows, seconds, files: summaries }, () => humanText(summaries, seconds));
}

function humanText(summaries: readonly FileSummary[], seconds: number): string {
  const lines = summaries.map(({ file, rows, alreadyThere, from, to, leftOut = {} }) => {
    const known = alreadyThere === 0 ? '' : `, ${alreadyThere} of them were there already`;
    const left = Object.entries(leftOut).filter(([, count]) => count > 0);
    const without =
      left.length === 0 ? '' : `; left out: ${left.map(([what, count]) => `${what} ${count}`).join(', ')}`;
    return `${file}: ${counted(rows, 'row')}${from === null ? '' : `, ${from} to ${to}`}${known}${without}`;
  });
  return `${lines.join('\n')}\nDone in ${seconds} s.`;
}
