import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { availabilityBySecond, type BySecond, billion } from '../../../tests/availability-by-second.ts';
import { fractionOf } from '../../maths/exact-fraction.ts';
import { day, hour, type Interval, minute, second } from '../../maths/instants.ts';
import { instantOfLocal } from '../../maths/zoned-time.ts';
import {
  type CountingPolicy,
  type LedgerRow,
  partialPolicies,
  plannedPolicies,
  unknownPolicies,
  usualPolicy,
} from './availability.ts';
import { availabilityOf, outageSecondsOf } from './availability-of.ts';

const month: Interval = { from: 0, to: 30 * day };

/** A row of so many minutes, from minute `at` on. */
function row(at: number, minutes: number, more: Partial<LedgerRow> = {}): LedgerRow {
  const [from, to] = [at * minute, (at + minutes) * minute];
  const seen = { detectedFrom: from, detectedTo: to };
  return { from, to, ...seen, kind: 'unplanned', fault: 'own', share: '1', excluded: false, ...more };
}

const policies: CountingPolicy[] = plannedPolicies.flatMap((planned) =>
  unknownPolicies.flatMap((unknown) =>
    partialPolicies.flatMap((partial) =>
      [0, 60].map((minimumSeconds) => ({ planned, unknown, partial, minimumSeconds })),
    ),
  ),
);

describe('the worked months', () => {
  const worked = [
    row(100, 20),
    row(1_000, 60, { kind: 'planned', fault: 'vendor', excluded: true }),
    row(2_000, 12, { fault: 'vendor', detectedTo: 2_030 * minute }),
    row(3_000, 15, { kind: 'false-positive' }),
  ];

  test('gives raw, adjusted, own and vendor as the method says', () => {
    const found = availabilityOf(worked, month, usualPolicy);
    expect(found.raw).toEqual(fractionOf(43_075n, 43_200n));
    expect(found.adjusted).toEqual({ low: fractionOf(43_108n, 43_140n), high: fractionOf(43_108n, 43_140n) });
    expect(found.ownOnly).toEqual(fractionOf(43_120n, 43_140n));
    expect(found.vendorOnly).toEqual(fractionOf(43_128n, 43_140n));
    expect(found).toMatchObject({ excludedSeconds: 3_600, downSeconds: 1_920, rawDownSeconds: 7_500, outages: 2 });
    expect(outageSecondsOf(worked, month, usualPolicy)).toEqual([1_200, 720]);
  });

  test('tells time that is left out from time that counts as up', () => {
    const rows = [row(0, 300), row(10_000, 2_880, { kind: 'planned', excluded: true })];
    const percent = (planned: CountingPolicy['planned']): string => {
      const { low } = availabilityOf(rows, month, { ...usualPolicy, planned }).adjusted;
      return ((100 * low.numerator) / low.denominator).toFixed(3);
    };
    expect([percent('exclude'), percent('up'), percent('down')]).toEqual(['99.256', '99.306', '92.639']);
  });
});

