import { Command } from 'commander';
import { ErasedUser } from '../features/signals/erase-contract.ts';
import { createClient, type ServerChoice, withServerOptions } from './client.ts';
import { counted, printResult } from './output.ts';

interface Options extends ServerChoice {
  user: string;
  json?: true;
}

/** `waga erase --user ID`: takes out what is kept under the pseudonym of a user, at once. */
export function eraseCommand(): Command {
  const command = new Command('erase')
    .description('erase what is kept under the pseudonym of a user; works on the machine of the server')
    .requiredOption('--user <id>', 'the id as the events bear it')
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample:\n  waga erase --user customer-1001 --data /var/lib/waga')
    .action(async (options: Options) => {
      const body = { user: options.user };
      const answer = await createClient(options).request({ method: 'POST', path: '/api/v1/erase', body });
      const erased = ErasedUser.parse(answer.body);
      printResult(options.json, erased, () => textOf(erased));
    });
  return withServerOptions(command);
}

function textOf({ rows, days, remains }: ErasedUser): string {
  const done =
    rows === 0 ? 'Nothing was kept of this user.' : `${counted(rows, 'row')} of ${counted(days, 'day')} erased.`;
  return [done, 'What remains:', ...remains.map((line) => `  ${line}`)].join('\n');
}
