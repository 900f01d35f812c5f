import { rmSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { day, hour, type Interval, minute } from '../../src/maths/instants.ts';
import type { Batch, HourColumns, HourRollUp, Measurements } from '../../src/stores/measurements/measurements.ts';
import { batch, friday, mostlyColumns, series } from './batches.ts';
import { engines } from './measurement-engines.ts';
import { MeasurementModel } from './measurement-model.ts';
import { temporaryDirectory } from './processes.ts';

/** Few minutes on few days, so that rows meet. */
const instant = fc
  .record({ days: fc.integer({ min: -3, max: 1 }), minutes: fc.constantFrom(0, 1, 2, 59, 61, 62, 1_439) })
  .map(({ days, minutes }) => friday + days * day + minutes * minute);
const n = fc.oneof(fc.integer({ min: -3, max: 9 }), fc.constantFrom(2 ** 49, -(2 ** 48) - 1));
const index = fc.nat({ max: 2 });
const name = fc.constantFrom('completed', 'żółć', "o'", '');
// Without −0, which is equal to 0 and so has no place in an order.
const value = fc.double({ noNaN: true, noDefaultInfinity: true }).map((each) => each + 0);
const few = <T>(one: fc.Arbitrary<T>) => fc.array(one, { maxLength: 8 });

/** The very same objects in batch after batch, as those who remember their series have them, and others. */
const remembered = new Map(['a', 'b', 'c'].map((id) => [id, series('n', { id })]));

const someBatch: fc.Arbitrary<Batch> = fc
  .record({
    key: fc.option(fc.constantFrom('k1', 'k2', 'k3', 'k4')),
    pool: fc.shuffledSubarray(['a', 'b', 'c', 'd', 'e'], { minLength: 3 }),
    counts: few(fc.record({ series: index, at: instant, n })),
    bins: few(fc.record({ series: index, at: instant, bin: fc.integer({ min: -5, max: 5 }), n })),
    gauges: few(
      fc.record({
        series: index,
        at: instant,
        n: fc.nat(5),
        min: value,
        max: value,
        last: value,
        lastAt: fc.nat(3).map((late) => friday + late),
      }),
    ),
    people: few(
      fc.record({
        process: name,
        step: name,
        at: instant,
        user: fc.bigInt(0n, 3n),
        outcome: fc.constantFrom('ok', 'failed'),
      }),
    ),
    alive: few(
      fc
        .record({ source: fc.constantFrom('shop', 'other'), from: instant, minutes: fc.nat(90) })
        .map(({ source, from, minutes }) => ({ source, from, to: from + minutes * minute })),
    ),
    states: few(fc.record({ key: name, value: name })),
    hours: few(
      fc.record({
        subject: fc.constantFrom('process:a', 'component:ż', "o'"),
        at: instant.map((at) => (at - (at % hour) + (at % 7) * 40 * day) as number),
        measured: fc.oneof(fc.constantFrom(0n, 2n ** 60n - 1n, 2n ** 59n), fc.bigInt(0n, 2n ** 60n - 1n)),
        good: n,
        valid: n,
        userUpSeconds: n,
        userDownSeconds: n,
        deliveredMinor: n,
        expectedMinor: n,
        currency: fc.constantFrom('PLN', 'EUR', null),
      }),
    ),
  })
  .map(({ key, pool, ...parts }) =>
    batch({
      ...parts,
      series: pool.map((id) => remembered.get(id) ?? series('n', { id })),
      ...(key === null ? {} : { key: { source: 'shop', key, answer: `answer of ${key}`, at: friday } }),
    }),
  );

type Step =
  | { append: Batch[]; inColumns: boolean }
  | { retain: number; hoursFrom: number }
  | { settle: number; mostDays: number }
  | { reopen: true };
const someStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ append: fc.array(someBatch, { minLength: 1, maxLength: 4 }), inColumns: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.record({ retain: instant, hoursFrom: fc.constantFrom(0, friday, friday + 60 * day) }) },
  { weight: 2, arbitrary: fc.record({ settle: instant, mostDays: fc.constantFrom(1, 2, 9) }) },
  { weight: 1, arbitrary: fc.constant({ reopen: true as const }) },
);
const someWindow = fc.oneof(
  fc.constant({ from: 0, to: Infinity }),
  fc.tuple(instant, instant).map(([from, to]) => ({ from, to })),
);
const someSize = fc.constantFrom(minute, 5 * minute, hour, day, 2 * day);

