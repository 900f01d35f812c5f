import { readFile } from 'node:fs/promises';
import { Command, Option } from 'commander';
import { ProductError } from '../errors.ts';
import { catalogueName, type NameRule } from '../features/outages/imported-names.ts';
import {
  type PageOutage,
  pageOutages,
  type SeverityRule,
  Statuspage,
  severityRules,
} from '../features/outages/statuspage.ts';
import { type LeftOut, statuspageRows } from '../features/outages/statuspage-import.ts';
import { importOutages, nameRule, type OutageOptions, withOutageOptions } from './import-outages.ts';
import { counted } from './output.ts';

interface Options extends OutageOptions {
  severity: SeverityRule;
  whole?: string;
}

const example =
  'curl -s https://www.githubstatus.com/api/v2/incidents.json > github.json\n  waga import statuspage github.json --vendor github --component-prefix github- --dry-run';

/** `waga import statuspage FILE…`: the history of a status page as outages of the ledger. */
export function statuspageCommand(): Command {
  const command = new Command('statuspage')
    .description("load the history of a status page (Statuspage v2 JSON) into the ledger: a vendor's, or one's own")
    .argument('<file...>', 'incidents.json and scheduled-maintenances.json of a page; - reads stdin')
    .addOption(
      new Option('--severity <rule>', 'which impacts count; maintenance always comes in, as planned')
        .choices(severityRules)
        .default('minor+'),
    )
    .option('--whole <name>', 'subject of incidents that name no component (default: they are left out)')
    .addHelpText('after', `\nExample:\n  ${example}`);
  return withOutageOptions(command).action(load);
}

async function load(files: readonly string[], options: Options): Promise<void> {
  const rule = nameRule(options);
  const pages = await Promise.all(files.map(readPage));
  const outages = [...new Map(pages.flatMap(pageOutages).map((one) => [one.id, one])).values()];
  const rules = {
    ...rule,
    severity: options.severity,
    kind: options.as,
    whole: options.whole ?? null,
    vendor: options.vendor ?? null,
  };
  const { rows, leftOut } = statuspageRows(outages, rules);
  const page = pages.find((one) => one.page)?.page?.name;
  const source = options.source ?? `statuspage ${page ?? ''}`.trim().toLowerCase().slice(0, 100);
  const told = [`${counted(outages.length, 'incident')} of ${page ?? 'a status page'} read.`, ...leftOutText(leftOut)];
  await importOutages({ source, rows, names: namesOf(outages, rule, options.whole), also: { leftOut }, told }, options);
}

async function readPage(file: string): Promise<Statuspage> {
  const [name, from] = file === '-' ? ['stdin', 0] : [file, file];
  let json: unknown;
  try {
    json = JSON.parse(typeof from === 'number' ? await textOf(process.stdin) : await readFile(from, 'utf8'));
  } catch (error) {
    const why =
      error instanceof SyntaxError ? 'found no JSON' : `cannot be read (${(error as NodeJS.ErrnoException).code})`;
    const message = `${name}: ${why}, expected incidents.json of a status page (Statuspage v2)`;
    throw new ProductError('bad_input', message, { file: name }, error);
  }
  const read = Statuspage.safeParse(json);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const message = `${name}: ${issue!.path.join('.') || 'the document'}: ${issue!.message}`;
  throw new ProductError('bad_input', message, { file: name, path: issue!.path.join('.') });
}

async function textOf(input: NodeJS.ReadableStream): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of input) parts.push(Buffer.from(part));
  return Buffer.concat(parts).toString('utf8');
}

function namesOf(outages: readonly PageOutage[], rule: NameRule, whole: string | undefined): Map<string, string> {
  const theirs = outages.flatMap(({ components }) => components);
  const named = theirs.map((name) => [catalogueName(name, rule), name] as const);
  const all = new Map(named.filter((pair): pair is readonly [string, string] => pair[0] !== null));
  if (whole !== undefined) all.set(whole, whole);
  return all;
}

function leftOutText(leftOut: readonly LeftOut[]): string[] {
  const reasons = new Map<string, number>();
  for (const { why } of leftOut) reasons.set(why, (reasons.get(why) ?? 0) + 1);
  const hint = reasons.has('names no component') ? '; --whole NAME takes those without a component' : '';
  const each = [...reasons].map(([why, count]) => `${count} ${why}`).join(', ');
  return leftOut.length === 0 ? [] : [`Left out: ${each}${hint}.`];
}
