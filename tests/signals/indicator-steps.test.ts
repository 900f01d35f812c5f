import { rmSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MeasureSpec } from '../../src/features/signals/measure.ts';
import { indicatorInSteps, indicatorOf } from '../../src/features/signals/queries/indicator-of.ts';
import { aliveKey } from '../../src/features/signals/series-names.ts';
import { stepsOf } from '../../src/features/signals/steps.ts';
import { day, hour, minute } from '../../src/maths/instants.ts';
import { openMeasurements } from '../../src/stores/measurements/duckdb/open.ts';
import { batch, friday, series } from '../contract/batches.ts';
import { temporaryDirectory } from '../contract/processes.ts';

const source = 'shop';
const spec = (type: 'availability' | 'latency', metric: string) =>
  ({
    ...{ class: 'technical', component: 'c', type, source, metric, where: {}, goodUnder: '300ms' },
    ...{ bad: { code: '5*' }, objective: { atLeast: '0.99', overMinutes: 5, floor: 20 } },
  }) as unknown as MeasureSpec;
const of = (name: string, labels: Record<string, string>, kind: 'counts' | 'bins' = 'counts') => ({
  ...series(name, labels),
  ...{ source, kind, unit: 's' },
});
const all = [
  ...[of('requests', { code: '200' }), of('requests', { code: '503' })],
  ...[of('wait_bucket', { le: '0.3' }), of('wait_bucket', { le: '+Inf' })],
  of('wait', { 'waga.bounds': '0.1,0.3' }, 'bins'),
];
const nth = fc.nat(3 * 1_440 - 1);
const n = fc.nat(9);
const story = fc.record({
  alive: fc.array(fc.tuple(nth, fc.constantFrom(1, 59, 60, 61, 600, 1_440, 2_880)), { maxLength: 6 }),
  counts: fc.array(fc.record({ series: fc.nat(3), at: nth, n }), { maxLength: 60 }),
  bins: fc.array(fc.record({ series: fc.constant(4), at: nth, bin: fc.nat(2), n }), { maxLength: 20 }),
  settled: fc.boolean(),
  step: fc.constantFrom(5, 60, 120, 240, 1_440, 90),
});
const service = fc.constantFrom('a', 'b');
const ofSeries = ['a', 'b'].flatMap((name) => ['200', '503'].map((code) => ({ name, code })));
const byService = ofSeries.map(({ name, code }) => of('requests', { code, 'service.name': name }));
const cameRows = fc.array(fc.record({ series: fc.nat(3), at: nth, n }), { maxLength: 40 });
const written = fc
  .record({
    alive: fc.array(fc.tuple(service, nth, fc.constantFrom(1, 59, 60, 61, 600, 1_440, 2_880)), { maxLength: 8 }),
    ...{ early: cameRows, late: cameRows, settled: fc.constantFrom(0, 1, 2) },
    services: fc.constantFrom<string[]>([], ['a'], ['b'], ['a', 'b']),
    step: fc.constantFrom(5, 60, 120, 240, 1_440),
  })
  .chain(({ step, ...rest }) => {
    const most = (3 * 1_440) / step;
    const placed = fc
      .nat(most - 1)
      .chain((first) =>
        fc.record({ from: fc.constant(first * step), steps: fc.integer({ min: 1, max: Math.min(most - first, 100) }) }),
      );
    return placed.map((place) => ({ ...rest, ...place, step }));
  });
const at = (index: number): number => friday + index * minute;

