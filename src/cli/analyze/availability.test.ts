import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../../..');
const ledger = 'examples/ledger/november.csv';
const november = ['--from', '2026-11-01T00:00:00Z', '--to', '2026-12-01T00:00:00Z'];
let folder: string;
const file = (name: string) => join(folder, name);

function waga(words: readonly string[], input = '') {
  return new Promise<{ code: number | null; out: string; err: string }>((resolve) => {
    const child = spawn(process.execPath, ['src/cli/waga.ts', 'analyze', 'availability', ...words], { cwd: root });
    const [out, err]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on('data', (part: Buffer) => out.push(part));
    child.stderr.on('data', (part: Buffer) => err.push(part));
    child.stdin.on('error', () => {});
    child.stdin.end(input);
    child.on('close', (code) =>
      resolve({ code, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() }),
    );
  });
}
const json = async (words: readonly string[], input = '') => JSON.parse((await waga([...words, '--json'], input)).out);
const fraction = (numerator: number, denominator: number, text: string) => ({ numerator, denominator, text });

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'waga-availability-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('waga analyze availability', () => {
  it('gives the worked month of the example, as the page on it shows', async () => {
    const { code, out, err } = await waga(['--ledger', ledger, ...november]);
    expect([code, err]).toEqual([0, '']);
    expect(readFileSync(join(root, 'docs/availability.md'), 'utf8')).toContain(out.trim());
    for (const figure of ['99.711 %', '99.926 %', '99.954 %', '99.972 %']) expect(out).toContain(figure);
  });

  it('prints one JSON document: exact fractions of one subject', async () => {
    const found = await json(['--ledger', ledger, '--subject', 'payment', ...november]);
    const adjusted = fraction(10_777, 10_785, '0.999258');
    expect(found).toMatchObject({
      subject: 'payment',
      raw: fraction(1_723, 1_728, '0.997106'),
      adjusted: { low: adjusted, high: adjusted },
      ownOnly: fraction(2_156, 2_157, '0.999536'),
      vendorOnly: fraction(3_594, 3_595, '0.999721'),
      unmeasuredSeconds: 0,
      downSeconds: 1_920,
      outages: 2,
      interval: { level: 0.95, basis: { incidents: 2 } },
    });
    expect(found.interval.low).toBeLessThan(10_777 / 10_785);
    expect(found.interval.high).toBeGreaterThan(10_777 / 10_785);
  });

  it('gives every subject of a ledger, and obeys each policy', async () => {
    const all = await json(['--ledger', ledger, ...november]);
    expect(all.subjects.map(({ subject }: { subject: string }) => subject)).toEqual(['payment', 'search']);
    const words = ['--ledger', ledger, '--subject', 'search', ...november];
    const adjusted = async (...more: string[]) => (await json([...words, ...more])).adjusted;
    // 300 minutes at 0.4 make 120; 90 are unknown; 2 880 of 43 200 are excluded
    expect(await adjusted()).toEqual({
      low: fraction(191, 192, '0.994791'),
      high: fraction(335, 336, '0.997023'),
    });
    expect(await adjusted('--planned', 'up', '--unknown', 'up')).toMatchObject({
      low: { numerator: 359, denominator: 360 },
    });
    expect(await adjusted('--planned', 'down', '--unknown', 'down')).toMatchObject({ high: { text: '0.928472' } });
    expect(await adjusted('--partial', 'all-or-nothing')).toMatchObject({ high: { text: '0.992559' } });
    expect(await adjusted('--minimum', '6h')).toMatchObject({ high: { text: '1.000000' } });
  });

  it('reads standard input, times of a zone, and an outage that lasts', async () => {
    const text = 'from,to,subject,note\n2026-11-30T23:00:00,,shop,it lasts\n';
    const found = await json(['--ledger', '-', '--timezone', 'Europe/Warsaw', ...november], text);
    expect(found).toMatchObject({ subject: 'shop', downSeconds: 2 * 3_600, outages: 1 });
  });

  it('reads Parquet like CSV', async () => {
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    await connection.run(
      `COPY (FROM read_csv('${join(root, ledger)}')) TO '${file('ledger.parquet')}' (FORMAT parquet)`,
    );
    connection.closeSync();
    instance.closeSync();
    expect(await json(['--ledger', file('ledger.parquet'), ...november])).toEqual(
      await json(['--ledger', ledger, ...november]),
    );
  });

  it('says of a ledger without rows that nothing is known', async () => {
    const { code, out } = await waga(['--ledger', '-', ...november], 'subject,from,to\n');
    expect([code, out]).toEqual([0, expect.stringContaining('the ledger has no row')]);
  });

  const head = 'subject,from,to,kind,fault,share,excluded';
  it.each([
    [
      'a,2026-11-01T00:00:00Z,2026-11-01T01:00:00Z,broken,,,',
      'row 2, column kind: found "broken", expected planned, unplanned',
    ],
    [
      'a,2026-11-01T00:00:00Z,2026-11-01T01:00:00Z,,,1.5,',
      'row 2, column share: found "1.5", expected the share that failed',
    ],
    [
      'a,2026-11-01T00:00:00Z,2026-10-01T01:00:00Z,,,,',
      'row 2, column to: found "2026-10-01T01:00:00Z", expected a time at or',
    ],
    [
      'a,2026-11-01T00:00:00,2026-11-01T01:00:00Z,,,,',
      'column from: found "2026-11-01T00:00:00", expected a time with its offset',
    ],
    ['a,,2026-11-01T01:00:00Z,,,,', 'row 2, column from: found "", expected the time when it began'],
    [',2026-11-01T00:00:00Z,2026-11-01T01:00:00Z,,,,', 'row 2, column subject: found "", expected a name'],
  ])('refuses the row %s with its place', async (row, message) => {
    writeFileSync(file('wrong.csv'), `${head}\n${row}\n`);
    const { code, err } = await waga(['--ledger', file('wrong.csv'), ...november]);
    expect([code, err]).toEqual([2, expect.stringContaining(message)]);
  });

  it('refuses a file without a column, a subject that is not in it, and ends the wrong way round', async () => {
    writeFileSync(file('columns.csv'), 'subject,form,to\n');
    expect((await waga(['--ledger', file('columns.csv'), ...november])).err).toContain(
      'expected from. Did you mean form?',
    );
    const unknown = await waga(['--ledger', ledger, '--subject', 'pay', ...november]);
    expect([unknown.code, unknown.err]).toEqual([2, expect.stringContaining('expected one of payment, search')]);
    const turned = await waga(['--ledger', ledger, '--from', '2026-12-01T00:00:00Z', '--to', '2026-11-01T00:00:00Z']);
    expect([turned.code, turned.err]).toEqual([2, expect.stringContaining('--to: found')]);
  });
});
