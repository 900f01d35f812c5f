import { Command } from 'commander';
import { ProductError } from '../errors.ts';
import { AdministratorLink } from '../features/access/contract.ts';
import { createClient, type ServerChoice, withServerOptions } from './client.ts';
import { printResult } from './output.ts';

interface Options extends ServerChoice {
  json?: true;
}

/** `waga admin-link`: for the first administrator whose hour passed, and for one who cannot sign in any more. */
export function adminLinkCommand(): Command {
  const command = new Command('admin-link')
    .description(
      'print a link that makes an administrator, valid one hour and once; works on the machine of the server',
    )
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample:\n  waga admin-link --data /var/lib/waga')
    .action(async (options: Options) => {
      const client = createClient(options);
      const { origin, secret, path, expiresAt } = await makeLink(client.request);
      const url = `${origin ?? client.server}${path}#${secret}`;
      printResult(options.json, { url, expiresAt }, () => `Administrator: ${url} (until ${expiresAt}, once)`);
    });
  return withServerOptions(command);
}

async function makeLink(request: ReturnType<typeof createClient>['request']) {
  try {
    return AdministratorLink.parse((await request({ method: 'POST', path: '/api/v1/first-administrator/link' })).body);
  } catch (error) {
    if (!(error instanceof ProductError) || error.code !== 'not_allowed') throw error;
    const message = 'Only the machine itself may make this link: leave --token and WAGA_TOKEN out and name --data.';
    throw new ProductError('not_allowed', message, {}, error);
  }
}
