import { Command, InvalidArgumentError, Option } from 'commander';
import { z } from 'zod';
import { ProductError } from '../errors.ts';
import { NewToken, TokenMade, type TokenRow, TokensAnswer } from '../features/access/contract.ts';
import { scopes } from '../features/access/rights.ts';
import { type Client, createClient, type ServerChoice, withServerOptions } from './client.ts';
import { note, printResult } from './output.ts';
import { tokensText } from './tokens-text.ts';

interface Options extends ServerChoice {
  json?: true;
}
interface CreateOptions extends Options {
  scope: string[];
  source?: string[];
  process?: string[];
  component?: string[];
  environment?: string[];
  money?: string[];
  days: number;
}

const collect = (value: string, before: string[] = []): string[] => [...before, value];
const wholeNumber = (text: string): number => {
  if (/^\d{1,6}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('expected a whole number');
};
const json = ['--json', 'print one JSON document'] as const;

/** `waga token`: what programs sign in with. The secret alone goes to stdout, so that `TOKEN=$(waga token create …)` works. */
export function tokenCommand(): Command {
  const example = 'waga token create shop --scope ingest --source shop-events --process payment';
  return new Command('token')
    .description('tokens of programs: list, create, rotate, revoke')
    .addHelpText('after', `\nExample:\n  ${example}`)
    .addCommand(listCommand())
    .addCommand(createCommand(example))
    .addCommand(rotateCommand())
    .addCommand(revokeCommand());
}

function listCommand(): Command {
  return withServerOptions(new Command('list').description('every token there is or was, without its secret'))
    .option(...json)
    .addHelpText('after', '\nExample:\n  waga token list')
    .action(async (options: Options) => {
      const tokens = await tokensAt(createClient(options));
      printResult(options.json, { tokens }, () => tokensText(tokens));
    });
}

function createCommand(example: string): Command {
  const scope = new Option('--scope <scope>', 'what it may do; may be repeated')
    .choices([...scopes])
    .argParser(oneScope);
  const command = new Command('create')
    .description('make a token and print its secret, this once')
    .argument('<name>', 'name of the token')
    .addOption(scope.makeOptionMandatory())
    .option('--source <name>', 'source it speaks for; may be repeated', collect)
    .option('--process <name>', 'process it may write, else any of its sources; may be repeated', collect)
    .option('--component <name>', 'component it may write (service.name), else any; may be repeated', collect)
    .option('--environment <name>', 'environment it may write, else any; may be repeated', collect)
    .option('--money <product>', 'product whose money it may see, or all; may be repeated', collect)
    .option('--days <number>', 'days until it expires', wholeNumber, 365);
  return withServerOptions(command)
    .option(...json)
    .addHelpText('after', `\nExample:\n  ${example}\n  TOKEN=$(waga token create reports --scope read --money all)`)
    .action(async (name: string, options: CreateOptions) => {
      const body = NewToken.safeParse({
        name,
        scopes: options.scope,
        sources: options.source ?? [],
        processes: options.process ?? null,
        components: options.component ?? null,
        environments: options.environment ?? null,
        money: options.money?.includes('all') ? 'all' : (options.money ?? []),
        expiresInDays: options.days,
      });
      if (!body.success) throw new ProductError('bad_input', z.prettifyError(body.error));
      const request = { method: 'POST', path: '/api/v1/tokens', body: body.data } as const;
      const made = TokenMade.parse((await createClient(options).request(request)).body);
      note(`Token ${name} holds until ${made.token.expiresAt}. Keep its secret now, it is not shown again:`);
      printResult(options.json, made, () => made.secret);
    });
}

function rotateCommand(): Command {
  const command = new Command('rotate')
    .description('give a token a new secret and print it; the one before goes on for a while')
    .argument('<name>', 'name or id of the token')
    .option('--grace <minutes>', 'minutes for which the secret before goes on', wholeNumber, 60);
  return withServerOptions(command)
    .option(...json)
    .addHelpText('after', '\nExample:\n  waga token rotate shop --grace 1440')
    .action(async (name: string, options: Options & { grace: number }) => {
      const client = createClient(options);
      const { id } = await tokenNamed(client, name);
      const body = { graceMinutes: options.grace };
      const made = TokenMade.parse(
        (await client.request({ method: 'POST', path: `/api/v1/tokens/${id}/rotate`, body })).body,
      );
      const before = made.token.previousUntil;
      note(before === null ? 'The secret before has ended.' : `The secret before holds until ${before}.`);
      note(`The new one holds until ${made.token.expiresAt}; it is not shown again:`);
      printResult(options.json, made, () => made.secret);
    });
}

function revokeCommand(): Command {
  return withServerOptions(new Command('revoke').description('end a token at once').argument('<name>', 'name or id'))
    .option(...json)
    .addHelpText('after', '\nExample:\n  waga token revoke shop')
    .action(async (name: string, options: Options) => {
      const client = createClient(options);
      const { id, name: known } = await tokenNamed(client, name);
      await client.request({ method: 'DELETE', path: `/api/v1/tokens/${id}` });
      printResult(options.json, { revoked: known }, () => `${known} is revoked`);
    });
}

/** Collects like the others and holds to the scopes there are, since a parser of one's own replaces the check of choices. */
function oneScope(value: string, before?: string[]): string[] {
  if ((scopes as readonly string[]).includes(value)) return collect(value, before);
  throw new InvalidArgumentError(`Allowed choices are ${scopes.join(', ')}.`);
}

async function tokensAt(client: Client): Promise<TokenRow[]> {
  return TokensAnswer.parse((await client.request({ method: 'GET', path: '/api/v1/tokens' })).body).tokens;
}

/** Throws ProductError `not_found` when no token bears this name or id. */
async function tokenNamed(client: Client, name: string): Promise<TokenRow> {
  const tokens = await tokensAt(client);
  const found = tokens.find((one) => one.name === name) ?? tokens.find((one) => one.id === name);
  if (found) return found;
  throw new ProductError('not_found', `No token has the name or id ${name}; see waga token list.`);
}
