import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { day, hour, minute } from '../../../maths/instants.ts';
import { seededRandom } from '../../../maths/random.ts';
import type { IndicatorMinutes } from '../../objectives/indicator-minutes.ts';
import { measuredFromOutages, measuredFromRequests, outageLengths } from './measured-availability.ts';
import { MeasuredAvailability } from './observed-contract.ts';
import type { RecordedOutage } from './recorded-outage.ts';

const minutesOf = (days: number): number => days * 1_440;

function requests(days: number, badOf: (i: number) => number, all = 100): IndicatorMinutes {
  const valid = new Float64Array(minutesOf(days)).fill(all);
  return { from: 0, valid, good: valid.map((v, i) => v - badOf(i)) };
}

const outage = (from: number, minutes: number, more: Partial<RecordedOutage> = {}): RecordedOutage => ({
  ...{ component: 'api', kind: 'down', failed: null },
  ...{ from: from * minute, to: (from + minutes) * minute },
  ...more,
});

describe('availability from requests', () => {
  it('is the share of all that failed, with an interval that rests on the days on which they did', () => {
    const found = measuredFromRequests('api', [requests(30, (i) => (i % minutesOf(10) < 30 ? 100 : 0))], [])!;
    expect(MeasuredAvailability.parse(found)).toMatchObject({ from: 'requests', minutes: 43_200, incidents: 3 });
    expect(found.unavailability).toBeCloseTo(90 / 43_200, 10);
    expect(found.low).toBeLessThan(0.4 * found.unavailability);
    expect(found.high).toBeGreaterThan(1.8 * found.unavailability);
  });

  it('leaves out minutes in which something it stands on was out', () => {
    const failing = requests(30, (i) => (i >= 5_000 && i < 5_060 ? 100 : 0));
    const found = measuredFromRequests('api', [failing], [{ from: 4_995 * minute, to: 5_060 * minute }])!;
    expect(found).toMatchObject({ unavailability: 0, low: 0, minutes: 43_135 });
    expect(found.high).toBeGreaterThan(0);
    expect(found.note).toContain('stands on');
  });

  it('is that of the worst indicator', () => {
    const found = measuredFromRequests('api', [requests(30, () => 1), requests(30, () => 2)], []);
    expect(found!.unavailability).toBeCloseTo(0.02);
  });

  it('is not known from less than a day, nor without a request', () => {
    expect(measuredFromRequests('api', [requests(0.9, () => 1)], [])).toBeNull();
    expect(measuredFromRequests('api', [requests(30, () => 0, 0)], [])).toBeNull();
    expect(measuredFromRequests('api', [], [])).toBeNull();
  });
});

describe('availability from outages', () => {
  const month = { from: 0, to: 30 * day };

  it('is the minutes down by the share that failed, apart from what it stands on', () => {
    const outages = [
      outage(1_000, 60),
      outage(9_000, 40, { failed: 0.5 }),
      outage(20_000, 30),
      outage(30_000, 9, { kind: 'degraded' }),
    ];
    const found = measuredFromOutages('api', outages, [{ from: 20_000 * minute, to: 20_020 * minute }], month)!;
    expect(found).toMatchObject({ from: 'alarms', incidents: 3, minutes: 43_180 });
    expect(found.unavailability).toBeCloseTo((60 + 20 + 10) / 43_180, 10);
  });

  it('that were none leave an upper end', () => {
    expect(measuredFromOutages('api', [], [], month)).toMatchObject({ unavailability: 0, low: 0, high: 30 / 43_200 });
    expect(measuredFromOutages('api', [], [], { from: 0, to: hour })).toBeNull();
  });

  it('has an interval that holds the truth about as often as it says', () => {
    let held = 0;
    const worlds = 300;
    for (let seed = 1; seed <= worlds; seed++) {
      const random = seededRandom(seed);
      const outages = Array.from({ length: random.poisson(8) }, () =>
        outage(random.integer(0, 43_000), Math.max(1, Math.round(20 * Math.exp(0.5 * random.normal())))),
      );
      const found = measuredFromOutages('api', outages, [], month)!;
      const truth = (8 * 20 * Math.exp(0.125)) / 43_200;
      if (found.low <= truth && truth <= found.high) held++;
    }
    expect(held / worlds).toBeGreaterThan(0.87);
  });

  it('always lies within its interval, and in 0 to 1', () => {
    const spells = fc.array(
      fc.record({ at: fc.integer({ min: 0, max: 43_000 }), length: fc.integer({ min: 1, max: 3_000 }) }),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(spells, (list) => {
        const found = measuredFromOutages(
          'api',
          list.map(({ at, length }) => outage(at, length)),
          [],
          month,
        )!;
        expect(MeasuredAvailability.safeParse(found).success).toBe(true);
        expect(found.low).toBeLessThanOrEqual(found.unavailability);
        expect(found.high).toBeGreaterThanOrEqual(found.unavailability);
      }),
    );
  });
});

it('lengths of outages put spells together that lie close', () => {
  const outages = [
    outage(0, 10),
    outage(20, 10),
    outage(500, 7),
    outage(600, 9, { kind: 'degraded' }),
    outage(0, 5, { component: 'db' }),
  ];
  expect(outageLengths(outages)).toEqual(
    new Map([
      ['api', [20, 7]],
      ['db', [5]],
    ]),
  );
});
