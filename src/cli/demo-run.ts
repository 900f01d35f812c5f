import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ProductError } from '../errors.ts';
import { type DemoAccess, makeDemoAccess } from './demo-access.ts';
import { catalogOf, serveSettings } from './demo-catalog.ts';
import { type Children, children } from './demo-children.ts';
import { tellOutages } from './demo-ledger.ts';
import { tellDemoCustomers } from './demo-status.ts';
import { note } from './output.ts';

export interface DemoOptions {
  port: number;
  shopPort: number;
  days: number;
  seed: number;
  history: boolean;
  data?: string;
}

/** Both the sources and the built package keep the demo beside `src`; each runs its own kind of file. */
const extension = extname(fileURLToPath(import.meta.url));
const scriptAt = (path: string) => fileURLToPath(new URL(`${path}${extension}`, import.meta.url));
const waga = scriptAt('./waga');
const madeBy = (part: string) => scriptAt(`../../demo/${part}/main`);
const minuteMs = 60_000;

/**
 * Starts everything, prints the two addresses on stdout and runs until SIGINT or SIGTERM; then stops all it started and
 * removes its temporary folder. Throws `conflict` when a port is taken and `internal` when a part ends by itself.
 */
export async function runDemo(given: DemoOptions): Promise<void> {
  const asked = untilAskedToStop();
  await portsFree(given);
  const options = { ...given, shopPort: given.shopPort || (await freePort()) };
  const scratch = mkdtempSync(join(tmpdir(), 'waga-demo-'));
  const parts = children();
  try {
    const working = begin(options, scratch, parts);
    const outcome = await Promise.race([working.then(() => 'ready'), asked, parts.death]);
    if (outcome === 'ready') await Promise.race([asked, parts.death]);
    // What was under way when the stop came ends with its process; nobody waits for its complaint.
    working.catch(() => undefined);
    note('Stopping.');
  } finally {
    await parts.stop();
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** What a demo with a folder of its own finds there when it starts again. */
interface Kept {
  seed: number;
  access: DemoAccess;
}

async function begin(options: DemoOptions, scratch: string, parts: Children): Promise<void> {
  const began = performance.now();
  const data = options.data ?? join(scratch, 'data');
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const kept = join(data, 'waga-demo.json');
  const hasPast = existsSync(kept);
  const past: Partial<Kept> = hasPast ? JSON.parse(readFileSync(kept, 'utf8')) : {};
  const seed = past.seed ?? options.seed;
  // The live shop begins at the minute where the history ends, so that no minute is missing and none counts twice.
  const until = Math.floor(Date.now() / minuteMs) * minuteMs;
  const when = ['--seed', String(seed), '--until', String(until)];
  const withHistory = options.history && !hasPast;

  note(withHistory ? `Making ${options.days} days of history while Waga starts.` : 'Starting Waga.');
  const written = withHistory
    ? parts.run('the history', madeBy('history'), ['--out', scratch, '--days', String(options.days), ...when])
    : Promise.resolve();
  written.catch(() => undefined);
  const { config, env } = serveSettings(scratch, options.shopPort);
  const serve = ['serve', '--config', config, '--data', data, '--port', String(options.port)];
  const server = await parts.start('waga serve', waga, serve, /^Waga is at (\S+)$/, env);
  await parts.run('the campaign', madeBy('campaign'), ['--out', scratch, '--until', String(until)]);
  const catalog = [catalogOf(scratch, options.shopPort), join(scratch, 'campaign.yaml')];
  const place = ['--server', server, '--data', data];
  await parts.run('waga apply', waga, ['apply', ...catalog, ...place]);
  const access = past.access ?? (await makeDemoAccess(server, data));
  const shopArgs = [
    '--waga',
    server,
    '--port',
    String(options.shopPort),
    '--seed',
    String(seed),
    '--since',
    String(until),
  ];
  const shop = await parts.start('the shop', madeBy('shop'), shopArgs, /^The shop is at (\S+)$/, {
    WAGA_TOKEN: access.token,
    ...env,
  });
  await written;
  if (withHistory) {
    note('Importing the history.');
    await parts.run('waga import', waga, importArgs('shop-events', join(scratch, 'business.csv'), place));
    await parts.run('waga import', waga, importArgs('shop-otlp', join(scratch, 'technical.csv'), place));
    await parts.run('waga import', waga, importArgs('shop-otlp', join(scratch, 'technical-past.csv'), place));
    await parts.run('the ledger', madeBy('ledger'), ['--out', scratch, '--days', String(options.days), ...when]);
    await tellOutages(server, data, join(scratch, 'ledger.json'));
    await tellDemoCustomers(server, access, join(scratch, 'ledger.json'));
  }
  writeFileSync(kept, JSON.stringify({ seed, access } satisfies Kept), { mode: 0o600 });
  note(`Ready after ${Math.round((performance.now() - began) / 1_000)} s. Ctrl-C stops everything.`);
  process.stdout.write(`Waga:     ${server}\nSign in:  ${access.name} / ${access.password}\n`);
  process.stdout.write(
    `The shop: ${shop} (switch failures on here)\nStatus:   ${server}/status (what customers see)\n`,
  );
}

function importArgs(source: string, file: string, place: readonly string[]): string[] {
  return ['import', 'csv', file, '--source', source, '--missing', 'zero', ...place];
}

async function portsFree({ port, shopPort }: DemoOptions): Promise<void> {
  for (const [option, wanted] of [
    ['--port', port],
    ['--shop-port', shopPort],
  ] as const) {
    if (!(await isFree(wanted))) {
      throw new ProductError('conflict', `Port ${wanted} of 127.0.0.1 is taken. Choose another with ${option}.`);
    }
  }
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}

function untilAskedToStop(): Promise<'asked'> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolve('asked'));
  });
}
