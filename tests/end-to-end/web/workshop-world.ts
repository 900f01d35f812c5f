import { expect } from 'vitest';
import { Invited } from '../../../src/features/access/contract.ts';
import type { Role } from '../../../src/features/access/rights.ts';
import type { Level } from '../../../src/features/catalog/fields.ts';
import { at, openWorld, paymentHistory } from '../balance-world.ts';

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
  steps: [completed]
  kpi: completed
  thresholds: {partial: "0.2", total: "0.4"}
  value: {perEvent: "150.00", currency: PLN}`,
  ),
  `{apiVersion: waga/v1, kind: Source, metadata: {name: events}, spec: {type: events, processes: [payment], complete: declared}}`,
  `{apiVersion: waga/v1, kind: Source, metadata: {name: history}, spec: {type: import, processes: [payment]}}`,
].join('\n---\n');

/** Minutes from noon: payments are as ever, then nearly all are missing, then as ever again. */
const drop = { from: 3, to: 12, until: 16 };

export interface World {
  url: string;
  /** What the clock of the server says until the next minute is sent. */
  now: number;
  /** One more minute passes, with payments as ever. */
  goOn(): Promise<void>;
  stop(): Promise<void>;
}

/** A server with the catalogue, the people, each with a password, and a drop of payments that is over. */
export async function startWorkshopWorld(): Promise<World> {
  const world = await openWorld();
  const { url, machineToken } = world.running();
  const send = async (method: string, path: string, body: unknown): Promise<unknown> => {
    const answer = await fetch(url + path, {
      method,
      headers: { authorization: `Bearer ${machineToken}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const told: unknown = await answer.json();
    expect(answer.status, `${method} ${path} ${JSON.stringify(told)}`).toBeLessThan(300);
    return told;
  };
  await world.apply(catalog);
  await world.importHistory('history', 35, paymentHistory(35));
  let index = 0;
  const goOn = async (): Promise<void> => {
    await world.sendEvents(index, index >= drop.from && index < drop.to ? 5 : 120);
    await world.tick();
    expect(world.failures()).toEqual([]);
    index += 1;
  };
  while (index < drop.until) await goOn();
  for (const person of people) {
    const invited = Invited.parse(await send('POST', '/api/v1/people', person));
    await send('POST', '/api/v1/invitations/accept', { secret: invited.invitation.secret, password });
  }
  return { url, now: at(drop.until), goOn, stop: () => world.close() };
}
