import type { RunbookRunner } from '../features/unavailability/actions/runner.ts';
import { createRunner, type RunnerDeps } from '../features/unavailability/actions/runner.ts';
import type { Allowed } from '../features/unavailability/runbooks/runbook-row.ts';
import type { Config } from './config.ts';
import { judge, type Opening } from './outgoing/opening.ts';
import { readAddress } from './outgoing/ranges.ts';

export interface Runbooks {
  allowed: Allowed;
  addressProblem(url: string): string | null;
  runner: RunbookRunner;
}

type Given = Omit<RunnerDeps, 'allowed' | 'secrets' | 'hidden' | 'drainMs'>;

/** What carries runbooks out, as the configuration has it. Begins nothing by itself: the first tick does. */
export function openRunbooks(config: Config, deps: Given): Runbooks {
  const { commands, secrets, outbound, stop } = config;
  const secretOrigins = new Map(Object.entries(secrets).map(([name, { origin }]) => [name, origin]));
  const allowed: Allowed = { commands, secretOrigins };
  const runner = createRunner({
    ...{ ...deps, allowed, secrets, hidden: secretsIn(config), drainMs: stop.drainSeconds * 1_000 },
  });
  return { allowed, runner, addressProblem: (url) => addressProblem(url, outbound.allow) };
}

/** Every secret of the configuration, wherever it stands; of an address that is one, such as that of a database, its password too. */
export function secretsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const { reveal } = value as { reveal?: unknown };
  if (typeof reveal === 'function') return withPassword(String(reveal.call(value)));
  return Object.values(value).flatMap(secretsIn);
}

function withPassword(secret: string): string[] {
  const password = URL.canParse(secret) ? new URL(secret).password : '';
  return password === '' ? [secret] : [secret, password, decoded(password)];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Why an address would be refused, as far as it says where it leads: names are looked up only when they are asked. */
function addressProblem(text: string, openings: readonly Opening[]): string | null {
  const url = new URL(text);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const address = host === 'localhost' ? '127.0.0.1' : host;
  if (!readAddress(address)) return null;
  const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
  const range = judge({ host, port, address }, openings);
  if (range === null) return null;
  return `${url.origin} is an address that is not public (${range}); only \`outbound.allow\` in the configuration of the server can open it.`;
}
