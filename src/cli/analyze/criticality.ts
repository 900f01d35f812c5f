import { Command } from 'commander';
import { ProductError } from '../../errors.ts';
import { type Document, documentNamed, documentsOf } from '../../features/catalog/document.ts';
import { isError } from '../../features/catalog/finding.ts';
import type { ProcessSpec } from '../../features/catalog/process.ts';
import { readFiles } from '../../features/catalog/read-files.ts';
import { type CriticalityQuestion, criticalityOf } from '../../features/criticality/criticality.ts';
import { overrunShareFrom } from '../../features/criticality/graph/overrun.ts';
import { structuralHints } from '../../features/criticality/hints.ts';
import { type HourlyValue, hourlyValue } from '../../features/criticality/worth.ts';
import { catalogFiles } from '../catalog-files.ts';
import { findingsText } from '../findings-text.ts';
import { kinds } from '../kinds.ts';
import { counted, exitWith, printResult } from '../output.ts';
import { criticalityText } from './criticality-text.ts';
import { bad } from './options.ts';
import { outageLengths } from './outage-lengths.ts';

interface Options {
  catalog: string[];
  valuePerHour: string[];
  currency?: string;
  outages?: string;
  json?: boolean;
}

const example =
  'waga analyze criticality --catalog examples/criticality\n  waga analyze criticality --catalog catalogue/ --value-per-hour payment=120000.00 --currency PLN --json';

/** `waga analyze criticality`: offline; exit 0 without a finding that is an error, 1 with one, 2 when the catalogue cannot be read. */
export function criticalityCommand(): Command {
  return new Command('criticality')
    .description('how available each process is on its graph, and what money hangs on each component')
    .requiredOption('--catalog <path...>', 'catalogue files, or folders with *.yaml, *.yml and *.json')
    .option(
      '--value-per-hour <process=amount>',
      'what a process is worth an hour where its value is given per event; may be repeated',
      (one: string, before: string[]) => [...before, one],
      [],
    )
    .option('--currency <code>', 'currency of --value-per-hour; left out, that of the value of the process')
    .option(
      '--outages <file>',
      'past outages, CSV component,minutes: how long they last decides what buffers are worth',
    )
    .option('--json', 'print one JSON document')
    .addHelpText('after', `\nExample:\n  ${example}`)
    .action((options: Options) => {
      const documents = validDocuments(options.catalog);
      const hourlyValue = valuesOption(options, documents);
      const answer = criticalityOf({
        documents,
        hourlyValue,
        ...(options.outages ? { overrunShare: overrunShareFrom(outageLengths(options.outages)) } : {}),
      });
      const hints = [...structuralHints({ documents, hourlyValue })].map(([component, hint]) => ({
        component,
        ...hint,
      }));
      printResult(options.json, { ...answer, hints }, () => criticalityText(answer));
      exitWith(answer.findings.some(({ severity }) => severity === 'error') ? 1 : 0);
    });
}

function validDocuments(paths: readonly string[]): Document[] {
  const { documents, findings } = readFiles(catalogFiles(paths), kinds);
  const errors = findings.filter(isError);
  if (errors.length === 0) return documents;
  const message = `the catalogue has ${counted(errors.length, 'error')}; waga check tells them all\n${findingsText(errors.slice(0, 20))}`;
  throw new ProductError('bad_input', message.trimEnd(), { findings: errors });
}

/** The values given, and for the others what the process itself says. */
function valuesOption(
  { valuePerHour, currency }: Options,
  documents: readonly Document[],
): NonNullable<CriticalityQuestion['hourlyValue']> {
  const given = new Map<string, HourlyValue>();
  for (const text of valuePerHour) {
    const [, name = '', amount = ''] = /^([^=]+)=(.+)$/.exec(text) ?? [];
    const process = documentNamed<ProcessSpec>(documents, 'Process', name);
    if (process === undefined) {
      const known = documentsOf(documents, 'Process').map(({ metadata }) => metadata.name);
      throw bad('--value-per-hour', text, `PROCESS=AMOUNT with a process of the catalogue: ${known.join(', ')}`);
    }
    const unit = currency ?? process.spec.value?.currency;
    if (unit === undefined)
      throw bad('--value-per-hour', text, `--currency beside it, as ${name} has no value with one`);
    if (!Intl.supportedValuesOf('currency').includes(unit))
      throw bad('--currency', unit, 'an ISO 4217 code, such as PLN');
    const value = hourlyValue(amount, unit);
    if (value === null || value.minor < 0)
      throw bad('--value-per-hour', text, `an amount in ${unit}, such as 120000.00`);
    given.set(name, value);
  }
  return (name) => {
    const own = documentNamed<ProcessSpec>(documents, 'Process', name)?.spec.value;
    return given.get(name) ?? (own && 'perHour' in own ? hourlyValue(own.perHour, own.currency) : null);
  };
}
