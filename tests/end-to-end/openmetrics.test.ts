import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parseLine } from '../../src/cli/openmetrics/parse-line.ts';
import { describeWith, promtoolPath } from '../needs.ts';
import { testCatalog } from '../signals/app.ts';

const page = readFileSync(new URL('../../docs/prometheus.md', import.meta.url), 'utf8');
const blocks = [...page.matchAll(/^```yaml\n([\s\S]*?)^```/gm)].map((match) => match[1]!);

describeWith('promtool', 'beside Prometheus itself', () => {
  let folder: string;
  const promtool = (...words: string[]) => spawnSync(promtoolPath()!, words, { encoding: 'utf8' });
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'waga-openmetrics-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each([
    ['a 5 1', true],
    ['a_total{b="c\\"d\\\\e\\nf",le="1"} +Inf 1700000000.5', true],
    ['a_total{} NaN 1e3', true],
    ['a{b="c"} 5e-3 1.5', true],
    ['a +Infinity 1', true],
    ['# HELP a with words', true],
    ['# TYPE a gauge', true],
    ['# HELP a', false],
    ['# TYPE a untyped', false],
    ['# a comment', false],
    ['', false],
    ['a  5 1', false],
    ['a 5 1 2', false],
    ['a 5 NaN', false],
    ['a 5 1\r', false],
    ['a{b} 5 1', false],
    ['a{b="c",} 5 1', false],
    ['a{b="1",b="2"} 5 1', false],
    ['a{b="c} 5 1', false],
    ['1a 5 1', false],
    ['a five 1', false],
  ])('takes or refuses %j as it does', (line, good) => {
    const file = join(folder, 'text.txt');
    writeFileSync(file, `${line}\nother 1 1\n# EOF\n`);
    const theirs = promtool('tsdb', 'create-blocks-from', 'openmetrics', file, join(folder, 'blocks'));
    expect([theirs.status === 0, !('expected' in parseLine(line))]).toEqual([good, good]);
  });

  it('and docs/prometheus.md, whose settings it takes and whose catalogue Waga takes', () => {
    const settings = blocks.find((block) => block.includes('remote_write:'))!;
    writeFileSync(join(folder, 'waga-token'), 'waga_id_secret');
    writeFileSync(join(folder, 'prometheus.yml'), settings);
    expect(promtool('check', 'config', join(folder, 'prometheus.yml'))).toMatchObject({ status: 0 });
    const component = 'apiVersion: waga/v1\nkind: Component\nmetadata: {name: payment-api}\nspec: {type: service}\n';
    const documents = blocks.filter((block) => block.includes('apiVersion'));
    expect(testCatalog([component, ...documents].join('---\n')).documents).toHaveLength(4);
  });
});
