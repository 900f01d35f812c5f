import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bucketStart, day, type EpochMs, hour } from '../../../maths/instants.ts';
import type { Measurements } from '../../../stores/measurements/measurements.ts';
import { type HourRow, subjectKey } from '../hour-totals.ts';
import { minutesIn, wholeHourMask } from '../minute-mask.ts';
import { fleetTotals } from './fleet-totals.ts';

const start = Date.UTC(2026, 7, 1);
const names = ['a', 'b', 'c'];

const rowOf = (name: string, at: EpochMs, valid: number, currency: string | null = null): HourRow => ({
  subject: { kind: 'process', name },
  at,
  measured: wholeHourMask >> BigInt(valid % 60),
  good: Math.floor(valid / 3),
  valid,
  ...{ userUpSeconds: 0, userDownSeconds: 0, deliveredMinor: 0, expectedMinor: 0, currency },
});

/** Hours as a store holds them, which answers sums by adding them up, a currency a row. */
class PlainHours {
  readonly rows = new Map<string, HourRow>();
  asked = 0;

  put(row: HourRow): void {
    this.rows.set(`${row.at} ${subjectKey(row.subject)}`, row);
  }

  drop(before: EpochMs): void {
    for (const [key, { at }] of this.rows) if (at < before) this.rows.delete(key);
  }

  sum(name: string, from: EpochMs, to: EpochMs) {
    const sums = { good: 0, valid: 0, measured: 0 };
    for (const { subject, at, good, valid, measured } of this.rows.values()) {
      if (subject.name !== name || at < from || at >= to) continue;
      sums.good += good;
      sums.valid += valid;
      sums.measured += minutesIn(measured);
    }
    return sums;
  }

  ask(question: { ask: string; step?: number; from?: number; to?: number }): unknown {
    this.asked += 1;
    const keys = [...new Set([...this.rows.values()].map(({ subject }) => subjectKey(subject)))].sort();
    if (question.ask === 'hourSubjects') {
      const firstOf = (key: string) =>
        Math.min(...[...this.rows.values()].flatMap((row) => (subjectKey(row.subject) === key ? row.at : [])));
      return keys.map((subject) => ({ subject, firstMeasured: firstOf(subject) }));
    }
    const { step = hour, from, to } = question as { step?: number; from: number; to: number };
    if (question.ask === 'hours') return this.#hours(keys, from, to);
    const groups = new Map<string, { subject: number; at: number; good: number; valid: number; minutes: number }>();
    const inside = [...this.rows.values()].filter(({ at }) => at >= from && at < to);
    for (const row of inside) {
      const at = row.at - (row.at % step);
      const subject = keys.indexOf(subjectKey(row.subject));
      const key = `${subject} ${String(at).padStart(15)} ${row.currency}`;
      const known = groups.get(key) ?? { subject, at, good: 0, valid: 0, minutes: 0 };
      known.good += row.good;
      known.valid += row.valid;
      known.minutes += minutesIn(row.measured);
      groups.set(key, known);
    }
    const rows = [...groups.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
    return {
      subjects: keys,
      subject: Int32Array.from(rows, ({ subject }) => subject),
      at: Float64Array.from(rows, ({ at }) => at),
      good: Float64Array.from(rows, ({ good }) => good),
      valid: Float64Array.from(rows, ({ valid }) => valid),
      measuredMinutes: Float64Array.from(rows, ({ minutes }) => minutes),
    };
  }

  #hours(keys: string[], from: EpochMs, to: EpochMs): unknown {
    const rows = [...this.rows.values()]
      .filter(({ at }) => at >= from && at < to)
      .map((row) => ({ ...row, key: keys.indexOf(subjectKey(row.subject)) }))
      .sort((a, b) => a.key - b.key || a.at - b.at);
    return {
      subjects: keys,
      subject: Int32Array.from(rows, ({ key }) => key),
      at: Float64Array.from(rows, ({ at }) => at),
      good: Float64Array.from(rows, ({ good }) => good),
      valid: Float64Array.from(rows, ({ valid }) => valid),
      measured: BigUint64Array.from(rows, ({ measured }) => measured),
    };
  }
}

/** Totals over plain hours, with a clock that goes on and a start anew. */
function world() {
  const hours = new PlainHours();
  let now = start;
  const measurements = { ask: async (question: object) => hours.ask(question as never) } as Pick<Measurements, 'ask'>;
  const open = () => fleetTotals({ measurements, now: () => now });
  let totals = open();
  return {
    hours,
    now: () => now,
    advance(by: EpochMs): void {
      now += by;
    },
    write(rows: HourRow[]): void {
      for (const row of rows) hours.put(row);
      totals.written(rows);
    },
    restart(): void {
      totals = open();
    },
    size: () => totals.size(),
    async between(name: string, from: EpochMs, to: EpochMs) {
      const [first, last] = await Promise.all([totals.before(from), totals.before(to)]);
      const none = { good: 0, valid: 0, measured: 0 };
      const [a, b] = [first.of(`process:${name}`) ?? none, last.of(`process:${name}`) ?? none];
      return { good: b.good - a.good, valid: b.valid - a.valid, measured: b.measured - a.measured };
    },
  };
}

