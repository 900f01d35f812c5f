import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { ProductError } from '../errors.ts';

/** The port that the files of the catalogue name. */
const writtenPort = 9_243;

/** The folder of the catalogue to apply: the package's own, or, where the shop is on another port, a copy that says so. */
export function catalogOf(scratch: string, shopPort: number): string {
  const folder = catalogFolder();
  // where the demo is started from the project, findings then name files as the project does
  if (shopPort === writtenPort) return relative('', folder);
  const copy = join(scratch, 'catalog');
  mkdirSync(copy, { recursive: true });
  for (const file of readdirSync(folder)) {
    const text = readFileSync(join(folder, file), 'utf8');
    writeFileSync(join(copy, file), text.replaceAll(`127.0.0.1:${writtenPort}`, `127.0.0.1:${shopPort}`));
  }
  return copy;
}

/**
 * The server's own configuration: it may reach the shop on this machine, and signs what it asks of it. The secret lives as long as
 * the demo runs, in the environment of the two.
 */
export function serveSettings(scratch: string, shopPort: number): { config: string; env: Record<string, string> } {
  const config = join(scratch, 'waga.yaml');
  const shop = `127.0.0.1:${shopPort}`;
  const lines = [
    `outbound: { allow: ["${shop}"] }`,
    `secrets: { shop-flags: { for: "http://${shop}", env: WAGA_HOOK_SECRET } }`,
  ];
  writeFileSync(config, `${lines.join('\n')}\n`, { mode: 0o600 });
  return { config, env: { WAGA_HOOK_SECRET: `whsec_${randomBytes(32).toString('base64')}` } };
}

/** The catalogue's files lie in the package's demo folder, which the built code shares with the sources. */
function catalogFolder(): string {
  for (let folder = import.meta.dirname; folder !== dirname(folder); folder = dirname(folder)) {
    const found = join(folder, 'demo', 'catalog');
    if (existsSync(join(found, 'processes.yaml'))) return found;
  }
  throw new ProductError('internal', 'demo/catalog is not in this package');
}
