import { rmSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { day, hour, type Interval, minute } from '../../src/maths/instants.ts';
import type { Batch, Measurements } from '../../src/stores/measurements/measurements.ts';
import { batch, friday, series } from './batches.ts';
import { engines } from './measurement-engines.ts';
import { MeasurementModel } from './measurement-model.ts';
import { temporaryDirectory } from './processes.ts';

/** Few minutes on few days, so that rows meet. */
const instant = fc
  .record({ days: fc.integer({ min: -3, max: 1 }), minutes: fc.constantFrom(0, 1, 2, 61, 1_439) })
  .map(({ days, minutes }) => friday + days * day + minutes * minute);
const n = fc.oneof(fc.integer({ min: -3, max: 9 }), fc.constantFrom(2 ** 49, -(2 ** 48) - 1));
const index = fc.nat({ max: 2 });
const name = fc.constantFrom('completed', 'żółć', "o'", '');
// Without −0, which is equal to 0 and so has no place in an order.
const value = fc.double({ noNaN: true, noDefaultInfinity: true }).map((each) => each + 0);
const few = <T>(one: fc.Arbitrary<T>) => fc.array(one, { maxLength: 8 });

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
  })
  .map(({ key, pool, ...parts }) =>
    batch({
      ...parts,
      series: pool.map((id) => series('n', { id })),
      ...(key === null ? {} : { key: { source: 'shop', key, answer: `answer of ${key}`, at: friday } }),
    }),
  );

type Step = { append: Batch[] } | { retain: number } | { reopen: true };
const someStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.array(someBatch, { minLength: 1, maxLength: 4 }).map((append) => ({ append })) },
  { weight: 1, arbitrary: instant.map((retain) => ({ retain })) },
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
      steps: fc.array(someStep, { minLength: 1, maxLength: 6 }),
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
              const answers = await Promise.all(step.append.map((each) => store.append(each)));
              expect(answers.map((answer) => answer.known)).toEqual(known);
            } else if ('retain' in step) {
              expect(await store.retain(step.retain)).toEqual(model.retain(step.retain));
            } else {
              await store.close();
              store = await engine.open(directory, { now: () => friday });
            }
          }
          for (const [window, size] of windows) await compare(store, model, window, size);
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
  const days = (await store.ask({ ask: 'days' })).map((row) => [row.day, row.rows]);
  expect(Object.fromEntries(days)).toEqual(model.rowsOfDays());
}
