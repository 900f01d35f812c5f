import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeThresholdWorld } from '../../../benchmarks/accuracy/threshold-world.ts';

const root = join(import.meta.dirname, '../../..');
const folder = mkdtempSync(join(tmpdir(), 'waga-threshold-'));
const file = (name: string): string => join(folder, name);

/** Runs the real command line. */
function waga(...words: string[]): Promise<{ code: number | null; out: string; err: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(root, 'src/cli/waga.ts'), 'analyze', 'threshold', ...words]);
    const [out, err]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on('data', (part: Buffer) => out.push(part));
    child.stderr.on('data', (part: Buffer) => err.push(part));
    const text = (parts: Buffer[]): string => Buffer.concat(parts).toString();
    child.on('close', (code) => resolve({ code, out: text(out), err: text(err) }));
  });
}

const shared = { days: 42, rate: 200, dispersion: 1.5, load: 'same' } as const;
const worlds = {
  linked: makeThresholdWorld({ ...shared, seed: 5, linked: true }),
  unlinked: makeThresholdWorld({ ...shared, seed: 11, linked: false }),
};
const pair = (name: string): string[] => [
  ...['--technical', file(`${name}-latency.csv`), '--measure', 'p99_ms'],
  ...['--business', file(`${name}-orders.csv`), '--count', 'orders', '--timezone', 'Europe/Warsaw'],
];

beforeAll(() => {
  for (const [name, world] of Object.entries(worlds)) {
    const rows = (of: (i: number) => string): string =>
      Array.from(world.counts, (_, i) => `${new Date(world.from + i * 60_000).toISOString()},${of(i)}`).join('\n');
    writeFileSync(file(`${name}-orders.csv`), `time,orders\n${rows((i) => String(world.counts[i]))}\n`);
    writeFileSync(file(`${name}-latency.csv`), `time,p99_ms\n${rows((i) => world.readings[i]!.toFixed(1))}\n`);
  }
  writeFileSync(file('early.csv'), 'time,p99_ms\n2020-01-01T00:00:00Z,100\n2020-01-01T00:01:00Z,100\n');
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('waga analyze threshold', () => {
  it('tells the knee and the loss per hour in money, in plain words', async () => {
    const { code, out, err } = await waga(...pair('linked'), '--value', '150.00', '--currency', 'PLN');
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^orders fall when p99_ms goes beyond \d+ \(\d+ to \d+\)\./);
    expect(out).toMatch(/at p99_ms = [\d ]+ you lose [\d ]+\.\d\d PLN \([\d ]+\.\d\d to [\d ]+\.\d\d\) per hour/);
    expect(out).toContain('grade incidents');
  });

  it('answers as one JSON document, in events where no value is given', async () => {
    const at = 2 * worlds.linked.knee;
    const { code, out } = await waga(...pair('linked'), '--at', String(at), '--json');
    const answer = JSON.parse(out);
    expect([code, answer.link, answer.lagMinutes]).toEqual([0, true, 0]);
    expect(Math.abs(answer.knee.value / worlds.linked.knee - 1)).toBeLessThan(0.1);
    expect(answer.lossPerHour).toEqual([{ x: at, loss: expect.objectContaining({ unit: 'events/h', level: 0.9 }) }]);
    const keys = ['link', 'pNoLink', 'lagMinutes', 'curve', 'lossPerHour', 'minutesOfEvidence', 'grade', 'notes'];
    expect(Object.keys(answer)).toEqual(expect.arrayContaining(keys));
  });

  it('says that there is no link where only load moves both', async () => {
    const { code, out } = await waga(...pair('unlinked'));
    expect(code).toBe(0);
    expect(out).toMatch(/^No link found between p99_ms and orders \(p = 0\.\d\d\): /);
  });

  it.each([
    ['a column that is not there', ['--measure', 'p95_ms'], /latency\.csv: row 1: found the columns .*expected p95_ms/],
    ['files of different weeks', ['--technical', file('early.csv')], /early\.csv: found no minute in common/],
    ['half a value', ['--value', '5'], /--currency: found nothing, expected a currency/],
    ['a reading that is none', ['--at', 'slow'], /--at: found "slow", expected a number/],
    [
      'an exclusion that ends before it begins',
      ['--exclude', '2026-10-02T00:00:00Z/2026-10-01T00:00:00Z'],
      /--exclude/,
    ],
    ['an unknown zone', ['--timezone', 'Europe/Warszawa'], /--timezone/],
  ])('refuses %s', async (_, words, message) => {
    const { code, out, err } = await waga(...pair('linked'), ...words);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(message);
  });
});
