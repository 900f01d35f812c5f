import { Command, Option } from 'commander';
import { FleetAnswer, FleetQuery, type FleetRow, fleetSorts } from '../features/agreements/fleet-contract.ts';
import { fleetText } from './availability-text.ts';
import { type Client, createClient, type ServerChoice, withServerOptions } from './client.ts';
import { instantText } from './instant-option.ts';
import { printResult } from './output.ts';

interface Options extends ServerChoice {
  from?: string;
  to?: string;
  kind?: FleetRow['subject']['kind'];
  find?: string;
  sort: (typeof fleetSorts)[number];
  json?: true;
}

const kinds = FleetQuery.shape.kind.unwrap().options;
const pageRows = 5_000;

/** `waga availability`: the whole fleet over a window, from the server. */
export function availabilityCommand(): Command {
  const command = new Command('availability')
    .description('availability by requests of every process and measured component over any window, worst first')
    .option('--from <time>', 'RFC 3339, such as 2026-10-01T00:00:00Z (default: the hour 30 days before --to)')
    .option('--to <time>', 'RFC 3339 (default: now)')
    .addOption(new Option('--kind <kind>', 'only these').choices(kinds))
    .option('--find <text>', 'only those with this text in their name or product')
    .addOption(new Option('--sort <order>', 'what comes first').choices(fleetSorts).default('worst'))
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      '\nCounted as it came, in measured minutes; what counts for an agreement is in `waga report`.' +
        '\n\nExample:\n  waga availability --from 2026-10-01T00:00:00Z --to 2026-11-01T00:00:00Z --kind process',
    )
    .action(printFleet);
  return withServerOptions(command);
}

async function printFleet(options: Options): Promise<void> {
  const query = new URLSearchParams({ sort: options.sort, limit: String(pageRows) });
  for (const name of ['from', 'to'] as const) {
    if (options[name] !== undefined) query.set(name, instantText(`--${name}`, options[name]));
  }
  if (options.kind !== undefined) query.set('kind', options.kind);
  if (options.find !== undefined) query.set('q', options.find);
  const whole = await allPages(createClient(options), query);
  printResult(options.json, whole, () => fleetText(whole));
}

/** Every row. Pages after the first are asked of the window that the first one answered, so that all are of one. */
async function allPages(client: Client, query: URLSearchParams): Promise<FleetAnswer> {
  const page = async (): Promise<FleetAnswer> => {
    const { body } = await client.request({ method: 'GET', path: `/api/v1/availability?${query}` });
    return FleetAnswer.parse(body);
  };
  const first = await page();
  const subjects = [...first.subjects];
  query.set('from', first.from);
  query.set('to', first.to);
  for (let next = first.next; next !== null; ) {
    query.set('cursor', next);
    const more = await page();
    subjects.push(...more.subjects);
    next = more.next;
  }
  return { ...first, subjects, next: null };
}