describe.each(engines)('measurements on $name, against plain lists', (engine) => {
  it('answers every question as the lists do, after any appends, drops and restarts', async () => {
    const story = fc.record({
      steps: fc.array(someStep, { minLength: 1, maxLength: 8 }),
      windows: fc.array(fc.tuple(someWindow, someSize), { minLength: 2, maxLength: 4 }),
    });
    await fc.assert(
      fc.asyncProperty(story, async ({ steps, windows }) => {
        const directory = temporaryDirectory();
        const model = new MeasurementModel();
        let store = await engine.open(directory, { now: () => friday });
        try {
          for (const step of steps) {
            if ('append' in step) {
              const known = step.append.map((each) => model.append(each));
              const answers = await Promise.all(
                step.append.map((each) => store.append(step.inColumns ? mostlyColumns(each) : each)),
              );
              expect(answers.map((answer) => answer.known)).toEqual(known);
            } else if ('retain' in step) {
              const { retain, hoursFrom } = step;
              expect(await store.retain(retain, retain, hoursFrom)).toEqual(model.retain(retain, hoursFrom));
            } else if ('settle' in step) {
              const { settle, mostDays } = step;
              expect(await store.settle(settle, mostDays)).toEqual(model.settle(settle, mostDays));
            } else {
              await store.close();
              store = await engine.open(directory, { now: () => friday });
            }
          }
          for (const [window, size] of windows) await compare(store, model, window, size);
          expect(await store.check()).toMatchObject({ problems: [] });
        } finally {
          await store.close();
          rmSync(directory, { recursive: true });
        }
      }),
      { numRuns: 25 },
    );
  });
});

async function compare(store: Measurements, model: MeasurementModel, window: Interval, step: number): Promise<void> {
  const all = await store.ask({ ask: 'series' });
  const labels = new Map(all.map((row) => [row.id, row.labels.id]));
  const ids = [...labels.keys()];

  const counts = await store.ask({ ask: 'counts', series: ids, ...window, step });
  const keyed = Array.from(counts.n, (sum, row) => [`${labels.get(counts.series[row]!)}|${counts.at[row]}|0`, sum]);
  expect(Object.fromEntries(keyed)).toEqual(model.sums('counts', window, step));

  for (const asked of [
    ids,
    ids.slice(0, 2),
    Array.from({ length: 40 }, () => ids)
      .flat()
      .slice(0, 40),
  ]) {
    const totals = await store.ask({ ask: 'totals', series: asked, ...window });
    const sums = model.totals(window);
    expect(Array.from(totals.series)).toEqual(asked);
    expect(Array.from(totals.n)).toEqual(asked.map((id) => sums[labels.get(id)!] ?? 0));
  }

  const bins = await store.ask({ ask: 'bins', series: ids, ...window, step });
  const binned = Array.from(bins.n, (sum, row) => {
    return [`${labels.get(bins.series[row]!)}|${bins.at[row]}|${bins.bin[row]}`, sum];
  });
  expect(Object.fromEntries(binned)).toEqual(model.sums('bins', window, step));

  const gauges = await store.ask({ ask: 'gauges', series: ids, ...window });
  const joined = gauges.map(({ series, at, ...rest }) => [`${labels.get(series)}|${at}`, rest]);
  expect(Object.fromEntries(joined)).toEqual(model.gauges(window));

  for (const outcome of [undefined, 'ok']) {
    const asked = { process: 'żółć', steps: ['completed', 'żółć', "o'", ''], ...(outcome ? { outcome } : {}) };
    const people = await store.ask({ ask: 'people', ...asked, ...window, step });
    const users = people.map((row) => [`${row.step}|${row.at}`, row.users]);
    expect(Object.fromEntries(users)).toEqual(model.users('żółć', outcome, window, step));
  }

  const alive = await store.ask({ ask: 'alive', sources: ['shop'], ...window });
  const minutes = alive.flatMap(({ from, to }) =>
    Array.from({ length: (to - from) / minute }, (_, i) => from + i * minute),
  );
  expect(minutes).toEqual(model.aliveMinutes('shop', window, minute));

  const states = (await store.ask({ ask: 'states', prefix: '' })).map(({ key, value }) => [key, value]);
  expect(Object.fromEntries(states)).toEqual(model.states());
  const days = (await store.ask({ ask: 'days' })).map(({ day: name, ...rows }) => [name, rows]);
  expect(Object.fromEntries(days)).toEqual(model.rowsOfDays());

  const lists = [
    ['żółć', 'completed'],
    ["o'", '', 'completed'],
    ['failed', 'ok'],
  ] as const;
  const [processes, steps, outcomes] = lists;
  const passes = await store.ask({ ask: 'passes', processes, steps, outcomes, ...window });
  const seen = Array.from(passes.at, (at, row) => {
    const place = [passes.process[row]!, passes.user[row]!, at, passes.step[row]!, passes.outcome[row]!] as const;
    return { place, text: [processes[place[0]], place[1], at, steps[place[3]], outcomes[place[4]]].join('|') };
  });
  expect(seen.map(({ text }) => text).sort()).toEqual(model.passes(lists, window));
  expect(seen.toSorted(({ place: a }, { place: b }) => firstDifference(a, b))).toEqual(seen);

  await compareHours(store, model, window, step);
}

