import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MapAnswer, type MapState } from '../../src/features/criticality/map/map-contract.ts';
import { toRfc3339 } from '../../src/maths/instants.ts';
import { at, catalogue, openWorld, paymentHistory } from './balance-world.ts';

/** Five weeks of payments, two minutes as usual, then ten in which hardly any come and the API fails most requests. */
describe('the map of a minute in which something failed', () => {
  let world: Awaited<ReturnType<typeof openWorld>>;
  beforeAll(async () => {
    world = await openWorld();
    await world.apply(catalogue.lean);
    await world.importHistory('history', 35, paymentHistory(35));
    for (let index = 0; index < 12; index++) {
      const failing = index >= 2;
      await world.sendEvents(index, failing ? 10 : 120);
      const good = { good: 1_000, bad: 0 };
      await world.sendRequests(index, { edge: good, 'payment-api': failing ? { good: 400, bad: 600 } : good });
      await world.tick();
    }
  });
  afterAll(() => world?.close());

  async function states(minutes: number | null): Promise<Record<string, MapState>> {
    const query = minutes === null ? '' : `?at=${toRfc3339(at(minutes))}`;
    const { nodes } = MapAnswer.parse(await world.read(`/api/v1/map${query}`));
    return Object.fromEntries(nodes.map(({ name, state }) => [name, state]));
  }

  it('shows what was down then, and nothing before', async () => {
    expect(world.failures()).toEqual([]);
    expect(await states(1)).toEqual({ payment: 'ok', edge: 'ok', 'payment-api': 'ok', batch: 'unmeasured' });
    const failing = { payment: 'down', edge: 'ok', 'payment-api': 'alarm', batch: 'unmeasured' };
    expect(await states(10)).toEqual(failing);
    // the objective of edge is over an hour, of which only twelve minutes are known so far
    expect(await states(null)).toEqual({ ...failing, edge: 'unknown' });
  });
});