type Step =
  | { do: 'write'; name: string; hoursAgo: number; count: number; valid: number; isMixed: boolean }
  | { do: 'advance'; hours: number }
  | { do: 'restart' }
  | { do: 'retain'; days: number }
  | { do: 'ask'; name: string; hoursAgo: number; length: number };

const steps: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('write' as const),
      name: fc.constantFrom(...names),
      // most of it new, some late by months
      hoursAgo: fc.oneof(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 100 * 24 })),
      count: fc.integer({ min: 1, max: 40 }),
      valid: fc.oneof(fc.nat({ max: 900 }), fc.nat({ max: 2 ** 31 }), fc.nat({ max: 2 ** 40 })),
      isMixed: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('advance' as const),
      hours: fc.oneof(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 60 * 24 })),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ do: 'restart' as const }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('retain' as const), days: fc.integer({ min: 36, max: 120 }) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('ask' as const),
      name: fc.constantFrom(...names),
      hoursAgo: fc.integer({ min: 0, max: 130 * 24 }),
      length: fc.integer({ min: 1, max: 130 * 24 }),
    }),
  },
);

describe('running totals of the fleet', () => {
  it('give for any window the plain sum of its hours, whatever comes late, goes or begins anew', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(steps, { minLength: 3, maxLength: 40 }), async (all) => {
        const it = world();
        let keptFrom = 0;
        const check = async (name: string, from: EpochMs, to: EpochMs) =>
          expect(await it.between(name, from, to)).toEqual(it.hours.sum(name, from, to));
        for (const step of all) {
          const present = bucketStart(it.now(), hour);
          if (step.do === 'advance') it.advance(step.hours * hour);
          if (step.do === 'restart') it.restart();
          if (step.do === 'retain') {
            keptFrom = Math.max(keptFrom, bucketStart(it.now() - step.days * day, day));
            it.hours.drop(keptFrom);
          }
          if (step.do === 'write') {
            const from = present - step.hoursAgo * hour;
            const ats = Array.from({ length: step.count }, (_, n) => from + n * hour);
            const rows = ats.filter((at) => at < present && at >= keptFrom);
            it.write(
              rows.map((at, n) => rowOf(step.name, at, step.valid + n, step.isMixed && n % 2 === 0 ? 'EUR' : 'PLN')),
            );
          }
          if (step.do === 'ask') {
            const from = Math.max(keptFrom, present - step.hoursAgo * hour);
            await check(step.name, from, from + step.length * hour);
          }
        }
        for (const name of names) await check(name, keptFrom, it.now() + day);
      }),
      { numRuns: 300 },
    );
  });

  it('take what is written while they are read in', async () => {
    const it = world();
    it.write([rowOf('a', start - 3 * hour, 10)]);
    const reading = it.between('a', start - day, start);
    // the hours are taken, and not yet read in
    while (it.hours.asked < 2) await Promise.resolve();
    it.write([rowOf('a', start - 2 * hour, 100), rowOf('b', start - 2 * hour, 5)]);
    await reading;
    expect(await it.between('a', start - day, start)).toEqual(it.hours.sum('a', start - day, start));
    expect((await it.between('b', start - day, start)).valid).toBe(5);
  });

  it('ask the store only for a day older than the hours in memory, and for that once', async () => {
    const it = world();
    const rows = Array.from({ length: 60 * 24 }, (_, n) => rowOf('a', start - (n + 1) * hour, n));
    it.write(rows);
    await it.between('a', start - 30 * day - 5 * hour, start);
    const read = it.hours.asked;
    await it.between('a', start - 20 * day - 5 * hour, start - 3 * hour);
    await it.between('a', start - 50 * day, start - 40 * day);
    expect(it.hours.asked).toBe(read);
    await it.between('a', start - 50 * day - 5 * hour, start);
    await it.between('a', start - 50 * day - 5 * hour, start - day);
    expect(it.hours.asked).toBe(read + 1);
  });

  it('take some kilobytes a subject, less where it is young', async () => {
    const it = world();
    it.write(Array.from({ length: 365 }, (_, n) => rowOf('a', start - (n + 1) * day, n)));
    it.write([rowOf('b', start - hour, 1)]);
    await it.between('a', start - day, start);
    const { subjects, bytes } = it.size();
    expect(subjects).toBe(2);
    expect(bytes).toBeLessThan(2 * 20_000);
  });
});