const firstDifference = (a: readonly (number | bigint)[], b: readonly (number | bigint)[]): number => {
  const nth = a.findIndex((each, i) => each !== b[i]);
  return nth < 0 ? 0 : a[nth]! < b[nth]! ? -1 : 1;
};

async function compareHours(store: Measurements, model: MeasurementModel, window: Interval, step: number) {
  const rows = model.hours(window);
  const inOrder = (asked: HourColumns): HourRollUp[] =>
    Array.from(asked.at, (at, row) => ({
      subject: asked.subjects[asked.subject[row]!]!,
      at,
      measured: asked.measured[row]!,
      good: asked.good[row]!,
      valid: asked.valid[row]!,
      userUpSeconds: asked.userUpSeconds[row]!,
      userDownSeconds: asked.userDownSeconds[row]!,
      deliveredMinor: asked.deliveredMinor[row]!,
      expectedMinor: asked.expectedMinor[row]!,
      currency: asked.currencies[asked.currency[row]!] ?? null,
    }));
  const all = inOrder(await store.ask({ ask: 'hours', ...window }));
  const bySubject = all.toSorted((a, b) => (a.subject < b.subject ? -1 : a.subject > b.subject ? 1 : 0));
  expect(bySubject).toEqual(rows);
  const one = inOrder(await store.ask({ ask: 'hours', subject: 'component:ż', ...window }));
  expect(one).toEqual(rows.filter(({ subject }) => subject === 'component:ż'));

  const masks = await store.ask({ ask: 'hourMasks', ...window });
  const partly = Array.from(
    masks.at,
    (at, row) => `${masks.subjects[masks.subject[row]!]}|${at}|${masks.measured[row]}`,
  );
  const incomplete = rows.filter(({ measured }) => measured !== 2n ** 60n - 1n);
  expect(partly.sort()).toEqual(incomplete.map(({ subject, at, measured }) => `${subject}|${at}|${measured}`).sort());

  const month = (at: number): number => Date.UTC(new Date(at).getUTCFullYear(), new Date(at).getUTCMonth());
  const hours = Math.max(hour, step);
  for (const [size, bucketOf] of [[hours, (at: number) => at - (at % hours)] as const, ['month', month] as const]) {
    const sums = await store.ask({ ask: 'hourSums', step: size, ...window });
    const added: Record<string, number[]> = {};
    sums.at.forEach((at, row) => {
      const key = `${sums.subjects[sums.subject[row]!]}|${sums.currencies[sums.currency[row]!] ?? null}|${at}`;
      const { good, valid, userUpSeconds, userDownSeconds, deliveredMinor, expectedMinor } = sums;
      const columns = [sums.hours, sums.measuredMinutes, good, valid, userUpSeconds, userDownSeconds];
      added[key] = [...columns, deliveredMinor, expectedMinor].map((n, nth) => n[row]! + (added[key]?.[nth] ?? 0));
    });
    expect(added).toEqual(model.hourSums(window, bucketOf));
  }

  const subjects = await store.ask({ ask: 'hourSubjects' });
  expect(Object.fromEntries(subjects.map((row) => [row.subject, row.firstMeasured]))).toEqual(model.firsts());
}
