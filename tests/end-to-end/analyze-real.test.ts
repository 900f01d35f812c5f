import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { conformalQuantile } from '../../src/maths/conformal.ts';
import { normalQuantile } from '../../src/maths/distributions.ts';
import { quantile } from '../../src/maths/quantiles.ts';
import { dataSet } from '../data-sets.ts';
import { describeWith } from '../needs.ts';

const root = join(import.meta.dirname, '../..');

/** Runs `waga analyze … --json` and reads its document. */
function analyze(words: string[]) {
  return new Promise<{ code: number | null; report: Record<string, never>; err: string }>((resolve) => {
    const child = spawn(process.execPath, [join(root, 'src/cli/waga.ts'), 'analyze', ...words, '--json'], {
      cwd: root,
    });
    const [out, err]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on('data', (part: Buffer) => out.push(part));
    child.stderr.on('data', (part: Buffer) => err.push(part));
    child.on('close', (code) => {
      resolve({ code, report: JSON.parse(Buffer.concat(out).toString()), err: Buffer.concat(err).toString() });
    });
  });
}

const taxi = (...words: string[]) => [
  'loss',
  ...['--series', dataSet('nab', 'data/realKnownCause/nyc_taxi.csv'), '--time', 'timestamp', '--count', 'value'],
  ...['--step', '30m', '--timezone', 'America/New_York', ...words],
];
const ban = ['--from', '2015-01-26T23:00:00-05:00', '--to', '2015-01-27T08:00:00-05:00'];

interface Answer {
  impactShare: { value: number };
  lost: { value: number; low: number; high: number };
  recovered: { value: number; low: number; high: number };
  recoveryClaimed: boolean;
  notes: string[];
}

describeWith('data:nab', 'the travel ban of January 2015 in New York', () => {
  it.each(['2h', '24h'])('was a total stop that did not come back within %s', async (horizon) => {
    const { code, report } = await analyze(taxi(...ban, '--horizon', horizon, '--ends', 'given'));
    expect(code).toBe(0);
    const { impactShare, recovered, recoveryClaimed } = report as unknown as Answer;
    // 1.5 % of the expected trips, by the median of the weeks before
    expect(1 - impactShare.value).toBeGreaterThan(0.012);
    expect(1 - impactShare.value).toBeLessThan(0.02);
    expect(recoveryClaimed).toBe(false);
    expect(recovered.low).toBeLessThanOrEqual(0);
    expect(recovered.high).toBeGreaterThanOrEqual(0);
  });

  it('keeps the begin and end of the ban to the half hour when asked to refine them', async () => {
    const { report } = await analyze(taxi(...ban));
    const { interval } = report as unknown as { interval: { refined: { from: string; to: string } } };
    const off = (a: string, b: string): number => Math.abs(Date.parse(a) - Date.parse(b)) / 60_000;
    expect(off(interval.refined.from, ban[1]!)).toBeLessThanOrEqual(30);
    expect(off(interval.refined.to, ban[3]!)).toBeLessThanOrEqual(30);
  });

  it('calls an ordinary afternoon no loss', async () => {
    const { report } = await analyze(
      taxi('--from', '2014-10-08T14:00:00-04:00', '--to', '2014-10-08T18:00:00-04:00', '--ends', 'given'),
    );
    const { lost, notes } = report as unknown as Answer;
    expect(lost.low).toBeLessThan(0);
    expect(lost.high).toBeGreaterThan(0);
    expect(notes.join(' ')).toContain('Zero lies within the interval');
  });

  it('refuses its times, which have no offset, without a time zone', async () => {
    const { code, err } = await analyze(
      taxi(...ban).filter((word) => word !== '--timezone' && word !== 'America/New_York'),
    );
    expect(code).toBe(2);
    expect(err).toContain('row 2, column timestamp');
  });
});

describeWith('data:reference-values', 'published answers', () => {
  const known = (name: string) => JSON.parse(readFileSync(dataSet('reference-values', name), 'utf8'));

  it('has the quantiles of R, type 7', () => {
    const { x, p, q } = known('r_reference.json').quantile_type7 as Record<'x' | 'p' | 'q', number[]>;
    for (const [i, share] of p.entries()) expect(quantile(x, share)).toBeCloseTo(q[i]!, 9);
  });

  it('has the rank and the error of the worked conformal interval', () => {
    const { errors, alpha, q } = known('worked_examples.json').split_conformal_abs;
    const sorted = errors.map(Math.abs).sort((a: number, b: number) => a - b);
    expect(conformalQuantile(sorted, 1 - alpha)).toBe(q);
  });

  it('has the normal quantile that the intervals stand on', () => {
    expect(normalQuantile(0.95)).toBeCloseTo(1.6448536269514722, 12);
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 12);
  });
});
