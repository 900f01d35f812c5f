import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect } from 'vitest';
import { Invited } from '../../../src/features/access/contract.ts';
import type { Role } from '../../../src/features/access/rights.ts';
import type { Level } from '../../../src/features/catalog/fields.ts';
import { Config } from '../../../src/server/config.ts';
import { type Running, startServer } from '../../../src/server/start.ts';

export const password = 'correct horse battery';

/** What the file says of each process, and what its product manager will say of it: twelve processes, three products. */
export const planned: { name: string; product: string; file: Level | null; said: Level }[] = [
  { name: 'payment', product: 'pay', file: 'important', said: 'critical' },
  { name: 'refund', product: 'pay', file: 'important', said: 'standard' },
  { name: 'cashback', product: 'pay', file: null, said: 'supporting' },
  { name: 'payout', product: 'pay', file: 'standard', said: 'important' },
  { name: 'checkout', product: 'shop', file: 'critical', said: 'critical' },
  { name: 'basket', product: 'shop', file: 'important', said: 'important' },
  { name: 'search', product: 'shop', file: 'standard', said: 'standard' },
  { name: 'wishlist', product: 'shop', file: null, said: 'supporting' },
  { name: 'loan', product: 'loans', file: 'important', said: 'critical' },
  { name: 'scoring', product: 'loans', file: null, said: 'important' },
  { name: 'statement', product: 'loans', file: 'supporting', said: 'supporting' },
  { name: 'newsletter', product: 'loans', file: null, said: 'supporting' },
];
export const shown = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;

const managers = { pay: 'anna', shop: 'jan', loans: 'zofia' } as const;
/** Three product managers, one who signs for technology, one who only looks. */
export const people: { name: string; displayName: string; roles: Role[] }[] = [
  { name: 'anna', displayName: 'Anna Nowak', roles: ['product-manager'] },
  { name: 'jan', displayName: 'Jan Kowalski', roles: ['product-manager'] },
  { name: 'zofia', displayName: 'Zofia Lis', roles: ['product-manager'] },
  { name: 'piotr', displayName: 'Piotr Żółw', roles: ['editor'] },
  { name: 'ewa', displayName: 'Ewa Wójcik', roles: ['reader'] },
];

const catalog = [
  ...Object.entries(managers).map(
    ([product, manager]) =>
      `{apiVersion: waga/v1, kind: Product, metadata: {name: ${product}}, spec: {productManager: 'user:${manager}'}}`,
  ),
  ...planned.map(
    ({ name, product, file }) => `apiVersion: waga/v1
kind: Process
metadata: {name: ${name}, displayName: ${shown(name)}, description: 'What ${name} is, in a sentence.'}
spec:
  ${file === null ? '' : `level: ${file}`}
  product: ${product}
  timeZone: Europe/Warsaw
  steps: [done]
  kpi: done
  thresholds: {partial: "0.2", total: "0.4"}
  value: {perEvent: "10.00", currency: PLN}`,
  ),
].join('\n---\n');

export interface World {
  url: string;
  running: Running;
  stop(): Promise<void>;
}

/** A server with the catalogue and the people, each with a password. */
export async function startWorkshopWorld(): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'waga-workshop-'));
  const config = Config.parse({ data: join(folder, 'data'), listen: { port: 0 } });
  const running = await startServer(config, { log: pino({ level: 'silent' }) });
  const send = async (method: string, path: string, body: unknown): Promise<unknown> => {
    const answer = await fetch(running.url + path, {
      method,
      headers: { authorization: `Bearer ${running.machineToken}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const told: unknown = await answer.json();
    expect(answer.status, `${method} ${path} ${JSON.stringify(told)}`).toBeLessThan(300);
    return told;
  };
  await send('PUT', '/api/v1/catalog', { files: [{ path: 'shop.yaml', text: catalog }] });
  for (const person of people) {
    const invited = Invited.parse(await send('POST', '/api/v1/people', person));
    await send('POST', '/api/v1/invitations/accept', { secret: invited.invitation.secret, password });
  }
  return {
    url: running.url,
    running,
    async stop() {
      await running.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
