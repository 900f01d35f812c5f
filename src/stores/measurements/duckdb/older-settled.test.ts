import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { day, hour, minute } from '../../../maths/instants.ts';
import { emptyBatch, type Measurements } from '../measurements.ts';
import { Engine } from './engine.ts';
import { olderTable, olderTables } from './older-settled.ts';
import { openMeasurements } from './open.ts';
import { settledTable } from './settled-tables.ts';

const friday = Date.UTC(2026, 10, 27);
const month = Date.UTC(2026, 10, 1);
const later = friday + 30 * day;
const key = (kind: 'counts' | 'bins') => ({ source: 'shop', name: kind, kind, unit: '1', labels: {} });

describe('days that an earlier version settled', () => {
  let directory: string;
  let store: Measurements;
  const open = () => openMeasurements({ directory, memoryLimitMb: 256 });
  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'waga-older-'));
    await (await open()).close();
    const engine = await Engine.open(join(directory, 'measurements.duckdb'), { memoryLimitMb: 256, threads: 1 });
    const connection = await engine.connect();
    const [counts, bins] = [olderTable('counts', month), olderTable('bins', month)];
    const first = ((friday - month) / day) * 24;
    await connection.run(`
      INSERT INTO series VALUES (1, 'shop', 'counts', 'counts', '1', '[]', ${friday}), (2, 'shop', 'bins', 'bins', '1', '[]', ${friday});
      CREATE TABLE ${counts}(${olderTables.counts});
      CREATE TABLE ${bins}(${olderTables.bins});
      INSERT INTO ${counts} VALUES (1, ${first}, 60 * 7, NULL, list_transform(range(60), each -> 7)), (1, ${first + 1}, 5, [3, 59], [9, -4]),
        (1, ${first + 24}, 2, [0], [2]);
      INSERT INTO ${bins} VALUES (2, 4, ${first}, 11, [30], [11]);
      INSERT INTO settled_days VALUES (${friday}, 62, 1), (${friday + day}, 1, 0);
      INSERT INTO day_totals VALUES (${friday}, 1, 425), (${friday + day}, 1, 2);`);
    connection.close();
    engine.close();
    store = await open();
  });
  afterEach(async () => {
    await store.close();
    rmSync(directory, { recursive: true });
  });

  const answers = async () => {
    const window = { from: friday + 2 * minute, to: later };
    const hours = await store.ask({ ask: 'counts', series: [1], from: 0, to: later, step: hour });
    const minutes = await store.ask({ ask: 'counts', series: [1], ...window, step: minute });
    const totals = await store.ask({ ask: 'totals', series: [1], from: friday, to: friday + hour + 4 * minute });
    const bins = await store.ask({ ask: 'bins', series: [2], from: 0, to: later, step: day });
    return {
      hours: Array.from(hours.at, (at, row) => [(at - friday) / hour, hours.n[row]]),
      minutes: Array.from(minutes.at, (at, row) => [(at - friday) / minute, minutes.n[row]]).slice(57),
      totals: [...totals.n],
      bins: Array.from(bins.at, (at, row) => [(at - friday) / day, bins.bin[row], bins.n[row]]),
      check: (await store.check()).problems,
    };
  };
  const expected = {
    hours: [
      [0, 420],
      [1, 5],
      [24, 2],
    ],
    minutes: [
      [59, 7],
      [63, 9],
      [119, -4],
      [1_440, 2],
    ],
    totals: [429],
    bins: [[0, 4, 11]],
    check: [],
  };
  const tables = async (): Promise<string[]> => {
    await store.close();
    const engine = await Engine.open(join(directory, 'measurements.duckdb'), { memoryLimitMb: 256, threads: 1 });
    const names = await engine.read((connection) =>
      connection.rows("SELECT table_name FROM duckdb_tables() WHERE table_name LIKE '%_202611' ORDER BY 1"),
    );
    engine.close();
    store = await open();
    return names.text(0);
  };

  it('answer as they did, and are settled anew one after another', async () => {
    expect(await answers()).toEqual(expected);
    expect(await store.settle(later, 1)).toEqual(['20261127']);
    expect(await answers()).toEqual(expected);
    expect(await store.settle(later)).toEqual(['20261128']);
    expect(await answers()).toEqual(expected);
    expect(await store.settle(later)).toEqual([]);
    expect(await tables()).toEqual([settledTable('bins', month), settledTable('counts', month)]);
    expect(await answers()).toEqual(expected);
  });

  it('take in what came late', async () => {
    const batch = { ...emptyBatch(), series: [key('counts')], counts: [{ series: 0, at: friday + 61 * minute, n: 3 }] };
    await store.append(batch);
    expect((await answers()).hours[1]).toEqual([1, 8]);
    await store.settle(later);
    expect((await answers()).hours[1]).toEqual([1, 8]);
    expect((await answers()).check).toEqual([]);
  });

  it('go with the retention', async () => {
    await store.retain(friday + day);
    expect((await answers()).hours).toEqual([[24, 2]]);
    await store.retain(friday + 2 * day);
    expect(await tables()).toEqual([]);
  });
});
