import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { minute } from '../../src/maths/instants.ts';
import { iso, openApp, start, type TestApp } from './app.ts';

const waga = join(import.meta.dirname, '../../src/cli/waga.ts');
let test: TestApp;
let folder: string;
let url: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'waga-import-'));
  test = await openApp();
  test.clock.now = start + 86_400_000;
  await test.app.listen({ host: '127.0.0.1', port: 0 });
  url = `http://127.0.0.1:${(test.app.server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  await test.close();
  rmSync(folder, { recursive: true, force: true });
});

const csv = (name: string, lines: readonly string[]): string => {
  const path = join(folder, name);
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
};
function run(...args: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [waga, 'import', 'csv', ...args, '--server', url]);
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (text) => {
    stdout += text;
  });
  child.stderr.on('data', (text) => {
    stderr += text;
  });
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, stdout, stderr })));
}
async function completed(minutes: number): Promise<(number | null)[]> {
  const to = start + minutes * minute;
  const { counts } = await test.signals.businessMinutes({ process: 'payment', step: 'completed', from: start, to });
  return [...counts].map((n) => (Number.isNaN(n) ? null : n));
}

const header = 'time,process,step,count,amount,currency,outcome';
const row = (m: number, count: number) => `${iso(start + m * minute)},payment,completed,${count},${count}.50,PLN,`;

describe('waga import csv', () => {
  it('loads counts and money, declares minutes with rows, and counts a second run nothing', async () => {
    const file = csv('a.csv', [header, row(0, 3), row(1, 4), row(3, 5), `${iso(start)},payment,completed,9,,,failed`]);
    const first = await run(file, '--source', 'shop-events', '--json');
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(first.stdout)).toMatchObject({
      rows: 4,
      files: [{ rows: 4, alreadyThere: 0, from: '2026-11-20T10:00:00Z', to: '2026-11-20T10:03:00Z' }],
    });
    expect(await completed(5)).toEqual([3, 4, null, 5, null]);
    const again = await run(file, '--source', 'shop-events');
    expect([again.code, again.stdout]).toEqual([0, expect.stringContaining('4 of them were there already')]);
    expect(await completed(5)).toEqual([3, 4, null, 5, null]);
    const window = { process: 'payment', step: 'completed', currency: 'PLN', from: start, to: start + minute };
    expect((await test.signals.businessMoney(window)).counts).toEqual(Float64Array.of(350));
  });

  it('makes minutes without rows zero when the file is said to hold everything', async () => {
    await run(csv('a.csv', [header, row(3, 5), row(0, 3)]), '--source', 'shop-events', '--missing', 'zero');
    expect(await completed(5)).toEqual([3, 0, 0, 5, null]);
  });

  it('loads many chunks of histograms and counts, equal to what the file says', async () => {
    const lines = ['time,metric,count,le,service.name,http.response.status_code'];
    for (let m = 0; m < 1_440; m++) {
      const time = (start + m * minute) / 1_000;
      for (let edge = 0; edge < 20; edge++) {
        if ((m + edge) % 7 === 0) continue;
        const le = edge === 19 ? '+Inf' : `${(edge + 1) / 10}`;
        lines.push(`${time},http.server.request.duration,1,${le},payment-api,`);
      }
      lines.push(`${time},http.requests,99,,payment-api,200`, `${time},http.requests,1,,payment-api,503`);
    }
    expect(await run(csv('t.csv', lines), '--source', 'shop-otlp')).toMatchObject({ code: 0, stderr: '' });
    const window = { from: start, to: start + 1_440 * minute };
    const indicator = (kind: string) =>
      test.signals.indicatorMinutes({ measure: `technical_service_payment-api_${kind}`, ...window });
    const sum = (numbers: Float64Array) => numbers.reduce((all, n) => all + n, 0);
    const availability = await indicator('availability');
    expect([sum(availability.good), sum(availability.valid)]).toEqual([99 * 1_440, 100 * 1_440]);
    const latency = await indicator('latency');
    const rows = lines.filter((line) => line.includes('duration')).map((line) => line.split(',')[3]!);
    const upTo = rows.filter((le) => Number(le) <= 0.3).length;
    expect([sum(latency.good), sum(latency.valid)]).toEqual([upTo, rows.length]);
    expect(latency.notes).toEqual([]);
  });

  it('ends with 2 and says where, before anything from the bad row on is sent', async () => {
    const bad = csv('bad.csv', [header, row(0, 3), row(1, -4), row(2, 1)]);
    const answer = await run(bad, '--source', 'shop-events', '--json');
    expect(answer.code).toBe(2);
    expect(answer.stderr).toContain(`${bad}: row 3, column count: found "-4", expected a whole number`);
    expect(await test.measurements.ask({ ask: 'series' })).toEqual([]);
    const unknown = csv('unknown.csv', [header, row(0, 3), row(1, 4).replace('payment', 'paiment')]);
    expect(await run(unknown, '--source', 'shop-events')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(
        `${unknown}: row 3: process: expected one the catalogue declares: payment, cashback`,
      ),
    });
    expect((await run(join(folder, 'none.csv'))).code).toBe(2);
    expect((await run(csv('empty.csv', []))).code).toBe(2);
    expect((await run(bad, '--source', 'nobody')).stderr).toContain('waga:');
  });
});
