import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { readConfig } from '../server/config.ts';

interface Options {
  config?: string;
  data?: string;
  port?: number;
}

/** `waga serve`: runs until SIGINT or SIGTERM, then finishes what is under way and closes the stores; a second signal ends it at once. */
export function serveCommand(): Command {
  return new Command('serve')
    .description('start the server: API, web pages, ingest and the jobs of the clock')
    .option('--config <file>', 'configuration file (YAML)')
    .option('--data <dir>', 'data folder (default: waga-data)')
    .option('--port <number>', 'port on loopback (default: 9242; 0 takes a free one)', parsePort)
    .addHelpText('after', '\nExample:\n  waga serve --data /var/lib/waga --port 9242')
    .action(async (options: Options) => {
      // what the server writes is for its own user: figures, hashes of passwords and tokens
      process.umask(0o077);
      const config = readConfig(options.config, { data: options.data, port: options.port });
      // what a start compiles is kept beside the data, where nobody else can write, and halves the work of the next start
      const compiled = join(config.data, 'compiled');
      enableCompileCache(compiled);
      // threads look for it here
      process.env.NODE_COMPILE_CACHE = compiled;
      const { startServer } = await import('../server/start.ts');
      const running = await startServer(config);
      const { publicUrl } = config.listen;
      process.stdout.write(`Waga is at ${publicUrl ? `${publicUrl}, listening on ` : ''}${running.url}\n`);
      if (running.firstAdministrator !== null)
        process.stdout.write(`First administrator: ${running.firstAdministrator} (valid one hour, once)\n`);
      await untilAskedToStop();
      await running.stop();
    });
}

function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535)
    throw new InvalidArgumentError('expected a port number from 0 to 65535');
  return port;
}

/** What a shell reports of a process that a signal ended. */
const codeOfSignal = { SIGINT: 130, SIGTERM: 143 } as const;

function untilAskedToStop(): Promise<void> {
  return new Promise((resolve) => {
    let asked = false;
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => {
        if (asked) process.exit(codeOfSignal[signal]);
        asked = true;
        resolve();
      });
    }
  });
}
