import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { day, hour, minute } from '../../../maths/instants.ts';
import { emptyBatch, type Measurements } from '../measurements.ts';
import { Engine } from './engine.ts';
import { openMeasurements } from './open.ts';

const friday = Date.UTC(2026, 10, 20, 10);
const anna = 2n ** 63n + 5n;

let directory: string;
let store: Measurements;
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'waga-older-'));
  const engine = await Engine.open(join(directory, 'measurements.duckdb'), { memoryLimitMb: 256, threads: 1 });
  const connection = await engine.connect();
  await connection.run(
    `CREATE TABLE ids_2026112010(process VARCHAR NOT NULL, hash UBIGINT NOT NULL, at_ms BIGINT NOT NULL);
     INSERT INTO ids_2026112010 VALUES ('payment', ${anna}, ${friday});
     CREATE TABLE people_20261120(process VARCHAR NOT NULL, step VARCHAR NOT NULL, at_ms BIGINT NOT NULL, person UBIGINT NOT NULL, outcome VARCHAR NOT NULL);
     INSERT INTO people_20261120 VALUES ('payment', 'completed', ${friday}, ${anna}, 'ok'), ('payment', 'started', ${friday}, 7, 'failed')`,
  );
  connection.close();
  engine.close();
  store = await openMeasurements({ directory, memoryLimitMb: 256, threads: 1 });
});
afterEach(async () => {
  await store.close();
  rmSync(directory, { recursive: true });
});

const window = { from: friday - day, to: friday + day };
const passed = (step: string, at: number, ...users: bigint[]) => ({
  ...{ process: 'payment', step, outcome: 'ok', at },
  users: BigUint64Array.from(users),
});

it('answers of the rows that an older version wrote and of new ones alike', async () => {
  await store.append({
    ...emptyBatch(),
    passed: [passed('completed', friday, anna, 8n), passed('completed', friday + minute, 9n)],
    ids: [{ hash: BigUint64Array.of(1n, 2n), at: friday + minute }],
  });
  const { hash, at } = await store.ask({ ask: 'ids', from: friday });
  expect(Array.from(hash, (id, row) => [id, at[row]]).sort((a, b) => (a[0]! < b[0]! ? -1 : 1))).toEqual([
    [1n, friday + minute],
    [2n, friday + minute],
    [anna, friday],
  ]);
  const steps = ['completed', 'started'];
  expect(await store.ask({ ask: 'people', process: 'payment', steps, step: hour, ...window })).toEqual([
    { step: 'completed', at: friday, users: 3 },
    { step: 'started', at: friday, users: 1 },
  ]);
  const passes = await store.ask({ ask: 'passes', processes: ['payment'], steps, outcomes: ['ok'], ...window });
  expect([...passes.user]).toEqual([8n, 9n, anna]);
  expect((await store.check()).problems).toEqual([]);
});

it('takes a pseudonym out of both, and drops both in time', async () => {
  await store.append({ ...emptyBatch(), passed: [passed('completed', friday, anna), passed('started', friday, anna)] });
  expect(await store.forget(anna)).toEqual({ rows: 3, days: 1 });
  expect(await store.forget(anna)).toEqual({ rows: 0, days: 0 });
  expect(await store.retain(friday + 2 * day)).toEqual(['20261120']);
  expect(await store.ask({ ask: 'days' })).toEqual([]);
  await store.append({ ...emptyBatch(), ids: [{ hash: BigUint64Array.of(3n), at: friday + 3 * hour }] });
  expect([...(await store.ask({ ask: 'ids', from: 0 })).hash]).toEqual([3n]);
});

it('keeps the numbers of steps over a restart', async () => {
  await store.append({ ...emptyBatch(), passed: [passed('completed', friday, 1n)] });
  await store.close();
  store = await openMeasurements({ directory, memoryLimitMb: 256, threads: 1 });
  await store.append({ ...emptyBatch(), passed: [passed('authorised', friday, 1n), passed('completed', friday, 2n)] });
  const steps = ['completed', 'authorised'];
  expect(await store.ask({ ask: 'people', process: 'payment', steps, step: hour, ...window })).toEqual([
    { step: 'authorised', at: friday, users: 1 },
    { step: 'completed', at: friday, users: 3 },
  ]);
});