describe('an indicator in steps', () => {
  it('has the sums of its measured minutes, whatever the step', async () => {
    await fc.assert(
      fc.asyncProperty(story, async ({ alive, counts, bins, settled, step }) => {
        const directory = temporaryDirectory();
        const store = await openMeasurements({ directory, memoryLimitMb: 256 });
        try {
          await store.append(
            batch({
              series: all,
              counts: counts.map((row) => ({ ...row, at: at(row.at) })),
              bins: bins.map((row) => ({ ...row, at: at(row.at) })),
              alive: alive.map(([from, minutes]) => ({
                ...{ source: aliveKey.technical(source), from: at(from), to: at(from + minutes) },
              })),
            }),
          );
          if (settled) await store.settle(friday + 2 * day);
          const window = { from: friday, to: friday + 3 * day };
          for (const one of [
            spec('availability', 'requests'),
            spec('latency', 'wait'),
            spec('latency', 'wait_bucket'),
          ]) {
            const { good, valid } = await indicatorOf(store, one, window);
            const steps = await indicatorInSteps(store, one, window, step);
            expect(steps).toEqual({ from: friday, good: stepsOf(good, step), valid: stepsOf(valid, step) });
          }
        } finally {
          await store.close();
          rmSync(directory, { recursive: true });
        }
      }),
      { numRuns: 15 },
    );
  });

  it('is what was written, counted one by one: late, unmeasured, settled, and cut inside a day', async () => {
    await fc.assert(
      fc.asyncProperty(written, async ({ alive, early, late, settled, services, from, steps, step }) => {
        const directory = temporaryDirectory();
        const store = await openMeasurements({ directory, memoryLimitMb: 256 });
        try {
          const spans = alive.map(([service, first, minutes]) => ({
            ...{ source: aliveKey.service(source, service), from: at(first), to: at(first + minutes) },
          }));
          const rowsOf = (rows: typeof early) =>
            batch({
              series: byService,
              counts: rows.map((row) => ({ ...row, at: at(row.at) })),
            });
          const where = services.length === 0 ? {} : { 'service.name': services };
          const asked = { ...spec('availability', 'requests'), where } as MeasureSpec;
          const window = { from: at(from), to: at(from + steps * step) };
          await store.append({ ...rowsOf(early), alive: spans });
          // asked before as well, since it is remembered which series a measure has
          await indicatorInSteps(store, asked, window, step);
          if (settled > 0) await store.settle(friday + 2 * day);
          await store.append(rowsOf(late));
          if (settled > 1) await store.settle(friday + 2 * day);

          const rows = [...early, ...late].map((row) => ({ ...row, ...ofSeries[row.series]! }));
          const isOwn = (service: string) => services.length === 0 || services.includes(service);
          const named = services.length === 0 ? [...new Set(rows.map((row) => row.name))] : services;
          const isMeasured = (index: number): boolean =>
            named.length > 0 &&
            named.every((name) =>
              alive.some(([service, first, minutes]) => service === name && first <= index && index < first + minutes),
            );
          const expected = Array.from({ length: steps }, (_, nth) => {
            const first = from + nth * step;
            const minutes = Array.from({ length: step }, (_, more) => first + more).filter(isMeasured);
            if (minutes.length === 0) return [Number.NaN, Number.NaN];
            const own = rows.filter((row) => isOwn(row.name) && minutes.includes(row.at));
            const sum = (all: typeof own) => all.reduce((total, { n }) => total + n, 0);
            return [sum(own.filter(({ code }) => code === '200')), sum(own)];
          });
          const { good, valid } = await indicatorInSteps(store, asked, window, step);
          expect(Array.from(good, (sum, nth) => [sum, valid[nth]])).toEqual(expected);
        } finally {
          await store.close();
          rmSync(directory, { recursive: true });
        }
      }),
      { numRuns: 20 },
    );
  });

  it('asks for minutes of broken hours alone', async () => {
    const directory = temporaryDirectory();
    const store = await openMeasurements({ directory, memoryLimitMb: 256 });
    const asked: { step?: number; from: number; to: number }[] = [];
    const spy = new Proxy(store, {
      get: (target, name) =>
        name === 'ask'
          ? (question: never) => {
              if ('step' in (question as object)) asked.push(question);
              return target.ask(question);
            }
          : Reflect.get(target, name),
    });
    const window = { from: friday, to: friday + 3 * day };
    const cut = friday + 2 * day + 30 * minute;
    await store.append(
      batch({
        series: all,
        counts: [{ series: 0, at: friday, n: 7 }],
        alive: [{ source: aliveKey.technical(source), from: friday, to: cut }],
      }),
    );
    const { valid } = await indicatorInSteps(spy, spec('availability', 'requests'), window, 1_440);
    expect([...valid]).toEqual([7, 0, 0]);
    expect(asked.map(({ step, from, to }) => [step, from, to])).toEqual([
      [hour, window.from, window.to],
      [minute, cut - 30 * minute, cut + 30 * minute],
    ]);
    await store.close();
    rmSync(directory, { recursive: true });
  });
});
