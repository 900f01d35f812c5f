import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { minute } from '../../src/maths/instants.ts';
import { catalogText, openApp, start, type TestApp } from './app.ts';
import { snappy, writeRequest } from './written.ts';

const waga = join(import.meta.dirname, '../../src/cli/waga.ts');
const catalog = `${catalogText}
---
apiVersion: waga/v1
kind: Source
metadata: {name: prometheus}
spec: {type: remote-write}
---
apiVersion: waga/v1
kind: Measure
metadata: {name: technical_service_payment-api_duration}
spec:
  class: technical
  component: payment-api
  type: latency
  source: prometheus
  metric: request_seconds
  where: {job: shop}
  goodUnder: 300ms
  objective: {atLeast: "0.99"}
`;
let test: TestApp;
let folder: string;
let url: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'waga-import-'));
  test = await openApp({ catalog, maxBodyBytes: 2_097_152 });
  test.clock.now = start + 86_400_000;
  await test.app.listen({ host: '127.0.0.1', port: 0 });
  url = `http://127.0.0.1:${(test.app.server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  await test.close();
  rmSync(folder, { recursive: true, force: true });
});

function begin(...words: string[]) {
  const child = spawn(process.execPath, [waga, 'import', ...words, '--server', url]);
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (text) => {
    stdout += text;
  });
  child.stderr.on('data', (text) => {
    stderr += text;
  });
  const ended = new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) =>
    child.once('close', (code) => resolve({ code, stdout, stderr })),
  );
  return { child, ended };
}
const run = (...words: string[]) => begin(...words).ended;
function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}
async function total(source: string, name: string): Promise<number> {
  const series = await test.measurements.ask({ ask: 'series', source, name });
  const window = { step: minute, from: 0, to: start + 1e10 };
  const { n } = await test.measurements.ask({ ask: 'counts', series: series.map(({ id }) => id), ...window });
  return n.reduce((all, one) => all + one, 0);
}

/** A histogram of a copy of the job shop, scraped every 15 s: each scrape sees ten more, seven of them good. */
function history(scrapes: number): string {
  const lines = [
    '# TYPE request_seconds histogram',
    '# UNIT request_seconds seconds',
    '# HELP request_seconds "How long."',
  ];
  const edges = [
    ['0.1', 2],
    ['0.3', 7],
    ['+Inf', 10],
  ] as const;
  for (const [le, more] of edges) {
    for (let i = 0; i < scrapes; i++) {
      const at = start / 1_000 + 15 * i;
      lines.push(
        `request_seconds_bucket{instance="shop-1",job="shop",le="${le}"} ${1_000 + more * i} ${at}.5 # {id="x"} 0.2`,
      );
    }
  }
  lines.push(
    `request_seconds_sum{job="shop"} 12.5 ${start / 1_000}`,
    '# TYPE queue gauge',
    `queue 3 ${start / 1_000}`,
    '# EOF',
  );
  return `${lines.join('\n')}\n`;
}

describe('waga import openmetrics', () => {
  it('loads what a measure reads, counts a second run nothing, and live values go on from there', async () => {
    const path = file('history.txt', history(13));
    const first = await run('openmetrics', path, '--source', 'prometheus', '--json');
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(first.stdout)).toMatchObject({
      files: [{ rows: 12, alreadyThere: 0, from: '2026-11-20T10:00:00Z', leftOut: { gauges: 1, sums: 1 } }],
    });
    const again = await run('openmetrics', path, '--source', 'prometheus');
    expect([again.code, again.stdout]).toEqual([0, expect.stringContaining('12 of them were there already')]);
    const read = async () => {
      const window = { from: start, to: start + 5 * minute };
      const { good, valid } = await test.signals.indicatorMinutes({
        measure: 'technical_service_payment-api_duration',
        ...window,
      });
      return { good: [...good], valid: [...valid] };
    };
    const unknown = Number.NaN;
    expect(await read()).toEqual({ valid: [30, 40, 40, 10, unknown], good: [21, 28, 28, 7, unknown] });

    const live = (le: string, ...values: number[]) => ({
      labels: { __name__: 'request_seconds_bucket', job: 'shop', instance: 'shop-1', le },
      samples: values.map((value, i): [number, number] => [start + (180 + 15 * (i + 1)) * 1_000, value]),
    });
    const body = writeRequest([live('0.3', 1_084, 1_091), live('+Inf', 1_120, 1_130)]);
    const answer = await fetch(`${url}/api/v1/write`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-protobuf', 'content-encoding': 'snappy', 'waga-source': 'prometheus' },
      body: snappy(body) as Uint8Array<ArrayBuffer>,
    });
    expect(answer.status).toBe(204);
    expect(await read()).toMatchObject({ valid: [30, 40, 40, 20, unknown], good: [21, 28, 28, 14, unknown] });
  });

  it.each([
    ['a_total 1 1\na_total x 2\n# EOF\n', 'line 2, column 9: found "x 2", expected a number'],
    ['a_total 1 1\n', 'line 2, column 1: found "", expected # EOF'],
    ['a_total 1 1\n# EOF\na_total 2 2\n', 'line 3, column 1: found "a_total 2 2", expected nothing after # EOF'],
    ['a_total 1\n# EOF\n', 'line 1, column 9: found "1", expected a timestamp'],
    [
      'a_total 5 20\na_total 6 10\n# EOF\n',
      'line 2, column 9: found "6 10", expected samples of a series in the order',
    ],
    ['a_total 5 20\na_total 6 35\n# EOF\n', 'line 2: at: expected within the 400 days that are kept (too_old)'],
    ['a_total\xff 5 20\n# EOF\n', 'expected'],
  ])('ends with 2 and says where %j is wrong', async (text, message) => {
    const path = file('bad.txt', '');
    writeFileSync(path, Buffer.from(text, 'latin1'));
    const { code, stderr } = await run('openmetrics', path, '--source', 'prometheus');
    expect(stderr).toContain(`${path}: line`);
    expect(stderr).toContain(message);
    expect(code).toBe(2);
  });

  it('goes on after it was stopped in the middle, and nothing counts twice', async () => {
    const scrapes = 40_000;
    test.clock.now = start + 15_000 * scrapes;
    const lines = Array.from({ length: 6 }, (_, series) =>
      Array.from(
        { length: scrapes / 4 },
        (_, i) => `requests_total{code="${200 + series}"} ${7 * i} ${start / 1_000 + 60 * i}`,
      ).join('\n'),
    );
    const path = file('long.txt', `${lines.join('\n')}\n# EOF\n`);
    const { child, ended } = begin('openmetrics', path, '--source', 'prometheus');
    await expect
      .poll(() => total('prometheus', 'requests_total'), { timeout: 60_000, interval: 10 })
      .toBeGreaterThan(0);
    child.kill('SIGKILL');
    await ended;
    const { code, stdout } = await run('openmetrics', path, '--source', 'prometheus', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout).files[0].alreadyThere).toBeGreaterThan(0);
    expect(await total('prometheus', 'requests_total')).toBe(6 * 7 * (scrapes / 4 - 1));
  });
});

