import { resolve } from 'node:path';
import { Command } from 'commander';
import { type Restored, restoreBackup } from '../server/restore.ts';
import { note, printResult } from './output.ts';

interface Options {
  data: string;
  records?: string;
  json?: true;
}

/** `waga restore DIR --data NEW`: works without a server; the folder it makes is what `waga serve --data NEW` starts on. */
export function restoreCommand(): Command {
  return new Command('restore')
    .description('put a backup back into a new data folder, and its records into SQLite or an empty PostgreSQL')
    .argument('<dir>', 'folder that `waga backup` made')
    .requiredOption('--data <dir>', 'data folder to make; it must be empty or not be there')
    .option('--records <url>', 'an empty PostgreSQL for the records (default: a file in the data folder)')
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample:\n  waga restore /var/backups/waga/2026-11-20 --data /var/lib/waga-restored')
    .action(async (directory: string, { data, records, json }: Options) => {
      note('Checking the files of the backup and putting them back …');
      const restored = await restoreBackup({ directory: resolve(directory), data: resolve(data), recordsUrl: records });
      printResult(json, restored, () => textOf(restored));
    });
}

function textOf({ data, at, madeBy, records, measurements }: Restored): string {
  const sum = (rows: Record<string, number>): number => Object.values(rows).reduce((total, count) => total + count, 0);
  return [
    `${data} holds everything up to ${at}, as Waga ${madeBy} saw it:`,
    `  ${sum(records.tables)} rows of records, now in ${records.engine}; ${sum(measurements)} rows of measurements.`,
    `Before the start, put the key of the pseudonyms at ${data}.key (or name it in pseudonymKeyFile): it is no part of a`,
    'backup, and with a new one every user counts as a new person. Everybody signs in again. Users who were erased after',
    'that moment are back: erase them again.',
  ].join('\n');
}
