import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { besideOf } from '../../../benchmarks/accuracy/controls.ts';
import { minute, toRfc3339 } from '../../maths/instants.ts';
import type { MinuteSeries } from '../../maths/minute-series.ts';
import { readControls } from './read-controls.ts';

const { question, controls } = besideOf(910_002, 'shared', 240);
const root = join(import.meta.dirname, '../../..');

let folder: string;
const file = (name: string) => join(folder, name);
const csv = ({ from, counts }: MinuteSeries, column: string) =>
  `minute,${column}\n${Array.from(counts, (n, i) => `${toRfc3339(from + i * minute)},${n}`).join('\n')}\n`;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'waga-controls-'));
  writeFileSync(file('payments.csv'), csv(question.series, 'orders'));
  for (const [k, { series }] of controls.entries()) writeFileSync(file(`control-${k}.csv`), csv(series, 'done'));
  const start = { from: question.series.from, counts: question.series.counts.subarray(0, 10) };
  writeFileSync(file('text.csv'), csv(start, 'orders').replace(/,(\d+)\n$/, ',many\n'));
  writeFileSync(file('twice.csv'), `${csv(start, 'orders')}${toRfc3339(start.from)},1\n`);
  writeFileSync(file('empty.csv'), '');
  writeFileSync(file('early.csv'), csv(start, 'done'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const loss = (...words: string[]) => {
  const { from, to } = question.raw;
  const asked = ['--time', 'minute', '--count', 'orders', '--from', toRfc3339(from), '--to', toRfc3339(to)];
  const all = ['analyze', 'loss', '--series', file('payments.csv'), ...asked, '--ends', 'given', ...words];
  return execFileSync(process.execPath, [join(root, 'src/cli/waga.ts'), ...all], { encoding: 'utf8', stdio: 'pipe' });
};

describe('waga analyze loss --control', () => {
  it('reads the loss beside other processes, in a narrower interval, and says so', () => {
    const named = ['--control', file('control-0.csv'), '--control', file('control-1.csv'), '--control-count', 'done'];
    const report = JSON.parse(loss(...named, '--json'));
    const alone = JSON.parse(loss('--json'));
    expect(report.controls.map((one: { used: boolean }) => one.used)).toEqual([true, true]);
    expect(report.method).toContain('× 2 controls; interval from');
    expect(report.lost.high - report.lost.low).toBeLessThan(0.8 * (alone.lost.high - alone.lost.low));
    expect(alone.controls).toBeUndefined();
    expect(loss(...named)).toMatch(/- \S+control-0\.csv is a control: \d+ % of its moves are taken over\./);
  }, 60_000);

  it('refuses a control whose data do not hold the outage, by its own name alone', () => {
    const early = () => loss('--control', file('early.csv'), '--control-count', 'done');
    expect(early).toThrow(/: \S+early\.csv: found \S+ to \S+, expected a control whose data hold the outage/);
  }, 60_000);
});

describe('readControls', () => {
  const like = () => ({
    file: file('payments.csv'),
    time: 'minute',
    column: 'orders',
    kind: 'count' as const,
    stepMs: minute,
    missing: undefined,
    zone: null,
  });

  it.each([
    [['nowhere.csv'], undefined, 'nowhere.csv: cannot be read (ENOENT)'],
    [['empty.csv'], undefined, 'empty.csv: row 1: found nothing, expected a header'],
    [['control-0.csv'], undefined, 'control-0.csv: row 1: found the columns minute, done, expected orders.'],
    [['text.csv'], undefined, 'text.csv: row 11, column orders: found "many", expected a whole number, 0 or more'],
    [['twice.csv'], undefined, 'twice.csv: row 12, column minute: found a second row for the minute'],
    [['payments.csv'], undefined, 'expected another process than the series itself, and each file once'],
    [['control-0.csv', 'control-0.csv'], 'done', 'expected another process than the series itself, and each file once'],
    [[], 'done', '--control-count: found "done", expected --control beside it'],
  ])('says what is wrong with %j', async (names, column, message) => {
    await expect(readControls(names.map(file), column, like())).rejects.toThrow(message);
  });

  it('does not read a control from stdin', async () => {
    await expect(readControls(['-'], undefined, like())).rejects.toThrow('only the series is read from stdin');
  });
});
