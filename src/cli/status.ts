import { Command } from 'commander';
import { withServerOptions } from './client.ts';
import { counted, printResult } from './output.ts';
import { exportStatus } from './status-export.ts';

/** `waga status`: what is done with the status page from a shell. */
export function statusCommand(): Command {
  return new Command('status')
    .description('write the status page for customers as files, to be served from elsewhere')
    .addHelpText('after', '\nExample:\n  waga status export /srv/status')
    .addCommand(exportCommand());
}

function exportCommand(): Command {
  const command = new Command('export')
    .description(
      'write the status page as files: pages in English and Polish, feeds and data, to be served from elsewhere',
    )
    .argument('<dir>', 'folder to write into; made where it is not there')
    .option('--force', 'also into a folder that holds other files, which stay')
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample:\n  waga status export /srv/status --server https://waga.example.com')
    .action(async (folder: string, options: Parameters<typeof exportStatus>[1] & { json?: true }) => {
      const exported = await exportStatus(folder, options);
      printResult(
        options.json,
        exported,
        () => `${folder} holds the status page in ${counted(exported.files.length, 'file')}.`,
      );
    });
  return withServerOptions(command);
}