describe('rules of counting', () => {
  test('nine minutes down and one up, for ever, is nothing under a minimum of ten minutes, and is told', () => {
    const rows = Array.from({ length: 4_320 }, (_, i) => row(i * 10, 9));
    const found = availabilityOf(rows, month, { ...usualPolicy, minimumSeconds: 600 });
    expect(found.adjusted.low.text).toBe('1.000000');
    expect(found.belowMinimum).toEqual({ spells: 4_320, seconds: 4_320 * 540 });
    expect(found).toMatchObject({ outages: 0, downSeconds: 0, raw: { numerator: 1, denominator: 10 } });
    expect(availabilityOf(rows, month, { ...usualPolicy, minimumSeconds: 540 }).adjusted.low.text).toBe('0.100000');
  });

  test('neither a second outage that adjoins nor the end of the month makes a spell shorter', () => {
    const policy = { ...usualPolicy, minimumSeconds: 600 };
    expect(availabilityOf([row(10, 6), row(16, 6)], month, policy)).toMatchObject({ outages: 1, downSeconds: 720 });
    expect(availabilityOf([row(-6, 12)], month, policy)).toMatchObject({ outages: 1, downSeconds: 360 });
  });

  test("one's own unplanned outage counts inside excluded time, a vendor's does not", () => {
    const maintenance = row(0, 60, { kind: 'planned', excluded: true });
    const own = availabilityOf([maintenance, row(10, 20), row(30, 10, { fault: 'vendor' })], month, usualPolicy);
    expect(own).toMatchObject({ excludedSeconds: 40 * 60, downSeconds: 20 * 60, ownDownSeconds: 20 * 60 });
  });

  test('unknown time makes a bound; where something was down it is known', () => {
    const rows = [row(0, 30, { kind: 'unknown' }), row(10, 5)];
    const found = availabilityOf(rows, month, usualPolicy);
    expect(found.unmeasuredSeconds).toBe(25 * 60);
    expect(found.adjusted).toEqual({ low: fractionOf(43_170n, 43_200n), high: fractionOf(43_195n, 43_200n) });
  });

  test('splits what own and vendor faults share', () => {
    const rows = [row(0, 10, { share: '0.5' }), row(5, 10, { fault: 'vendor', share: '0.2' })];
    const found = availabilityOf(rows, month, usualPolicy);
    expect(found).toMatchObject({
      ownDownSeconds: 150 + 90,
      vendorDownSeconds: 60,
      bothDownSeconds: 60,
      downSeconds: 360,
    });
  });

  test('nothing is owed where all time is left out; an empty period and a wrong share are refused', () => {
    const all = availabilityOf([row(-5, 50_000, { kind: 'planned', excluded: true })], month, usualPolicy);
    expect(all).toMatchObject({ adjusted: { low: { numerator: 1, denominator: 1 } }, excludedSeconds: 2_592_000 });
    expect(() => availabilityOf([], { from: 5, to: 5 }, usualPolicy)).toThrow(RangeError);
    expect(() => availabilityOf([row(0, 1, { share: '1.1' })], month, usualPolicy)).toThrow(/between "0" and "1"/);
  });
});

describe('beside brute force by the second', () => {
  test('agrees exactly on random ledgers under every policy', () => {
    const period = { from: 200 * second, to: 800 * second };
    fc.assert(
      fc.property(fc.array(rowWithin(0, 1_000, 150), { maxLength: 9 }), (rows) => {
        for (const policy of policies) agree(rows, period, policy);
      }),
      { numRuns: 500 },
    );
  });

  const months = [
    ['Europe/Warsaw', '2026-03'],
    ['Europe/Warsaw', '2026-10'],
    ['America/New_York', '2026-03'],
    ['America/New_York', '2026-11'],
    ['Australia/Lord_Howe', '2026-04'],
    ['Australia/Lord_Howe', '2026-10'],
    ['Pacific/Chatham', '2028-02'],
  ] as const;
  test.each(months)('agrees exactly on months of %s: %s', (zone, name) => {
    const [year, of] = name.split('-').map(Number) as [number, number];
    const local = (months: number): number => Date.UTC(year, months, 1) / minute;
    const period = { from: instantOfLocal(zone, local(of - 1)), to: instantOfLocal(zone, local(of)) };
    const [from, to] = [period.from / second - 86_400, period.to / second + 86_400];
    const nth = months.findIndex((one) => one[0] === zone && one[1] === name);
    const ledgers = fc.sample(fc.array(rowWithin(from, to, 400_000), { minLength: 8, maxLength: 12 }), {
      seed: nth + 1,
      numRuns: 12,
    });
    for (const [i, rows] of ledgers.entries()) agree(rows, period, policies[(nth * 12 + i) % policies.length]!);
  });

  test("autumn's double hour is two hours, and a leap day is a day", () => {
    const october = {
      from: instantOfLocal('Europe/Warsaw', Date.UTC(2026, 9, 1) / minute),
      to: instantOfLocal('Europe/Warsaw', Date.UTC(2026, 10, 1) / minute),
    };
    expect(availabilityOf([], october, usualPolicy).periodSeconds).toBe((31 * 24 + 1) * 3_600);
    const february = { from: Date.UTC(2028, 1, 1), to: Date.UTC(2028, 2, 1) };
    expect(availabilityOf([], february, usualPolicy).periodSeconds).toBe(29 * 86_400);
    const doubled = row(0, 0, { from: Date.UTC(2026, 9, 24, 23, 30), to: Date.UTC(2026, 9, 25, 1, 30) });
    expect(availabilityOf([doubled], october, usualPolicy).downSeconds).toBe((2 * hour) / second);
  });

  test('keeps the sums of a year with shares of nine places exact', () => {
    const year = { from: 0, to: 365 * day };
    const rows = [row(0, 400_000, { share: '0.123456789' }), row(400_000, 100_000, { share: '0.987654321' })];
    const found = availabilityOf(rows, year, usualPolicy);
    const parts = 24_000_000n * 123_456_789n + 6_000_000n * 987_654_321n;
    const whole = 31_536_000n * BigInt(billion);
    expect(found.adjusted.low).toEqual(fractionOf(whole - parts, whole));
  });
});

