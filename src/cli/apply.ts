import { Command } from 'commander';
import { ProductError } from '../errors.ts';
import { AppliedCatalog, type Change } from '../features/catalog/contract.ts';
import { Finding } from '../features/catalog/finding.ts';
import { readFiles } from '../features/catalog/read-files.ts';
import { catalogFiles } from './catalog-files.ts';
import { createClient, type ServerChoice, withServerOptions } from './client.ts';
import { findingsCount, findingsText } from './findings-text.ts';
import { exitWith, note, printResult } from './output.ts';

interface Options extends ServerChoice {
  dryRun?: true;
  ifVersion?: string;
  json?: true;
}

/**
 * `waga apply`: exit 0 when the catalogue is as the files say, 1 when they hold an error, somebody was quicker, or a dry run
 * shows that an apply would be refused.
 */
export function applyCommand(): Command {
  const command = new Command('apply')
    .description("make the server's catalogue equal to the files")
    .argument('<path...>', 'files, or folders with *.yaml, *.yml and *.json; what they do not hold is removed')
    .option('--dry-run', 'print the difference and change nothing')
    .option('--if-version <number>', 'only when this version still holds')
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample:\n  waga apply catalogue/ --dry-run\n  waga apply catalogue/')
    .action(async (paths: string[], options: Options) => {
      const files = catalogFiles(paths);
      // What could not be loaded cannot be sent, and would be removed.
      const unread = files.filter((file) => file.unread);
      if (unread.length > 0) return notApplied(readFiles(unread, []).findings, options, notLoaded);
      const path = `/api/v1/catalog?dryRun=${options.dryRun ?? false}`;
      const headers: Record<string, string> = {};
      if (options.ifVersion !== undefined) headers['if-match'] = `"${options.ifVersion}"`;
      try {
        const answer = await createClient(options).request({ method: 'PUT', path, headers, body: { files } });
        const applied = AppliedCatalog.parse(answer.body);
        note(findingsText(applied.findings));
        printResult(options.json, applied, () => differenceText(applied));
        if (applied.wouldRefuse !== undefined) exitWith(1);
      } catch (error) {
        refused(error, options);
      }
    });
  return withServerOptions(command);
}

/** Findings that kept the files from being applied are told as `waga check` tells them. */
function refused(error: unknown, options: Options): void {
  const findings = error instanceof ProductError ? Finding.array().safeParse(error.details.findings) : undefined;
  if (!findings?.success || !(error instanceof ProductError) || error.code !== 'bad_catalog') throw error;
  notApplied(findings.data, options, error);
}

const notLoaded = { code: 'bad_catalog', message: 'Some files could not be loaded; nothing was applied.' };

function notApplied(findings: Finding[], options: Options, { code, message }: { code: string; message: string }): void {
  const text = `${findingsText(findings)}nothing was applied: ${findingsCount(findings).text}`;
  printResult(options.json, { error: { code, message }, findings }, () => text);
  exitWith(1);
}

const signs = { added: '+', changed: '~', removed: '-' } as const;

function differenceText({ version, dryRun, changes, wouldRefuse = [] }: AppliedCatalog): string {
  if (changes.length === 0) return `no difference; version ${version} holds`;
  const last = dryRun ? `nothing was changed (dry run); version ${version} holds` : `version ${version} holds now`;
  const names = wouldRefuse.map(({ kind, name }) => `${kind} ${name}`).join(', ');
  const refusal = names === '' ? [] : [`an apply would be refused: ${names} needs the right apply-guarded`];
  return [...changes.flatMap(changeLines), ...refusal, last].join('\n');
}

function changeLines({ change, kind, name, fields = [] }: Change): string[] {
  const shown = (value: unknown) => (value === undefined ? '(none)' : JSON.stringify(value));
  return [
    `${signs[change]} ${kind} ${name}`,
    ...fields.map(({ field, before, after, moneyHidden }) => {
      const was = moneyHidden ? '(not shown to you)' : shown(before);
      return `    ${field}: ${was} → ${shown(after)}`;
    }),
  ];
}
