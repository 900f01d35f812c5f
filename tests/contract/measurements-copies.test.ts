import { mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { day, minute } from '../../src/maths/instants.ts';
import type { HourRollUp, Measurements } from '../../src/stores/measurements/measurements.ts';
import { batch, countsAt, friday, keyed, series } from './batches.ts';
import { engines } from './measurement-engines.ts';
import { temporaryDirectory } from './processes.ts';

const always = { from: 0, to: Infinity };

describe.each(engines)('copies of measurements on $name', (engine) => {
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

  const sold = async (from: Measurements): Promise<number> => {
    const ids = (await from.ask({ ask: 'series', name: 'sold' })).map(({ id }) => id);
    const { n } = await from.ask({ ask: 'counts', series: ids, ...always, step: minute });
    return n.reduce((sum, one) => sum + one, 0);
  };
  const append = (back: number) => store.append(batch(countsAt(series('sold'), [[friday - back * day, 1]])));
  const copyFolder = (name: string): string => {
    mkdirSync(join(directory, name));
    return join(directory, name);
  };
  const hourOf = (good: number): HourRollUp => ({
    ...{
      subject: 'process:payment',
      at: friday,
      measured: 1n,
      good,
      valid: good,
      userUpSeconds: 0,
      userDownSeconds: 0,
    },
    ...{ deliveredMinor: 0, expectedMinor: 0, currency: null },
  });
  const openCopy = (folder: string): Promise<Measurements> => engine.open(folder);
  const nothing = async (): Promise<void> => undefined;

  it('hold what was there when they began, and nothing that came while they were made', async () => {
    await append(0);
    await append(3);
    await store.append(keyed('k', 'first answer', countsAt(series('sold'), [[friday, 1]])));
    await store.append(batch({ hours: [hourOf(1)] }));
    const folder = copyFolder('copy');
    let waiting: Promise<unknown> | undefined;
    const copied = store.backup(join(folder, 'measurements.duckdb'), async () => {
      // Neither what is sent now nor a day that goes meanwhile changes the copy.
      const later = store.append(batch({ hours: [hourOf(2)] }));
      waiting = Promise.all([
        append(1),
        store.retain(friday - 2 * day, friday, Number.MAX_SAFE_INTEGER),
        append(0),
        later,
      ]);
    });
    expect((await copied).rows).toMatchObject({ counts: 3, batches: 1, hours: 1, hour_subjects: 1 });
    await waiting;
    expect(await sold(store)).toBe(4);

    const copy = await openCopy(folder);
    expect(await sold(copy)).toBe(3);
    expect(await copy.ask({ ask: 'batch', source: 'shop', key: 'k' })).toEqual({ answer: 'first answer' });
    expect((await copy.ask({ ask: 'hours', ...always })).good).toEqual(Float64Array.of(1));
    expect(await copy.check()).toMatchObject({ problems: [] });
    await copy.close();
  });

  it('let no write through between the two moments', async () => {
    await append(0);
    let settled = false;
    const folder = copyFolder('copy');
    let waiting: Promise<void> | undefined;
    await store.backup(join(folder, 'measurements.duckdb'), async () => {
      waiting = append(1).then(() => {
        settled = true;
      });
      // An answer to a question came back after the append was sent: it would have been written long ago.
      for (let turn = 0; turn < 20; turn++) await store.ask({ ask: 'days' });
      expect(settled).toBe(false);
    });
    await waiting;
    expect(await sold(store)).toBe(2);
  });

  it('are given up when the other store cannot be fixed, and writes go on', async () => {
    await append(0);
    const folder = copyFolder('copy');
    const failing = store.backup(join(folder, 'measurements.duckdb'), () => Promise.reject(new Error('no records')));
    await expect(failing).rejects.toThrow('no records');
    await append(1);
    expect(await sold(store)).toBe(2);
    await store.backup(join(copyFolder('second'), 'measurements.duckdb'), nothing);
  });

  it('are made one at a time', async () => {
    await append(0);
    const first = store.backup(join(copyFolder('first'), 'measurements.duckdb'), async () => {
      const second = store.backup(join(copyFolder('second'), 'measurements.duckdb'), nothing);
      await expect(second).rejects.toMatchObject({ code: 'conflict' });
    });
    await first;
  });

  it('fail clearly where they cannot be written, and leave the store as it was', async () => {
    await append(0);
    const nowhere = store.backup(join(directory, 'no', 'folder', 'measurements.duckdb'), nothing);
    await expect(nowhere).rejects.toMatchObject({ code: 'store_unavailable' });
    await append(1);
    expect(await sold(store)).toBe(2);
  });

  it('break off when the store is closed', async () => {
    for (let back = 0; back < 5; back++) await append(back);
    const folder = copyFolder('copy');
    const copying = store.backup(join(folder, 'measurements.duckdb'), nothing);
    const outcome = copying.then(
      () => 'whole',
      (error: { code: string }) => error.code,
    );
    await store.close();
    expect(['whole', 'store_unavailable']).toContain(await outcome);
    store = await engine.open(join(directory, 'own'));
    expect(await sold(store)).toBe(5);
  });
});

describe.each(engines)('a pseudonym on $name', (engine) => {
  let directory: string;
  let store: Measurements;
  beforeEach(async () => {
    directory = temporaryDirectory();
    store = await engine.open(directory);
  });
  afterEach(async () => {
    await store.close();
    rmSync(directory, { recursive: true });
  });
  const anna = 2n ** 63n + 5n;
  const row = (user: bigint, back = 0) => ({
    process: 'payment',
    step: 'completed',
    at: friday - back * day,
    user,
    outcome: 'ok',
  });
  const users = async (): Promise<number[]> => {
    const found = await store.ask({ ask: 'people', process: 'payment', steps: ['completed'], step: day, ...always });
    return found.map((one) => one.users);
  };

  it('is taken out of every day, others and counts stay, also after a restart', async () => {
    await store.append(batch({ ...countsAt(series('sold'), [[friday, 3]]), people: [row(anna), row(anna), row(7n)] }));
    await store.append(batch({ people: [row(anna, 4), row(8n, 4), row(9n, 6)] }));
    expect(await users()).toEqual([1, 2, 2]);
    expect(await store.forget(anna)).toEqual({ rows: 3, days: 2 });
    expect(await users()).toEqual([1, 1, 1]);
    expect(await store.forget(anna)).toEqual({ rows: 0, days: 0 });

    await store.close();
    store = await engine.open(directory);
    expect(await users()).toEqual([1, 1, 1]);
    expect(await store.ask({ ask: 'days' })).toHaveLength(3);
    await store.append(batch({ people: [row(anna)] }));
    expect(await users()).toEqual([1, 1, 2]);
  });

  it('that is not there changes nothing', async () => {
    expect(await store.forget(anna)).toEqual({ rows: 0, days: 0 });
    expect(statSync(directory).isDirectory()).toBe(true);
  });

  it('leaves tables that the check finds sound', async () => {
    await store.append(batch({ people: [row(anna), row(7n)], ids: [{ hash: BigUint64Array.of(1n), at: friday }] }));
    await store.forget(anna);
    const { problems, rows } = await store.check();
    expect(problems).toEqual([]);
    expect(rows).toBeGreaterThan(0);
  });
});
