#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Command, CommanderError } from 'commander';
import { ProductError } from '../errors.ts';
import { exitWith, reportError } from './output.ts';

/** Each command lies in a file of its own, which is loaded only when it is asked for, so that the others start quickly. */
const commands: Record<string, { summary: string; load: () => Promise<Command> }> = {
  demo: {
    summary: 'start Waga with a pretend shop: sixty days of history, live customers, failures to switch on',
    load: async () => (await import('./demo.ts')).demoCommand(),
  },
  serve: {
    summary: 'start the server: API, web pages, ingest and the jobs of the clock',
    load: async () => (await import('./serve.ts')).serveCommand(),
  },
  'admin-link': {
    summary: 'print a link that makes an administrator, valid one hour and once; works on the machine of the server',
    load: async () => (await import('./admin-link.ts')).adminLinkCommand(),
  },
  check: {
    summary: 'check catalogue files offline',
    load: async () => (await import('./check.ts')).checkCommand(),
  },
  apply: {
    summary: "make the server's catalogue equal to the files",
    load: async () => (await import('./apply.ts')).applyCommand(),
  },
  import: {
    summary: 'load history',
    load: async () => (await import('./import.ts')).importCommand(),
  },
  token: {
    summary: 'tokens of programs: list, create, rotate, revoke',
    load: async () => (await import('./token.ts')).tokenCommand(),
  },
  analyze: {
    summary:
      'ask your own files: what did an outage cost, where does slowness begin to cost, when were there drops, what is critical, what was delivered, who is the root',
    load: async () => (await import('./analyze.ts')).analyzeCommand(),
  },
  replay: {
    summary: 'replay the past with other rules: what would have called, and which P1 or P2 would be lost',
    load: async () => (await import('./replay.ts')).replayCommand(),
  },
  availability: {
    summary: 'availability by requests of every process and measured component over any window, worst first',
    load: async () => (await import('./availability.ts')).availabilityCommand(),
  },
  report: {
    summary: 'fetch the SLA report of a period: HTML, PDF, a spreadsheet, CSV or JSON, in English or Polish',
    load: async () => (await import('./report.ts')).reportCommand(),
  },
  status: {
    summary: 'write the status page for customers as files, to be served from elsewhere',
    load: async () => (await import('./status.ts')).statusCommand(),
  },
  backup: {
    summary: 'copy both stores of a running server, as they are at one moment, into an empty folder',
    load: async () => (await import('./backup.ts')).backupCommand(),
  },
  restore: {
    summary: 'put a backup back into a new data folder, and its records into SQLite or an empty PostgreSQL',
    load: async () => (await import('./restore.ts')).restoreCommand(),
  },
  doctor: {
    summary: 'check configuration, data folder, secrets, stores, disk, clock, catalogue, ledger and the running server',
    load: async () => (await import('./doctor.ts')).doctorCommand(),
  },
  erase: {
    summary: 'erase what is kept under the pseudonym of a user; works on the machine of the server',
    load: async () => (await import('./erase.ts')).eraseCommand(),
  },
};

async function run(words: readonly string[]): Promise<void> {
  const wanted = words.filter((word) => !word.startsWith('-')).slice(0, 2);
  const program = new Command('waga')
    .description('Business-aware reliability: what technical numbers are worth, in money.')
    .version(version(), '--version', 'print the version')
    .helpOption('-h, --help', 'print help')
    // What stands behind a command is the command's: `waga report … --version 2` asks for an earlier report.
    .enablePositionalOptions()
    .addHelpText(
      'after',
      '\nExample:\n  waga demo\n  waga check catalogue/\n  waga serve --data waga-data\n  waga apply catalogue/',
    );
  for (const [name, { summary, load }] of Object.entries(commands)) {
    const needed = wanted[0] === name || (wanted[0] === 'help' && wanted[1] === name);
    program.addCommand(needed ? await load() : new Command(name).summary(summary).description(summary));
  }
  for (const command of withSubcommands(program)) command.exitOverride().showSuggestionAfterError();
  await program.parseAsync([...words], { from: 'user' });
}

function withSubcommands(command: Command): Command[] {
  return [command, ...command.commands.flatMap(withSubcommands)];
}

/** The version in package.json, which lies two folders up in the sources and three in the built package. */
function version(): string {
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    try {
      return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version;
    } catch {
      if (folder === dirname(folder)) throw new ProductError('internal', 'package.json is not there');
    }
  }
}

/** The native parts end the process without a word on a Node that is too old, so it is said here first. */
function needNode(major: number): void {
  const running = process.versions.node;
  if (Number(running.split('.')[0]) >= major) return;
  throw new ProductError('bad_input', `Waga needs Node ${major} or later; this is Node ${running}.`);
}

const words = process.argv.slice(2);
// Whoever reads the output may stop early, as `head` does; there is nobody left to tell.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});
try {
  needNode(22);
  await run(words.length === 0 ? ['--help'] : words);
} catch (error) {
  // Commander has told its own errors already; help and version end with 0, everything else is bad usage.
  if (error instanceof CommanderError) exitWith(error.exitCode === 0 ? 0 : 2);
  else reportError(error, words.includes('--json'));
}
