import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { zoneOf } from '../../maths/zoned-time.ts';
import { readSeries, type SeriesQuestion } from './read-series.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'waga-series-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const minute = 60_000;
const midnight = Date.UTC(2026, 0, 1);

/** Reads a text as a file of minutes with the columns `at` and `n`. */
function read(text: string | Buffer, more: Partial<SeriesQuestion> = {}) {
  const file = join(folder, 'series.csv');
  writeFileSync(file, text);
  return readSeries({
    file,
    time: 'at',
    column: 'n',
    kind: 'count',
    stepMs: minute,
    missing: 'unknown',
    zone: null,
    ...more,
  });
}
const failure = (text: string | Buffer, more: Partial<SeriesQuestion> = {}): Promise<string> =>
  read(text, more).then(
    () => 'no error',
    (error: Error) => error.message.replace(folder, ''),
  );
const rows = (...lines: string[]): string => `at,n\n${lines.join('\n')}\n`;

describe('readSeries', () => {
  it('makes minutes of rows; a missing one is unknown, or zero when asked', async () => {
    const text = rows('2026-01-01T00:03:00Z,7', '2026-01-01T01:00:00+01:00,5', '1767225660,6');
    const { series, rows: n, missingSteps } = await read(text);
    expect([series.from, [...series.counts], n, missingSteps]).toEqual([midnight, [5, 6, Number.NaN, 7], 3, 1]);
    expect([...(await read(text, { missing: 'zero' })).series.counts]).toEqual([5, 6, 0, 7]);
  });

  it('takes an empty cell for no row', async () => {
    const { series } = await read(rows('2026-01-01T00:00:00Z,5', '2026-01-01T00:01:00Z,', '2026-01-01T00:02:00Z,1'));
    expect([...series.counts]).toEqual([5, Number.NaN, 1]);
  });

  it('adds up rows for shorter steps and spreads rows for longer ones', async () => {
    const seconds = ['00:00', '00:30', '01:00', '02:00', '02:30'].map((at) => `2026-01-01T00:${at}Z,10`);
    expect([...(await read(rows(...seconds), { stepMs: 30_000 })).series.counts]).toEqual([20, Number.NaN, 20]);
    const five = await read(rows('2026-01-01T00:00:00Z,10', '2026-01-01T00:05:00Z,20'), { stepMs: 5 * minute });
    expect([...five.series.counts]).toEqual([2, 2, 2, 2, 2, 4, 4, 4, 4, 4]);
  });

  it('reads times without an offset on the wall clock of the zone, in summer and winter', async () => {
    const text = rows('2026-07-01 02:00:00,1', '2026-07-01 02:01:00,2');
    expect((await read(text, { zone: zoneOf('Europe/Warsaw') })).series.from).toBe(Date.UTC(2026, 6, 1, 0, 0));
    const winter = rows('2026-01-01 01:00,1');
    expect((await read(winter, { zone: zoneOf('Europe/Warsaw') })).series.from).toBe(midnight);
    expect(await failure(text)).toContain(
      'row 2, column at: found "2026-07-01 02:00:00", expected a time with its offset',
    );
  });

  it('names file, row, column, what was found and what was expected', async () => {
    const good = '2026-01-01T00:00:00Z,5';
    const cases: [string | Buffer, string][] = [
      [rows(good, '2026-01-01T00:01:00Z,many'), 'row 3, column n: found "many", expected a whole number, 0 or more'],
      [rows(good, '2026-01-01T00:01:00Z,-1'), 'row 3, column n: found "-1"'],
      [rows(good, '2026-01-01T00:01:00Z,1.5'), 'row 3, column n: found "1.5"'],
      [rows(good, 'yesterday,1'), 'row 3, column at: found "yesterday", expected RFC 3339'],
      [
        rows(good, '2026-01-01T00:00:40Z,6'),
        'row 3, column at: found a second row for the minute 2026-01-01T00:00:00Z (the first is row 2)',
      ],
      ['time,n\n2026-01-01T00:00:00Z,5\n', 'row 1: found the columns time, n, expected at'],
      ['at,m\n2026-01-01T00:00:00Z,5\n', 'expected n'],
      ['', 'row 1: found nothing, expected a header'],
      [rows(), 'row 2: found no row with a value in n'],
      [Buffer.from([0x1f, 0x8b, 0x08, 0x00, 0x00, 0x01]), 'found binary data, expected CSV text or a Parquet file'],
      [Buffer.from('PAR1 and nothing else'), 'cannot be read as Parquet'],
      [rows('1970-01-01T00:00:00Z,1', good), 'expected a series of at most ten years'],
      [`at,n\n"2026`, 'row 2'],
    ];
    for (const [text, message] of cases) expect(await failure(text)).toContain(message);
    expect(await failure('at,order\n2026-01-01T00:00:00Z,5\n', { column: 'orders' })).toContain('Did you mean order?');
  });

  it('asks what a missing row means when more than one in a hundred is missing', async () => {
    const every = (n: number, step: number) =>
      rows(...Array.from({ length: n }, (_, i) => `${midnight + i * step * minute},1`));
    expect(await failure(every(50, 2), { missing: undefined })).toContain('49 of 99 rows are missing (49.5 %)');
    expect(await failure(every(50, 2), { missing: undefined })).toContain('--missing unknown');
    expect(await failure(every(500, 1), { missing: undefined })).toBe('no error');
  });

  it('tells that a file is not there, or a folder', async () => {
    const question = {
      time: 'at',
      column: 'n',
      kind: 'count',
      stepMs: minute,
      missing: undefined,
      zone: null,
    } as const;
    await expect(readSeries({ ...question, file: join(folder, 'none.csv') })).rejects.toThrow(
      'cannot be read (ENOENT)',
    );
    mkdirSync(join(folder, 'sub'));
    await expect(readSeries({ ...question, file: join(folder, 'sub') })).rejects.toThrow('cannot be read (EISDIR)');
  });

  it('reads Parquet of every usual compression as it reads CSV', async () => {
    const duckdb = await DuckDBInstance.create(':memory:');
    const connection = await duckdb.connect();
    try {
      for (const codec of ['uncompressed', 'snappy', 'gzip', 'zstd']) {
        const file = join(folder, `${codec}.parquet`);
        const values = `SELECT TIMESTAMPTZ '2026-01-01 00:00:00+00' + INTERVAL (i) MINUTE AS at, (i % 7)::BIGINT AS n, 'x' AS other FROM range(3000) t(i)`;
        await connection.run(`COPY (${values}) TO '${file}' (FORMAT parquet, COMPRESSION ${codec})`);
        const question = {
          file,
          time: 'at',
          column: 'n',
          kind: 'count',
          stepMs: minute,
          missing: undefined,
          zone: null,
        };
        const { series } = await readSeries(question as SeriesQuestion);
        expect([series.from, series.counts.length, series.counts[6], series.counts[2999]]).toEqual([
          midnight,
          3000,
          6,
          3,
        ]);
        await expect(readSeries({ ...question, column: 'm' } as SeriesQuestion)).rejects.toThrow('Did you mean n?');
      }
    } finally {
      connection.closeSync();
      duckdb.closeSync();
    }
  });
});
