import { Command } from 'commander';
import { ProductError } from '../errors.ts';
import { catalogJsonSchema } from '../features/catalog/json-schema.ts';
import { readFiles } from '../features/catalog/read-files.ts';
import { catalogFiles } from './catalog-files.ts';
import { findingsCount, findingsText } from './findings-text.ts';
import { kinds } from './kinds.ts';
import { counted, exitWith, printResult } from './output.ts';

interface Options {
  json?: true;
  schema?: true;
}

/** `waga check`: offline; exit 0 when no finding is an error, 1 when one is, 2 when a path cannot be read. */
export function checkCommand(): Command {
  return new Command('check')
    .description('check catalogue files offline')
    .argument('[path...]', 'files, or folders with *.yaml, *.yml and *.json')
    .option('--json', 'print one JSON document')
    .option('--schema', 'print the JSON Schema of a catalogue document instead')
    .addHelpText('after', '\nExample:\n  waga check catalogue/\n  waga check --schema > waga.schema.json')
    .action((paths: string[], options: Options) => {
      if (options.schema) return printResult(true, catalogJsonSchema(kinds), () => '');
      if (paths.length === 0) throw new ProductError('bad_input', 'expected a file or folder: waga check PATH…');
      const files = catalogFiles(paths);
      const { written, findings } = readFiles(files, kinds);
      const { text, ...found } = findingsCount(findings);
      const counts = { files: files.length, documents: written, ...found };
      const summary = `${counted(written, 'valid document')} in ${counted(files.length, 'file')}: ${text}`;
      printResult(options.json, { ...counts, findings }, () => `${findingsText(findings)}${summary}`);
      exitWith(found.errors > 0 ? 1 : 0);
    });
}
