import { resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Command } from 'commander';
import { type ErrorCode, errorCodes, ProductError } from '../errors.ts';
import { BackupState, type BackupSummary } from '../features/signals/backup-contract.ts';
import { type Client, createClient, type ServerChoice, withServerOptions } from './client.ts';
import { printResult, progress, progressDone } from './output.ts';

interface Options extends ServerChoice {
  json?: true;
}

const path = '/api/v1/backup';
const askEveryMs = 300;

/** `waga backup DIR`: asks the server of this machine for a copy of both stores and waits until it is whole. */
export function backupCommand(): Command {
  const command = new Command('backup')
    .description('copy both stores of a running server, as they are at one moment, into an empty folder')
    .argument('<dir>', 'folder to make; it must be empty, and lie outside the data folder')
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample:\n  waga backup /var/backups/waga/2026-11-20 --data /var/lib/waga')
    .action(async (directory: string, options: Options) => {
      const client = createClient(options);
      const begun = await client.request({ method: 'POST', path, body: { directory: resolve(directory) } });
      const summary = await whole(client, BackupState.parse(begun.body));
      printResult(options.json, summary, () => textOf(summary));
    });
  return withServerOptions(command);
}

async function whole(client: Client, begun: BackupState): Promise<BackupSummary> {
  const since = Date.now();
  for (let state = begun; ; state = BackupState.parse((await client.request({ method: 'GET', path })).body)) {
    // Another one that was asked for meanwhile is not ours.
    if (state.startedAt !== begun.startedAt)
      throw new ProductError('conflict', 'Another backup took the place of this.');
    if (state.state === 'done' && state.summary !== null) {
      progressDone();
      return state.summary;
    }
    if (state.state === 'failed') {
      progressDone();
      const { code, message } = state.problem ?? { code: 'internal', message: 'The backup failed.' };
      throw new ProductError(Object.hasOwn(errorCodes, code) ? (code as ErrorCode) : 'internal', message);
    }
    progress(`copying, ${Math.round((Date.now() - since) / 1_000)} s`);
    await wait(askEveryMs);
  }
}

function textOf({ directory, at, bytes, files, heldMs, tookMs }: BackupSummary): string {
  const size = `${(bytes / 1_048_576).toFixed(1)} MiB in ${files} files`;
  return [
    `${directory} holds everything as of ${at} (${size}).`,
    `It took ${(tookMs / 1_000).toFixed(1)} s; writers waited ${heldMs} ms.`,
    'Not in it, on purpose: the key of the pseudonyms (keep a copy of that file elsewhere) and who is signed in.',
  ].join('\n');
}
