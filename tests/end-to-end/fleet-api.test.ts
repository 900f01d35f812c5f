import { afterAll, beforeAll, expect, it } from 'vitest';
import { FleetAnswer } from '../../src/features/agreements/fleet-contract.ts';
import { openFleet } from './fleet-world.ts';

let world: Awaited<ReturnType<typeof openFleet>>;
beforeAll(async () => {
  world = await openFleet();
});
afterAll(() => world?.close());

const path = '/api/v1/availability';

async function fleet(query = ''): Promise<FleetAnswer> {
  const { status, type, json } = await world.read(path + query);
  expect([status, type]).toEqual([200, 'application/json; charset=utf-8']);
  // strict: nothing but what the contract says
  return FleetAnswer.parse(json);
}

it('answers the last 30 days, worst first, what was not counted last', async () => {
  const answer = await fleet();
  expect(answer).toMatchObject({
    ...{ from: '2026-10-19T12:00:00Z', to: '2026-11-18T12:20:00Z', upTo: '2026-11-18T12:20:00Z' },
    ...{ matching: 5, next: null },
  });
  expect(answer.subjects.map(({ subject }) => subject.name)).toEqual([
    'search',
    'payment',
    'gateway',
    'returns',
    'silent',
  ]);
});
