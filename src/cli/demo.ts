import { Command, InvalidArgumentError } from 'commander';
import { ProductError } from '../errors.ts';
import { type DemoOptions, runDemo } from './demo-run.ts';
import { printResult } from './output.ts';

const defaultShop = 'http://127.0.0.1:9243';
const shopOption = ['--shop <url>', 'address of the shop', defaultShop] as const;

/** `waga demo`: Waga with a pretend shop, its past and live traffic; `fail` and `truth` steer and ask a running one. */
export function demoCommand(): Command {
  return new Command('demo')
    .description('start Waga with a pretend shop: sixty days of history, live customers, failures to switch on')
    .option('--port <number>', 'port of Waga on loopback', port, 9242)
    .option('--shop-port <number>', "port of the shop's control page on loopback", port, 9243)
    .option('--days <number>', 'days of history', whole(1, 365), 60)
    .option('--seed <number>', 'other customers', whole(0, 4_294_967_295), 1)
    .option('--no-history', 'start without a past: Waga has to learn first')
    .option('--data <dir>', 'keep the data in this folder (default: a temporary one, removed at the end)')
    .addHelpText(
      'after',
      '\nExample:\n  waga demo\n  waga demo fail vendor-down on\n  waga demo truth --from 2026-11-20T10:00:00Z',
    )
    .action((options: DemoOptions) => runDemo(options))
    .addCommand(failCommand())
    .addCommand(truthCommand());
}

interface Switched {
  name: string;
  on: boolean;
  does: string;
  shows: string;
}

function failCommand(): Command {
  return new Command('fail')
    .description('switch a failure of the running demo on or off')
    .argument('[name]', 'the failure; left out, all are listed')
    .argument('[state]', 'on or off')
    .option(...shopOption)
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample:\n  waga demo fail\n  waga demo fail vendor-down on')
    .action(async (name: string | undefined, state: string | undefined, options: { shop: string; json?: true }) => {
      if (name === undefined) {
        const { failures } = await ask<{ failures: Switched[] }>(options.shop, '/failures');
        printResult(options.json, failures, () => failures.map(switchedText).join('\n'));
        return;
      }
      if (state !== 'on' && state !== 'off')
        throw new ProductError('bad_input', 'expected "on" or "off" after the name');
      const body = JSON.stringify({ on: state === 'on' });
      const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body };
      const switched = await ask<Switched>(options.shop, `/failures/${encodeURIComponent(name)}`, init);
      printResult(options.json, switched, () => switchedText(switched));
    });
}

function switchedText({ name, on, does, shows }: Switched): string {
  return `${name} is ${on ? 'on' : 'off'}: ${does} ${shows}`;
}

interface Tally {
  count: number;
  money: string;
}
interface Truth {
  from: string;
  to: string;
  currency: string;
  processes: Record<string, { step: string; expected: Tally; actual: Tally; lost: Tally }>;
}

function truthCommand(): Command {
  return new Command('truth')
    .description('what the simulation knows: what would have come without failures, what came, what is lost')
    .option('--from <time>', 'RFC 3339 (default: ten minutes before --to)')
    .option('--to <time>', 'RFC 3339 (default: the last whole minute)')
    .option(...shopOption)
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample:\n  waga demo truth --from 2026-11-20T10:00:00Z --to 2026-11-20T10:10:00Z')
    .action(async (options: { from?: string; to?: string; shop: string; json?: true }) => {
      const query = new URLSearchParams();
      for (const end of ['from', 'to'] as const) if (options[end] !== undefined) query.set(end, options[end]);
      const truth = await ask<Truth>(options.shop, `/truth?${query}`);
      printResult(options.json, truth, () => truthText(truth));
    });
}

function truthText({ from, to, currency, processes }: Truth): string {
  const lines = Object.entries(processes).map(([process, { step, expected, actual, lost }]) => {
    const money = Number(expected.money) > 0 ? ` (${lost.money} ${currency})` : '';
    return `${process} ${step}: ${expected.count} without failures, ${actual.count} came, ${lost.count} lost${money}`;
  });
  return [`${from} to ${to}`, ...lines].join('\n');
}

async function ask<Answer>(shop: string, path: string, init: RequestInit = {}): Promise<Answer> {
  if (!URL.canParse(shop)) throw new ProductError('bad_input', `--shop: expected an address such as ${defaultShop}`);
  let response: Response;
  try {
    response = await fetch(new URL(path, shop), { ...init, signal: AbortSignal.timeout(10_000) });
  } catch (error) {
    const message = `No demo shop answers at ${shop}. Start one with "waga demo", or name another with --shop.`;
    throw new ProductError('server_unreachable', message, {}, error);
  }
  const answer = (await response.json()) as Answer & { error?: string };
  if (response.ok) return answer;
  throw new ProductError(response.status === 404 ? 'not_found' : 'bad_input', answer.error ?? `${response.status}`);
}

function whole(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d{1,10}$/.test(text) || value < least || value > most) {
      throw new InvalidArgumentError(`expected a whole number from ${least} to ${most}`);
    }
    return value;
  };
}

function port(text: string): number {
  return whole(0, 65_535)(text);
}
