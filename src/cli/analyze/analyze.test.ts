import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../../..');
const from = Date.UTC(2026, 8, 7);
const begin = 38 * 1440 + 600;
const iso = (i: number) => new Date(from + i * 60_000).toISOString();

/** Runs the real command line; `input` goes to its stdin. */
function waga(words: string[], input?: string) {
  return new Promise<{ code: number | null; out: string; err: string }>((resolve) => {
    const child = spawn(process.execPath, [join(root, 'src/cli/waga.ts'), 'analyze', ...words], { cwd: root });
    const [out, err]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on('data', (part: Buffer) => out.push(part));
    child.stderr.on('data', (part: Buffer) => err.push(part));
    child.stdin.on('error', () => {});
    child.stdin.end(input ?? '');
    child.on('close', (code) =>
      resolve({ code, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() }),
    );
  });
}

let folder: string;
const file = (name: string) => join(folder, name);
const columns = ['--time', 'minute', '--count', 'orders'];
const outage = ['--from', iso(begin + 6), '--to', iso(begin + 36)];
const money = ['--value', '150.00', '--currency', 'PLN'];

/** The worked case of the method: 120 a minute, twelve minutes at 15, and 378 more than usual afterwards. */
function workedCase(): number[] {
  const counts = new Array<number>(42 * 1440).fill(120);
  return counts.fill(15, begin, begin + 12).fill(126, begin + 12, begin + 75);
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'waga-analyze-'));
  const counts = workedCase();
  writeFileSync(file('orders.csv'), `minute,orders\n${counts.map((n, i) => `${iso(i)},${n}`).join('\n')}\n`);
  // the same, backwards, in epoch seconds and with every second row in another zone
  const mixed = counts.map((n, i) => {
    const at = from / 1000 + i * 60;
    const warsaw = new Date((at + 7200) * 1000).toISOString().replace('.000Z', '+02:00');
    return `${n},x,${i % 2 ? at : warsaw}`;
  });
  writeFileSync(file('mixed.csv'), `orders,note,minute\n${mixed.reverse().join('\n')}\n`);
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('waga analyze loss', () => {
  it('answers the worked case exactly, as one JSON document', async () => {
    const words = ['loss', '--series', file('orders.csv'), ...columns, ...outage, ...money, '--json'];
    const { code, out, err } = await waga(words);
    expect([code, err]).toEqual([0, '']);
    const report = JSON.parse(out);
    const plain = (i: number) => iso(i).replace('.000', '');
    expect(report.interval.raw).toEqual({ from: plain(begin + 6), to: plain(begin + 36) });
    expect(report.interval.refined).toEqual({ from: plain(begin), to: plain(begin + 12) });
    expect([report.lost.value, report.recovered.value, report.net.value]).toEqual([1260, 378, 882]);
    expect([report.money.gross.text.value, report.money.net.text.value]).toEqual(['189000.00', '132300.00']);
    expect(report.level).toBe(0.9);
    for (const one of [
      report.expected,
      report.lost,
      report.recovered,
      report.net,
      report.impactShare,
      report.money.net,
    ]) {
      expect(Object.keys(one)).toEqual(
        expect.arrayContaining([
          'value',
          'unit',
          'low',
          'high',
          'level',
          'method',
          'basis',
          'grade',
          'version',
          'completeness',
        ]),
      );
      expect(one.low).toBeLessThanOrEqual(one.value);
      expect(one.high).toBeGreaterThanOrEqual(one.value);
    }
  });

  it('tells it in plain words', async () => {
    const words = [
      'loss',
      '--series',
      file('orders.csv'),
      ...columns,
      ...outage,
      ...money,
      '--timezone',
      'Europe/Warsaw',
    ];
    const { code, out } = await waga(words);
    expect(code).toBe(0);
    expect(out).toContain('2026-10-15 12:00 to 2026-10-15 12:12 (Europe/Warsaw), 12 minutes, refined');
    expect(out).toMatch(/Lost\s+1 260 \(1 \d\d\d to 1 \d\d\d\) = 189 000\.00 PLN/);
    expect(out).toMatch(/Net lost\s+882 .* = 132 300\.00 PLN/);
    expect(out).toContain('Came       180, so 87.5 % was missing');
  });

  it('reads rows in any order, zones mixed, other columns, from stdin and from epoch seconds alike', async () => {
    const words = ['loss', '--series', file('mixed.csv'), ...columns, ...outage, '--json'];
    expect(JSON.parse((await waga(words)).out).lost.value).toBe(1260);
    const counts = workedCase();
    const csv = `minute,orders\n${counts.map((n, i) => `${from + i * 60_000},${n}`).join('\n')}\n`;
    const piped = await waga(['loss', '--series', '-', ...columns, ...outage, '--json'], csv);
    expect(JSON.parse(piped.out).net.value).toBe(882);
  });

  it('says which option is wrong', async () => {
    const ask = (...words: string[]) => waga(['loss', '--series', file('orders.csv'), ...columns, ...words]);
    const wrong: [string[], string][] = [
      [['--from', 'noon', '--to', iso(begin)], '--from: found "noon"'],
      [['--from', iso(begin), '--to', iso(begin)], '--to: found'],
      [[...outage, '--value', '1,5', '--currency', 'PLN'], '--value: found "1,5", expected an amount of PLN'],
      [[...outage, '--value', '150.00'], '--currency: found nothing'],
      [[...outage, '--timezone', 'Mars/Base'], '--timezone: found "Mars/Base"'],
      [[...outage, '--campaign', 'sale'], '--campaign: found "sale"'],
      [[...outage, '--horizon', 'long'], '--horizon: found "long"'],
      [['--from', '2030-01-01T00:00:00Z', '--to', '2030-01-01T01:00:00Z'], 'expected an interval within the data'],
    ];
    for (const [words, message] of wrong) {
      const { code, out, err } = await ask(...words);
      expect([code, out], message).toEqual([2, '']);
      expect(err).toContain(message);
    }
  });
});

describe('waga analyze detect', () => {
  it('finds the drop of the worked case', async () => {
    const { code, out } = await waga(['detect', '--series', file('orders.csv'), ...columns, '--json']);
    expect(code).toBe(0);
    const { drops } = JSON.parse(out);
    expect(drops).toHaveLength(1);
    expect(drops[0]).toMatchObject({ class: 'P1', actual: 180, window: 5 });
    expect(Date.parse(drops[0].from)).toBe(from + begin * 60_000);
    expect(Date.parse(drops[0].detectedAt) - from).toBeLessThanOrEqual((begin + 2) * 60_000);
    const human = await waga(['detect', '--series', file('orders.csv'), ...columns]);
    expect(human.out).toContain('1 drop found (times in UTC).');
    expect(human.out).toContain('P1  2026-10-15 10:00 to 2026-10-15 10:12 (12 minutes)');
  });

  it('says which threshold is wrong', async () => {
    const ask = (...words: string[]) => waga(['detect', '--series', file('orders.csv'), ...columns, ...words]);
    expect((await ask('--partial', '2')).err).toContain('--partial: found "2", expected a share between 0 and 1');
    expect((await ask('--partial', '0.5')).err).toContain('--total: found "0.4", expected a share above --partial 0.5');
  });
});
