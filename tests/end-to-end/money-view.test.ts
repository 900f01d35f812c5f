import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MoneyView } from '../../src/features/access/money-view.ts';
import { catalogue, measures, openWorld, paymentHistory } from './balance-world.ts';

const product = '---\napiVersion: waga/v1\nkind: Product\nmetadata: {name: pay}\nspec: {}\n';
const agreement = `---
apiVersion: waga/v1
kind: Agreement
metadata: {name: acme}
spec:
  parties: {provider: Shop, customer: Acme}
  product: pay
  timeZone: UTC
  objectives: [{name: paid, subjects: [{process: payment}], target: "0.999"}, {name: worth, subjects: [{process: payment}], counting: value, target: "0.9"}]
  credits: {fee: "98765.43", currency: PLN, tiers: [{below: "0.999", share: "0.10"}]}
`;
const text = `${catalogue.lean}${product}${agreement}`.replace(
  'value: {',
  'product: pay\n  lossLimit: "98765.43"\n  value: {',
);

/** Everything that is read, of a process that loses money at this moment; a token for each way to see money. */
describe('money in the answers of the API', () => {
  let world: Awaited<ReturnType<typeof openWorld>>;
  const secrets = new Map<string, string>();
  const views: Record<string, MoneyView> = { none: [], another: ['loan'], pay: ['pay'], all: 'all' };

  beforeAll(async () => {
    world = await openWorld();
    await world.apply(text);
    await world.importHistory('history', 35, paymentHistory(35));
    for (let index = 0; index < 8; index++) {
      await world.sendEvents(index, index < 2 ? 120 : 10);
      await world.tick();
    }
    await reckoned();
    const { url, machineToken } = world.running();
    for (const [name, money] of Object.entries(views)) {
      const answer = await fetch(`${url}/api/v1/tokens`, {
        method: 'POST',
        headers: { authorization: `Bearer ${machineToken}`, 'content-type': 'application/json' },
        body: JSON.stringify({ name, scopes: ['read', 'metrics'], money }),
      });
      secrets.set(name, ((await answer.json()) as { secret: string }).secret);
    }
  });
  afterAll(() => world?.close());

  /** Until what is critical has been worked out, in a thread of its own. */
  async function reckoned(): Promise<void> {
    while (((await world.read('/api/v1/criticality')) as { state: string }).state === 'working') {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
  const parameters: Record<string, string> = {
    ...{ processes: 'payment', components: 'edge', measures: measures.api, agreements: 'acme' },
  };
  /** Every route that a reader may read, with things that are there in the place of its parameters. */
  function paths(): string[] {
    const readable = world.running().routes.filter(({ method, access }) => {
      return method === 'GET' && 'right' in access && ['read', 'metrics'].includes(access.right);
    });
    const ofReport = (path: string) => `${path.replace(':kind/:name', 'agreement/acme')}?period=2026-11`;
    const named = readable.map(({ path }) =>
      path.includes('/reports/:kind')
        ? ofReport(path)
        : path.replace(/(\w+)\/:\w+/, (_, of) => `${of}/${parameters[of] ?? 'events'}`),
    );
    return named.filter((path) => path !== '/api/v1/stream' && path !== '/api/openapi.json');
  }
  async function read(path: string, as: string): Promise<{ status: number; text: string }> {
    const headers = { authorization: `Bearer ${secrets.get(as)}` };
    const answer = await fetch(world.running().url + path, { headers });
    return { status: answer.status, text: await answer.text() };
  }
  /** Who asks, and what changes by itself. */
  const changing = ['/metrics', '/api/v1/me', '/api/v1/health'];
  const money = /"[A-Z]{3}-minor|"minor":|"feeMinor":|150\.00|98765\.43|waga_(loss|value_at_risk)_minor_per_hour\{/;

  it('is shown whole to those who see that product, in the places that are known to hold it', async () => {
    const holding: string[] = [];
    for (const path of paths()) {
      const [all, pay] = [await read(path, 'all'), await read(path, 'pay')];
      if (!changing.includes(path)) expect([path, pay]).toEqual([path, all]);
      if (money.test(pay.text)) holding.push(path);
    }
    expect(holding).toEqual(
      expect.arrayContaining([
        '/api/v1/agreements',
        '/api/v1/agreements/acme',
        '/api/v1/balance',
        '/api/v1/balance/matrix',
        '/api/v1/catalog',
        '/api/v1/components/edge',
        '/api/v1/components/edge/criticality',
        '/api/v1/criticality',
        '/api/v1/drops',
        '/api/v1/impact',
        '/api/v1/map',
        '/api/v1/processes/payment',
        '/api/v1/processes/payment/breakdown',
        '/api/v1/processes/payment/criticality',
        '/metrics',
      ]),
    );
  });

  it('is in no answer to those who do not see it, which is as good as before in everything else', async () => {
    for (const path of paths()) {
      for (const as of ['none', 'another']) {
        const { status, text } = await read(path, as);
        expect([path, status]).toEqual([path, (await read(path, 'all')).status]);
        expect([path, money.exec(text)?.[0]]).toEqual([path, undefined]);
      }
    }
  });
});