function rowWithin(from: number, to: number, longest: number): fc.Arbitrary<LedgerRow> {
  const ends = fc
    .tuple(
      fc.integer({ min: from, max: to - 1 }),
      fc.oneof(fc.integer({ min: 0, max: 80 }), fc.integer({ min: 0, max: longest })),
    )
    .map(([at, length]) => ({ from: at * second, to: Math.min(to, at + length) * second }));
  const share = fc.oneof(
    fc.constant('1'),
    fc.constantFrom('0', '0.5', '0.25', '1.0'),
    fc.integer({ min: 0, max: billion }).map((parts) => (parts / billion).toFixed(9)),
  );
  return fc
    .record({
      ends,
      seen: ends,
      kind: fc.constantFrom('planned', 'unplanned', 'unplanned', 'false-positive', 'unknown'),
      fault: fc.constantFrom('own', 'vendor', 'both'),
      share,
      excluded: fc.boolean(),
    })
    .map(({ ends, seen, ...rest }) => ({ ...ends, detectedFrom: seen.from, detectedTo: seen.to, ...rest }));
}

function agree(rows: readonly LedgerRow[], period: Interval, policy: CountingPolicy): void {
  const found = availabilityOf(rows, period, policy);
  const truth: BySecond = availabilityBySecond(rows, period, policy);
  const down = truth.own + truth.vendor + truth.both;
  const unknown = truth.unknown * billion;
  const of = (parts: number, seconds = truth.counts) => {
    const whole = BigInt(seconds) * BigInt(billion);
    return whole === 0n ? fractionOf(1n, 1n) : fractionOf(whole - BigInt(parts), whole);
  };
  const seconds = found.periodSeconds;
  expect(found).toEqual({
    raw: of(truth.raw, seconds),
    adjusted: {
      low: of(policy.unknown === 'up' ? down : down + unknown),
      high: of(policy.unknown === 'down' ? down + unknown : down),
    },
    ownOnly: of(truth.own),
    vendorOnly: of(truth.vendor),
    bothOnly: of(truth.both),
    periodSeconds: (period.to - period.from) / second,
    excludedSeconds: truth.excluded,
    unmeasuredSeconds: truth.unknown,
    downSeconds: down / billion,
    ownDownSeconds: truth.own / billion,
    vendorDownSeconds: truth.vendor / billion,
    bothDownSeconds: truth.both / billion,
    rawDownSeconds: truth.raw / billion,
    belowMinimum: { spells: truth.belowSpells, seconds: truth.below / billion },
    outages: truth.spells,
    policy,
  });
}
