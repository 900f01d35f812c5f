import { writeFileSync } from 'node:fs';
import { extname, resolve } from 'node:path';
import { Command, Option } from 'commander';
import { ProductError } from '../errors.ts';
import { ReportQuery, ReportScope } from '../features/agreements/report-contract.ts';
import { createClient, type ServerChoice, withServerOptions } from './client.ts';
import { note, printResult } from './output.ts';

type Format = ReportQuery['format'];

interface Options extends ServerChoice {
  period: string;
  format?: Format;
  language?: 'en' | 'pl';
  out?: string;
  kind: ReportScope['kind'];
  version?: string;
  timeZone?: string;
  json?: true;
}

const formats = ReportQuery.shape.format.unwrap().options;
const kinds = ReportScope.shape.kind.options;

/** `waga report NAME`: the report of a period from the server, in a file or on stdout. */
export function reportCommand(): Command {
  const command = new Command('report')
    .description('fetch the SLA report of a period: HTML, PDF, a spreadsheet, CSV or JSON, in English or Polish')
    .argument('<name>', 'name of the agreement, or of what --kind says; of the organisation: all')
    .requiredOption('--period <period>', 'a month (2026-10), a quarter (2026-Q4) or days (2026-10-03..2026-10-17)')
    .addOption(new Option('--format <format>', 'default: by the ending of --out, else html').choices(formats))
    .addOption(new Option('--language <language>', 'default: as the agreement says, else en').choices(['en', 'pl']))
    .addOption(new Option('--kind <kind>', 'what the report is about').choices(kinds).default('agreement'))
    .option('--out <file>', 'file to write; left out, it is printed')
    .option('--version <number>', 'an earlier version of the report (default: the newest)')
    .option('--time-zone <zone>', 'in which months begin, of what belongs to no agreement (default: UTC)')
    .option('--json', 'print one JSON document: the report, or with --out what was written')
    .addHelpText(
      'after',
      '\nExample:\n  waga report acme --period 2026-10 --format pdf --language pl --out acme-2026-10.pdf' +
        '\n  waga report all --kind organisation --period 2026-Q4 --out quarter.xlsx',
    )
    .action(fetchReport);
  return withServerOptions(command);
}

async function fetchReport(name: string, options: Options): Promise<void> {
  const format = formatOf(options);
  const toTerminal = options.out === undefined && process.stdout.isTTY;
  if (toTerminal && (format === 'pdf' || format === 'xlsx')) {
    throw new ProductError(
      'bad_input',
      `--format ${format}: no terminal shows it; name a file with --out, or pipe it.`,
    );
  }
  const query = new URLSearchParams({ period: options.period, format });
  if (options.language !== undefined) query.set('language', options.language);
  if (options.version !== undefined) query.set('version', versionOf(options.version));
  if (options.timeZone !== undefined) query.set('timeZone', options.timeZone);
  const path = `/api/v1/reports/${options.kind}/${encodeURIComponent(name)}?${query}`;
  const { body } = await createClient(options).request({
    method: 'GET',
    path,
    bytes: true,
    headers: { accept: '*/*' },
  });
  const bytes = body as Uint8Array;
  if (options.out === undefined) process.stdout.write(bytes);
  else written(resolve(options.out), bytes, format, options.json);
}

/** `--format`, else what `--json` or the ending of the file says. */
function formatOf({ format, out, json }: Options): Format {
  if (json && out === undefined) {
    if (format !== undefined && format !== 'json') {
      throw new ProductError(
        'bad_input',
        `--json prints the report as JSON; for --format ${format} name a file with --out.`,
      );
    }
    return 'json';
  }
  if (format !== undefined) return format;
  if (out === undefined) return 'html';
  const ending = extname(out).slice(1).toLowerCase();
  const found = formats.find((one) => one === ending);
  if (found) return found;
  throw new ProductError('bad_input', `--out ${out}: expected an ending of ${formats.join(', ')}, or --format.`);
}

function versionOf(text: string): string {
  if (/^[1-9]\d{0,8}$/.test(text)) return text;
  throw new ProductError('bad_input', `--version: expected a number from 1, found ${text}`);
}

function written(file: string, bytes: Uint8Array, format: Format, json: true | undefined): void {
  try {
    writeFileSync(file, bytes);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new ProductError('bad_input', `--out: ${file} cannot be written (${code}).`, {}, error);
  }
  if (json) printResult(true, { file, format, bytes: bytes.length }, () => '');
  else note(`${file} (${format}, ${bytes.length} bytes)`);
}
