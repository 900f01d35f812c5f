import { setTimeout as wait } from 'node:timers/promises';
import { type Command, Option } from 'commander';
import { ProductError } from '../errors.ts';
import { componentsText, type NameRule } from '../features/outages/imported-names.ts';
import type { OutageImport, OutageImported } from '../features/outages/outage-contract.ts';
import { bad } from './analyze/options.ts';
import { createClient, type ServerChoice, withServerOptions } from './client.ts';
import { counted, exitWith, printResult } from './output.ts';

export type ImportRow = OutageImport['outages'][number];

export interface OutageOptions extends ServerChoice {
  componentPrefix: string;
  name: string[];
  as: 'component' | 'process';
  vendor?: string;
  source?: string;
  components?: boolean;
  dryRun?: boolean;
  json?: boolean;
}

/** So many outages go at once, so that one request is never too large. */
const atOnce = 500;
const [mostWaits, waitMs] = [60, 2_000];

/** Options of every import of outages. */
export function withOutageOptions(command: Command): Command {
  return withServerOptions(
    command
      .option('--component-prefix <text>', 'put in front of each name, such as github-', '')
      .option(
        '--name <theirs=ours>',
        'a name as the file has it, and what the catalogue calls it (may be given again)',
        collect,
        [],
      )
      .addOption(new Option('--as <what>', 'what the names are').choices(['component', 'process']).default('component'))
      .option('--vendor <name>', 'the Vendor of the catalogue whose fault it was (default: own)')
      .option('--source <name>', 'what it is remembered by: another import of the same changes nothing')
      .option('--components', 'print what is named, as components for a file of the catalogue; import nothing')
      .option('--dry-run', 'print what would be imported, without a server')
      .option('--json', 'print one JSON document'),
  );
}

export function nameRule({ componentPrefix, name }: OutageOptions): NameRule {
  const pairs = name.map((text) => {
    const at = text.lastIndexOf('=');
    if (at <= 0 || at === text.length - 1) throw bad('--name', text, 'THEIRS=OURS, such as "Pull Requests=pulls"');
    return [text.slice(0, at).trim(), text.slice(at + 1).trim()] as const;
  });
  return { prefix: componentPrefix, named: new Map(pairs) };
}

/** What was read of the files, beside the outages, as it is told. */
export interface ReadOutages {
  source: string;
  rows: ImportRow[];
  /** By name in the catalogue, as the file has it. */
  names: ReadonlyMap<string, string>;
  /** Further members of the JSON document. */
  also: Record<string, unknown>;
  /** Lines on what was read. */
  told: string[];
}

/** Does with them what the options say: prints components or rows, or sends them and tells what became of each. */
export async function importOutages(read: ReadOutages, options: OutageOptions): Promise<void> {
  const { source, rows, names, also, told } = read;
  if (options.components) {
    process.stdout.write(componentsText(names, options.vendor ?? null));
    return;
  }
  if (options.dryRun) {
    const list = rows.map(({ from, to, kind, subject, cause }) =>
      `  ${from}  ${to ?? 'lasts'.padEnd(from.length)}  ${kind.padEnd(9)}  ${subject.name}  ${cause}`.trimEnd(),
    );
    const lines = [...told, `${counted(rows.length, 'outage')} would be imported as ${source}.`, ...list];
    printResult(options.json, { source, dryRun: true, outages: rows, ...also }, () => lines.join('\n'));
    return;
  }
  const answer = await send(source, rows, options);
  const rejected = answer.rejected.map(({ index, ...why }) => ({
    id: rows[index]!.id,
    subject: rows[index]!.subject.name,
    ...why,
  }));
  const missing = [...new Set(rejected.filter(isMissing).map(({ subject }) => subject))].sort();
  const { added, changed, known } = answer;
  const document = { source, added, changed, known, rejected, missing, ...also };
  printResult(options.json, document, () => [...told, ...outcome(document, names, options)].join('\n'));
  if (rejected.length > 0) exitWith(1);
}

interface Rejected {
  id: string;
  subject: string;
  code: string;
  message: string;
}

const isMissing = ({ code, message }: Rejected): boolean => code === 'not_found' && !message.startsWith('No vendor');

function outcome(
  answer: { added: number; changed: number; known: number; rejected: Rejected[]; missing: string[]; source: string },
  names: ReadonlyMap<string, string>,
  { as, vendor }: OutageOptions,
): string[] {
  const { added, changed, known, rejected, missing, source } = answer;
  const first = `${counted(added, 'outage')} added, ${changed} changed, ${known} known already, as ${source}.`;
  const others = rejected.filter((one) => !isMissing(one));
  const reasons = new Map<string, number>();
  for (const { message } of others) reasons.set(message, (reasons.get(message) ?? 0) + 1);
  const lines = [first, ...[...reasons].map(([message, count]) => `${counted(count, 'outage')} refused: ${message}`)];
  if (missing.length === 0) return lines;
  lines.push(
    `${counted(rejected.length - others.length, 'outage')} refused, since the catalogue does not hold: ${missing.join(', ')}.`,
  );
  if (as === 'process')
    return [...lines, 'Name them with --name THEIRS=OURS, or add these processes to the catalogue.'];
  const text = componentsText(new Map(missing.map((name) => [name, names.get(name) ?? name])), vendor ?? null);
  const how =
    'Name them with --name THEIRS=OURS; or put this into a file of your catalogue, apply it, and import again:';
  return [...lines, how, '', text];
}

async function send(source: string, rows: readonly ImportRow[], options: OutageOptions): Promise<OutageImported> {
  const client = createClient(options);
  const all: OutageImported = { added: 0, changed: 0, known: 0, rejected: [] };
  for (let first = 0; first < rows.length; first += atOnce) {
    const body: OutageImport = { source, outages: rows.slice(first, first + atOnce) };
    const { body: answer } = await patiently(() =>
      client.request({ method: 'POST', path: '/api/v1/outages/import', body }),
    );
    const part = answer as OutageImported;
    all.added += part.added;
    all.changed += part.changed;
    all.known += part.known;
    all.rejected.push(...part.rejected.map((one) => ({ ...one, index: first + one.index })));
  }
  return all;
}

/** Again while the server is busy: a repeat changes nothing. */
async function patiently<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  for (let waits = 0; ; waits++) {
    try {
      return await ask();
    } catch (error) {
      const isBusy = error instanceof ProductError && (error.code === 'busy' || error.code === 'overloaded');
      if (!isBusy || waits === mostWaits) throw error;
      await wait(waitMs);
    }
  }
}

function collect(one: string, before: string[]): string[] {
  return [...before, one];
}