describe('waga import parquet', () => {
  let connection: Awaited<ReturnType<DuckDBInstance['connect']>>;
  beforeEach(async () => {
    connection = await (await DuckDBInstance.create(':memory:')).connect();
  });
  afterEach(() => connection.closeSync());
  async function parquet(name: string, select: string, options = ''): Promise<string> {
    const path = join(folder, name);
    await connection.run(`COPY (${select}) TO '${path}' (FORMAT parquet${options})`);
    return path;
  }

  it('loads the columns of csv, whatever types they have, over groups of rows, once', async () => {
    const select = `
      SELECT to_timestamp(${start / 1_000} + 60 * (i // 5)) AS time, 'payment' AS process, 'completed' AS step, 2 AS count,
        CAST(3.5 AS DECIMAL(10, 2)) AS amount, 'PLN' AS currency, NULL AS outcome
      FROM range(5000) t(i)`;
    const path = await parquet('a.parquet', select, ', ROW_GROUP_SIZE 2048, COMPRESSION zstd');
    const first = await run('parquet', path, '--source', 'shop-events', '--json');
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(first.stdout)).toMatchObject({
      files: [{ rows: 5_000, alreadyThere: 0, from: '2026-11-20T10:00:00Z' }],
    });
    const again = await run('parquet', path, '--source', 'shop-events', '--json');
    expect(JSON.parse(again.stdout)).toMatchObject({ files: [{ rows: 5_000, alreadyThere: 5_000 }] });
    const window = { process: 'payment', step: 'completed', from: start, to: start + 1_001 * minute };
    const { counts } = await test.signals.businessMinutes(window);
    expect([counts[0], counts[999], counts[1_000]]).toEqual([10, 10, Number.NaN]);
    const { counts: money } = await test.signals.businessMoney({ ...window, currency: 'PLN' });
    expect(money[0]).toBe(5 * 350);
  });

  it('makes minutes without rows zero when the file is said to hold everything', async () => {
    const path = await parquet(
      'a.parquet',
      `SELECT CAST(ms AS BIGINT) AS time, 'requests' AS metric, n AS count, 'shop' AS job
       FROM (VALUES (${start}, 3), (${start + 3 * minute}, 5)) t(ms, n)`,
    );
    expect(await run('parquet', path, '--source', 'prometheus', '--missing', 'zero')).toMatchObject({ code: 0 });
    expect(await total('prometheus', 'requests')).toBe(8);
    const alive = await test.measurements.ask({ ask: 'alive', sources: ['prometheus/*'], from: 0, to: start + 1e9 });
    expect(alive).toEqual([{ source: 'prometheus/*', from: start, to: start + 4 * minute }]);
  });

  it('ends with 2 and says where it is wrong', async () => {
    const bad = await parquet(
      'bad.parquet',
      `SELECT 'now' AS time, 'payment' AS process, 'completed' AS step, 1 AS count`,
    );
    const { code, stderr } = await run('parquet', bad, '--source', 'shop-events');
    expect([code, stderr]).toEqual([2, expect.stringContaining('row 1, column time: found "now"')]);
    const columns = await parquet('columns.parquet', 'SELECT 1 AS a');
    expect((await run('parquet', columns)).stderr).toContain('found the columns a, expected');
    const none = await run('parquet', file('none.parquet', 'time,count\n'));
    expect([none.code, none.stderr]).toEqual([2, expect.stringContaining('cannot be read as Parquet')]);
    const absent = await run('parquet', join(folder, 'absent.parquet'));
    expect([absent.code, absent.stderr]).toEqual([2, expect.stringContaining('cannot be read (ENOENT)')]);
  });
});
