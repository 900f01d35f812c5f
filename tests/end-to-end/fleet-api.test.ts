import { afterAll, beforeAll, expect, it } from 'vitest';
import { FleetAnswer } from '../../src/features/agreements/fleet-contract.ts';
import { minutesIn } from '../../src/features/agreements/minute-mask.ts';
import { day, type EpochMs, hour, toRfc3339 } from '../../src/maths/instants.ts';
import { counted, hourOf, openFleet } from './fleet-world.ts';

let world: Awaited<ReturnType<typeof openFleet>>;
beforeAll(async () => {
  world = await openFleet();
});
afterAll(() => world?.close());

const path = '/api/v1/availability';

async function fleet(query: Record<string, string | number> = {}): Promise<FleetAnswer> {
  const words = new URLSearchParams(
    Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]),
  );
  const { status, type, json } = await world.read(`${path}?${words}`);
  expect([status, type]).toEqual([200, 'application/json; charset=utf-8']);
  const answer = FleetAnswer.parse(json);
  // written by hand, it says nothing that the contract does not
  expect(answer).toEqual(json);
  return answer;
}
const namesOf = ({ subjects }: FleetAnswer): string[] => subjects.map(({ subject }) => subject.name);

/** The plain sum of the hours that were written. */
function summed(subject: string, from: EpochMs, to: EpochMs) {
  const sums = { good: 0, valid: 0, measuredMinutes: 0 };
  for (let at = Math.max(from, counted.from); at < Math.min(to, counted.to); at += hour) {
    const one = hourOf(subject, at);
    if (one === null) continue;
    sums.good += one.good;
    sums.valid += one.valid;
    sums.measuredMinutes += minutesIn(one.measured);
  }
  return sums;
}

async function matchesSums(from: EpochMs, to: EpochMs): Promise<void> {
  const { subjects } = await fleet({ from: toRfc3339(from), to: toRfc3339(to) });
  for (const one of subjects) {
    const expected = summed(`${one.subject.kind}:${one.subject.name}`, from, to);
    expect(one).toMatchObject(expected);
    expect(one.unmeasuredMinutes).toBe((to - from) / 60_000 - expected.measuredMinutes);
  }
}

const midnight = Date.UTC(2026, 10, 18);
const windows: [string, EpochMs, EpochMs][] = [
  ['a day', midnight - day, midnight],
  ['hours of this month', midnight - 3 * day - 5 * hour, midnight - 7 * hour],
  ['a quarter that begins in the middle of an old day', midnight - 80 * day - 5 * hour, counted.to],
  ['hours of one old day', midnight - 60 * day + 2 * hour, midnight - 60 * day + 9 * hour],
  ['from before anything was counted', midnight - 200 * day, midnight - 50 * day - hour],
];

it('answers the last 30 days, worst first, what was not counted last and never as up', async () => {
  const answer = await fleet();
  expect(answer).toMatchObject({
    ...{ from: '2026-10-19T12:00:00Z', to: '2026-11-18T12:20:00Z', upTo: '2026-11-18T12:20:00Z' },
    ...{ matching: 5, next: null },
  });
  expect(namesOf(answer)).toEqual(['search', 'payment', 'gateway', 'returns', 'silent']);
  // of the last minutes it may still be proven that they were measured, so only five of the twenty are a gap
  expect(answer.subjects[0]).toEqual({
    ...{ subject: { kind: 'process', name: 'search' }, displayName: 'Search', product: 'shop', level: 'critical' },
    ...{ good: 35_280, valid: 36_000, availability: { numerator: 49, denominator: 50, text: '0.980000' } },
    ...{ measuredMinutes: 42_750, unmeasuredMinutes: 455 },
  });
  expect(answer.subjects[4]).toMatchObject({ availability: null, valid: 0, unmeasuredMinutes: 43_205 });
  expect(answer.totals).toMatchObject([
    { kind: 'process', subjects: 4, counted: 3, good: 820_080, valid: 828_000 },
    { kind: 'component', subjects: 1, counted: 1, availability: { numerator: 9_999, denominator: 10_000 } },
  ]);
});

it.each(windows)('gives the plain sum of hours over %s', (_, from, to) => matchesSums(from, to));

it('gives the same after a start anew', async () => {
  await world.restart();
  for (const [, from, to] of windows) await matchesSums(from, to);
});

it('finds by kind, name and product, sorts and pages', async () => {
  expect(namesOf(await fleet({ kind: 'component' }))).toEqual(['gateway']);
  expect(namesOf(await fleet({ q: 'SEAR' }))).toEqual(['search']);
  expect(namesOf(await fleet({ q: 'shop', sort: 'name' }))).toEqual(['payment', 'returns', 'search', 'silent']);
  expect(namesOf(await fleet({ sort: 'unmeasured' })).slice(0, 3)).toEqual(['silent', 'returns', 'search']);
  const first = await fleet({ limit: 2 });
  const second = await fleet({ limit: 2, cursor: first.next! });
  const third = await fleet({ limit: 2, cursor: second.next! });
  expect([first, second, third].flatMap(namesOf)).toEqual(namesOf(await fleet()));
  expect(third.next).toBeNull();
  expect(await fleet({ q: 'nothing' })).toMatchObject({ subjects: [], totals: [], matching: 0, next: null });
});

it.each([
  ['from=2026-11-02T00:00:00Z&to=2026-11-01T00:00:00Z', /from < to/],
  ['from=2026-12-01T00:00:00Z&to=2026-12-02T00:00:00Z', /has not begun yet/],
  [
    'from=2025-01-01T00:30:00Z',
    /from: expected a full hour \(UTC\), since minutes are kept from 2025-10-14T00:00:00Z on/,
  ],
  ['from=2001-01-01T00:00:00Z', /from: hours are kept since 2016-11-01T00:00:00Z/],
  ['from=yesterday', /from.*expected a time such as 2026-11-01T00:00:00Z/],
  ['kind=team', /kind/],
  ['cursor=process:nobody', /names no subject of this list/],
  ['limit=0', /limit/],
])('refuses %s, and says why', async (query, message) => {
  const { status, json } = await world.read(`${path}?${query}`);
  expect(status).toBe(400);
  expect(JSON.stringify(json)).toMatch(message);
});
