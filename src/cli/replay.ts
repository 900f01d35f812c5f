import { setTimeout as sleep } from 'node:timers/promises';
import { Command } from 'commander';
import { ProductError } from '../errors.ts';
import { type NewReplay, ReplayAnswer } from '../features/balance/replay-contract.ts';
import { Finding } from '../features/catalog/finding.ts';
import { readFiles } from '../features/catalog/read-files.ts';
import { catalogFiles } from './catalog-files.ts';
import { type Client, createClient, type ServerChoice, withServerOptions } from './client.ts';
import { findingsText } from './findings-text.ts';
import { instantText } from './instant-option.ts';
import { exitWith, note, printResult, progress, progressDone } from './output.ts';
import { changesOf } from './replay-changes.ts';
import { replayText } from './replay-text.ts';

interface Options extends ServerChoice {
  from: string;
  to: string;
  catalog?: string[];
  set?: string[];
  json?: true;
}

const askEveryMs = 500;
const collect = (one: string, before: string[] = []): string[] => [...before, one];

/** `waga replay`: exit 0 when no P1 or P2 of the past would be lost, 1 when one would or the files hold an error. */
export function replayCommand(): Command {
  const command = new Command('replay')
    .description('replay the past with other rules: what would have called, and which P1 or P2 would be lost')
    .requiredOption('--from <time>', 'RFC 3339, such as 2026-10-22T00:00:00Z')
    .requiredOption('--to <time>', 'RFC 3339; at most 92 days later')
    .option('--catalog <path>', 'files, or folders of them, of a whole catalogue to try; may be given again', collect)
    .option('--set <change>', 'one value to try, such as process/payment.partial=0.25; may be given again', collect)
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      '\nWhat --set takes:\n' +
        '  process/NAME.partial=SHARE    process/NAME.total=SHARE\n' +
        '  measure/NAME.atLeast=SHARE    measure/NAME.overMinutes=N    measure/NAME.floor=N    measure/NAME=off\n' +
        '\nExample:\n' +
        '  waga replay --from 2026-10-22T00:00:00Z --to 2026-11-21T00:00:00Z --set process/payment.partial=0.25\n' +
        '  waga replay --from 2026-10-22T00:00:00Z --to 2026-11-21T00:00:00Z --catalog catalogue/',
    )
    .action(replay);
  return withServerOptions(command);
}

async function replay(options: Options): Promise<void> {
  const asked = askedOf(options);
  const client = createClient(options);
  const done = await followed(client, await begun(client, asked, options));
  if (done.state === 'failed') throw new ProductError('internal', `The replay came to no end: ${done.error}`);
  printResult(options.json, done, () => replayText(done));
  if (done.lost.length > 0) exitWith(1);
}

function askedOf({ from, to, catalog, set = [] }: Options): NewReplay {
  const changes = changesOf(set);
  if (catalog === undefined && changes.length === 0) {
    throw new ProductError('bad_input', 'Nothing is changed: give --set or --catalog.');
  }
  const files = catalog === undefined ? {} : { files: loaded(catalog) };
  return { from: instantText('--from', from), to: instantText('--to', to), changes, ...files };
}

/** What could not be loaded cannot be tried. Throws ProductError `bad_catalog` with the findings. */
function loaded(paths: readonly string[]): { path: string; text: string }[] {
  const files = catalogFiles(paths);
  const unread = files.filter((file) => file.unread);
  if (unread.length === 0) return files.map(({ path, text }) => ({ path, text }));
  const { findings } = readFiles(unread, []);
  throw new ProductError('bad_input', `Some files could not be loaded.\n${findingsText(findings)}`);
}

async function begun(client: Client, asked: NewReplay, { json }: Options): Promise<ReplayAnswer> {
  try {
    const { body } = await client.request({ method: 'POST', path: '/api/v1/replays', body: asked });
    return ReplayAnswer.parse(body);
  } catch (error) {
    const findings = error instanceof ProductError ? Finding.array().safeParse(error.details.findings) : undefined;
    if (findings?.success && !json) note(findingsText(findings.data));
    throw error;
  }
}

async function followed(client: Client, first: ReplayAnswer): Promise<ReplayAnswer> {
  let answer = first;
  while (answer.state === 'running') {
    progress(`replaying ${Math.floor(100 * answer.progress)} %`);
    await sleep(askEveryMs);
    const path = `/api/v1/replays/${encodeURIComponent(answer.id)}`;
    answer = ReplayAnswer.parse((await client.request({ method: 'GET', path })).body);
  }
  progressDone();
  return answer;
}
