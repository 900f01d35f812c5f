import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../../..');
const example = 'examples/rootcause';
let folder: string;
const file = (name: string) => join(folder, name);

function waga(words: readonly string[], input = '') {
  return new Promise<{ code: number | null; out: string; err: string }>((resolve) => {
    const child = spawn(process.execPath, ['src/cli/waga.ts', 'analyze', 'rootcause', ...words], { cwd: root });
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

const graph = ['--graph', `${example}/graph.csv`];
const target = ['--target', 'shop:latency_p90'];
const onset = ['--from', '2026-11-20T18:00:00Z', '--to', '2026-11-20T18:05:00Z'];
const asked = [...graph, '--metrics', `${example}/metrics.csv`, ...target];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'waga-rootcause-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('waga analyze rootcause', () => {
  it('names the database of the example, as the page on it shows', async () => {
    const { code, out, err } = await waga([...asked, ...onset, '--changes', `${example}/changes.csv`]);
    expect([code, err]).toEqual([0, '']);
    expect(readFileSync(join(root, 'docs/rootcause.md'), 'utf8')).toContain(out.slice(0, out.indexOf('\n\n 2. ')));
    expect(out).toContain('Probable root: payment-db');
    expect(out).toContain('changed 5 minutes before: config: statement cache off');
  });

  it('prints one JSON document, the same whatever the order of the rows and from stdin', async () => {
    const { out } = await waga([...asked, ...onset, '--json']);
    const report = JSON.parse(out);
    expect(report).toMatchObject({ abstained: false, named: 'payment-db' });
    expect(Object.keys(report.candidates[0])).toEqual(['node', 'metric', 'score', 'why']);
    const [head, ...rows] = readFileSync(join(root, example, 'metrics.csv'), 'utf8')
      .trim()
      .split('\n');
    const turned = `${[head, ...rows.reverse()].join('\n')}\n`;
    const again = await waga([...graph, '--metrics', '-', ...target, ...onset, '--json'], turned);
    expect(JSON.parse(again.out)).toEqual(report);
  });

  it('reads what is usual from a file of its own', async () => {
    const [head, ...rows] = readFileSync(join(root, example, 'metrics.csv'), 'utf8')
      .trim()
      .split('\n');
    const at = (row: string) => row.slice(0, row.indexOf(','));
    const parts = (keep: (time: string) => boolean) => `${[head, ...rows.filter((row) => keep(at(row)))].join('\n')}\n`;
    writeFileSync(
      file('normal.csv'),
      parts((time) => time < '2026-11-20T18:00:00Z'),
    );
    writeFileSync(
      file('ill.csv'),
      parts((time) => time >= '2026-11-20T18:00:00Z'),
    );
    const words = [
      ...graph,
      '--metrics',
      file('ill.csv'),
      '--normal',
      file('normal.csv'),
      ...target,
      ...onset,
      '--json',
    ];
    expect(JSON.parse((await waga(words)).out)).toEqual(JSON.parse((await waga([...asked, ...onset, '--json'])).out));
  });

  it('abstains in a quiet quarter of an hour, says so, and ends with 0', async () => {
    const quiet = ['--from', '2026-11-20T17:40:00Z', '--to', '2026-11-20T17:45:00Z'];
    const { code, out } = await waga([...asked, ...quiet]);
    expect(code).toBe(0);
    expect(out).toContain('No root is named.\n\nNothing is visible in the metrics of the 8 nodes that shop stands on.');
    expect(JSON.parse((await waga([...asked, ...quiet, '--json'])).out)).toMatchObject({
      abstained: true,
      candidates: [],
    });
  });

  const head = 'time,node,metric,value\n';
  it.each([
    [`${head}2026-11-20T18:00:00Z,shop,latency_p90,abc\n`, 'row 2, column value: found "abc", expected a number'],
    [`${head}2026-11-20T18:00:00Z,shop,latency_p90,1\n2026-11-20 18:01,shop,latency_p90,1\n`, 'row 3, column time'],
    [`${head}2026-11-20T18:00:00Z,,latency_p90,1\n`, 'row 2, column node: found "", expected a name'],
    [
      `${head}2026-11-20T18:00:00Z,shop,latency_p90,1\n2026-11-20T18:00:00Z,shop,latency_p90,2\n`,
      'row 3, column value: found a second, other value of shop:latency_p90 at 2026-11-20T18:00:00Z, expected one',
    ],
    [
      'time,node,metrics,value\n',
      'row 1: found the columns time, node, metrics, value, expected metric. Did you mean metrics?',
    ],
    [head, 'row 2'],
    [`${head}2026-11-20T18:00:00Z,shop,latency_p90,1\n`, 'no reading lies before --from'],
    [`${head}2026-11-20T17:00:00Z,shop,latency_p90,1\n`, 'the last reading is of 2026-11-20T17:00:00Z'],
  ])('refuses %j with its place', async (text, message) => {
    writeFileSync(file('bad.csv'), text);
    const { code, out, err } = await waga([...graph, '--metrics', file('bad.csv'), ...target, ...onset]);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(message);
  });

  it('refuses options that make no sense', async () => {
    const wrongTarget = await waga([
      ...graph,
      '--metrics',
      `${example}/metrics.csv`,
      '--target',
      'shop:errors',
      ...onset,
    ]);
    expect([wrongTarget.code, wrongTarget.err]).toEqual([
      2,
      expect.stringContaining('NODE:METRIC as in --metrics: shop:latency_p90'),
    ]);
    const turned = await waga([...asked, '--from', '2026-11-20T18:05:00Z', '--to', '2026-11-20T18:00:00Z']);
    expect([turned.code, turned.err]).toEqual([2, expect.stringContaining('--to: found "2026-11-20T18:00:00Z"')]);
    const noGraph = await waga(['--graph', file('none.csv'), ...asked.slice(2), ...onset]);
    expect([noGraph.code, noGraph.err]).toEqual([2, expect.stringContaining('cannot be read')]);
  });

  it('shows an example in its help', async () => {
    const { out } = await waga(['--help']);
    expect(out).toContain('Example:\n  waga analyze rootcause --graph examples/rootcause/graph.csv');
  });
});
