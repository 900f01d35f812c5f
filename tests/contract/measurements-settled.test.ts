import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { day, hour, minute } from '../../src/maths/instants.ts';
import type { Measurements } from '../../src/stores/measurements/measurements.ts';
import { batch, countsAt, friday, series } from './batches.ts';
import { engines } from './measurement-engines.ts';
import { temporaryDirectory } from './processes.ts';

const always = { from: 0, to: Infinity };
const later = friday + 30 * day;

describe.each(engines)('settled days on $name', (engine) => {
  let directory: string;
  let store: Measurements;
  beforeEach(async () => {
    directory = temporaryDirectory();
    store = await engine.open(join(directory, 'own'));
  });
  afterEach(async () => {
    await store.close();
    rmSync(directory, { recursive: true });
  });
  const reopen = async (): Promise<void> => {
    await store.close();
    store = await engine.open(join(directory, 'own'));
  };
  const append = (rows: [number, number][]) => store.append(batch(countsAt(series('sold'), rows)));
  const total = async (from: number, to: number, of = store): Promise<number> =>
    (await of.ask({ ask: 'totals', series: [1], from, to })).n[0]!;
  const minutes = async (window = always): Promise<Record<number, number>> => {
    const { at, n } = await store.ask({ ask: 'counts', series: [1], ...window, step: minute });
    return Object.fromEntries(Array.from(at, (instant, row) => [(instant - friday) / minute, n[row]!]));
  };

  it('are folded once, and again when something came late', async () => {
    await append([
      [friday, 1],
      [friday + day, 2],
    ]);
    expect(await store.settle(later)).toEqual(['20261120', '20261121']);
    expect(await store.settle(later)).toEqual([]);
    await append([
      [friday, 10],
      [friday + 90 * minute, 20],
    ]);
    expect(await minutes()).toEqual({ 0: 11, 90: 20, 1440: 2 });
    expect(await total(friday + 1, later)).toBe(22);
    expect(await store.settle(later)).toEqual(['20261120']);
    await reopen();
    expect(await minutes()).toEqual({ 0: 11, 90: 20, 1440: 2 });
    expect(await total(friday, friday + 91 * minute)).toBe(31);
    expect(await store.ask({ ask: 'days' })).toEqual([
      { day: '20261120', rows: 3, counted: 3 },
      { day: '20261121', rows: 1, counted: 1 },
    ]);
    expect(await store.check()).toMatchObject({ problems: [] });
  });

  it('give the same sums by the hour whatever was asked before: late, folded again, dropped', async () => {
    const [one, other] = [series('sold', { shop: 'a' }), series('sold', { shop: 'b' })];
    const both = (rows: [nth: number, at: number, n: number][]) =>
      store.append(
        batch({
          series: [one, other],
          counts: rows.map(([nth, minutes, n]) => ({ series: nth, at: friday + minutes * minute, n })),
        }),
      );
    const window = { from: friday - day, to: friday + 20 * day };
    /** `series hour` → sum, as asked by the hour and as the minutes say. */
    const asked = async (from = window.from, to = window.to) => {
      const of = async (step: number) => {
        const { series: ids, at, n } = await store.ask({ ask: 'counts', series: [1, 2, 99], from, to, step });
        const sums = new Map<string, number>();
        at.forEach((instant, row) => {
          const key = `${ids[row]} ${Math.floor((instant - friday) / hour)}`;
          sums.set(key, (sums.get(key) ?? 0) + n[row]!);
        });
        return Object.fromEntries(sums);
      };
      const byHour = await of(hour);
      expect(byHour).toEqual(await of(minute));
      expect(await of(hour)).toEqual(byHour);
      return byHour;
    };
    // the 20th of a November: some days of December, and a day that stays open
    await both([
      [0, 0, 1],
      [1, 61, 2],
      [0, 11 * 1_440, 3],
      [1, 12 * 1_440 + 30, 4],
      [0, 19 * 1_440, 5],
    ]);
    const first = { '1 0': 1, '2 1': 2, '1 264': 3, '2 288': 4, '1 456': 5 };
    expect(await asked()).toEqual(first);
    await store.settle(friday + 15 * day);
    expect(await asked()).toEqual(first);
    await both([
      [1, 59, 10],
      [0, 11 * 1_440 + 1, 20],
    ]);
    const second = { ...first, '2 0': 10, '1 264': 23 };
    expect(await asked()).toEqual(second);
    await store.settle(friday + 15 * day);
    expect(await asked()).toEqual(second);
    expect(await asked(friday + hour, friday + 12 * day + hour)).toEqual({ '2 1': 2, '1 264': 23, '2 288': 4 });
    expect(await asked(friday + 11 * day + minute, friday + 20 * day)).toEqual({ '1 264': 20, '2 288': 4, '1 456': 5 });
    await store.retain(friday + 12 * day);
    expect(await asked()).toEqual({ '2 288': 4, '1 456': 5 });
    await reopen();
    expect(await asked()).toEqual({ '2 288': 4, '1 456': 5 });
  });

  it('keep what comes while they are folded, and answer the same all the while', async () => {
    for (let back = 0; back < 3; back++) await append([[friday - back * day, 1]]);
    let settled = false;
    const settling = store.settle(later).finally(() => {
      settled = true;
    });
    let sent = 0;
    while (!settled || sent < 20) {
      await append([[friday - (sent % 3) * day, 1]]);
      sent++;
      expect(await total(0, later)).toBe(3 + sent);
      const { n } = await store.ask({ ask: 'counts', series: [1], ...always, step: day });
      expect(n.reduce((sum, one) => sum + one, 0)).toBe(3 + sent);
    }
    await settling;
    await store.settle(later);
    expect(await total(0, later)).toBe(3 + sent);
    await reopen();
    expect(await total(0, later)).toBe(3 + sent);
  });

  it('keep a minute whose rows cancel each other, and none that has no row', async () => {
    await append([
      [friday, 5],
      [friday, -5],
      [friday + 2 * minute, -7],
    ]);
    await store.settle(later);
    expect(await minutes()).toEqual({ 0: 0, 2: -7 });
    const hours = await store.ask({ ask: 'counts', series: [1], ...always, step: hour });
    expect([...hours.n]).toEqual([-7]);
  });

  it('refuse sums beyond 2^53 as other days do, and answer what is smaller exactly', async () => {
    const most = Number.MAX_SAFE_INTEGER;
    for (const back of [0, 1, 2]) await append([[friday - back * day, most]]);
    await store.settle(later);
    expect(await total(friday - day, friday)).toBe(most);
    await expect(total(friday - day, friday + day)).rejects.toMatchObject({ code: 'internal' });
    await reopen();
    expect(await total(friday, friday + day)).toBe(most);
    await append([[friday - 2 * day, -most]]);
    expect(await total(friday - 2 * day, friday)).toBe(most);
  });

  it('leave alone a day that cannot be packed exactly', async () => {
    await append([[friday + 30_000, 1]]);
    await append([[friday - day, 2]]);
    expect(await store.settle(later)).toEqual(['20261119']);
    expect(await total(friday + 1, friday + 30_001)).toBe(1);
    expect(await total(friday + 30_001, later)).toBe(0);
    expect(await total(0, later)).toBe(3);
  });

  it('go with the retention, by the day and by the month', async () => {
    for (const back of [0, 1, 25]) await append([[friday - back * day, 1]]);
    await store.settle(later);
    expect(await store.retain(friday)).toEqual(['20261026', '20261119']);
    expect(await minutes()).toEqual({ 0: 1 });
    await append([[friday - day, 4]]);
    expect(await total(0, later)).toBe(5);
    await reopen();
    expect(await total(0, friday + minute)).toBe(5);
    expect(await store.check()).toMatchObject({ problems: [] });
  });

  it('are part of a copy', async () => {
    await append([[friday, 3]]);
    await store.settle(later);
    mkdirSync(join(directory, 'copy'));
    await store.backup(join(directory, 'copy', 'measurements.duckdb'), async () => undefined);
    const copy = await engine.open(join(directory, 'copy'));
    expect(await total(friday, later, copy)).toBe(3);
    await copy.close();
  });
});
