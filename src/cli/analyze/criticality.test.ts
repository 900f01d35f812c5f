import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CriticalityAnswer } from '../../features/criticality/contract.ts';

const root = join(import.meta.dirname, '../../..');
const example = 'examples/criticality';
let folder: string;
const file = (name: string) => join(folder, name);

function waga(...words: string[]) {
  return new Promise<{ code: number | null; out: string; err: string }>((resolve) => {
    const command = ['src/cli/waga.ts', 'analyze', 'criticality', ...words];
    const child = spawn(process.execPath, command, { cwd: root });
    let [out, err] = ['', ''];
    child.stdout.on('data', (part) => (out += part));
    child.stderr.on('data', (part) => (err += part));
    child.on('close', (code) => resolve({ code, out, err }));
  });
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'waga-criticality-'));
  const text = readFileSync(join(root, example, 'checkout.yaml'), 'utf8');
  writeFileSync(
    file('lesser.yaml'),
    text.replace('owner: group:payments, level: critical', 'owner: group:payments, level: standard'),
  );
  writeFileSync(file('broken.yaml'), text.replace('component: auth', 'component: oauth'));
  writeFileSync(
    file('event.yaml'),
    text
      .replace('perHour: "1000.00"', 'from: event')
      .replace(
        '{component: recommender, mode: soft, share: "0.06"}',
        '{component: recommender, mode: async, bufferMinutes: 30}',
      ),
  );
  writeFileSync(file('outages.csv'), 'component,minutes\nrecommender,20\nrecommender,60\n');
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('waga analyze criticality', () => {
  it('answers one JSON document by its contract', async () => {
    const { code, out, err } = await waga('--catalog', example, '--json');
    expect([code, err]).toEqual([0, '']);
    const answer = CriticalityAnswer.parse(JSON.parse(out));
    expect(answer.processes[0]).toMatchObject({
      name: 'checkout',
      expectedLossPerHour: { text: '2.90', currency: 'PLN' },
    });
    expect(answer.processes[0]!.minimalCutSets).toMatchObject({ count: 4, byOrder: [3, 1] });
    expect(answer.contracts.find(({ component }) => component === 'shop')).toMatchObject({ score: 4, of: 5 });
    expect(answer.findings.map(({ id }) => id)).toContain('few_measures:shop');
    expect(answer.hints).toHaveLength(6);
    expect(answer.components.map(({ name }) => name)).toEqual(['pay', 'auth', 'shop', 'recommender', 'db-1', 'db-2']);
  });

  it('prints what the documentation shows', async () => {
    const { out } = await waga('--catalog', example);
    const page = readFileSync(join(root, 'docs/criticality.md'), 'utf8');
    const shown = out.slice(0, out.indexOf('\n\nNo findings')).trim();
    expect(page).toContain(shown);
  });

  it('ends with 1 where a level is too low, and says where', async () => {
    const { code, out } = await waga('--catalog', file('lesser.yaml'));
    expect(code).toBe(1);
    expect(out).toMatch(/lesser\.yaml:\d+ {2}error {2}declared_below_derived {2}pay: declared standard/);
    expect(out).toMatch(/error {2}hard_on_lesser {2}checkout: is critical and cannot do without pay/);
  });

  it('ends with 2 where the catalogue is wrong', async () => {
    const { code, err } = await waga('--catalog', file('broken.yaml'));
    expect(code).toBe(2);
    expect(err).toMatch(/broken\.yaml:15:\d+ {2}error {2}unknown_reference/);
  });

  it('takes values per hour and lengths of outages from outside', async () => {
    const words = ['--catalog', file('event.yaml'), '--json'];
    const without = JSON.parse((await waga(...words)).out);
    expect(without.processes[0]).toMatchObject({ valuePerHour: null, unavailabilityBounds: {} });
    const value = ['--value-per-hour', 'checkout=2000.00'];
    const { out } = await waga(...words, ...value, '--outages', file('outages.csv'));
    const answer = CriticalityAnswer.parse(JSON.parse(out));
    expect(answer.processes[0]!.unavailabilityBounds).toBeUndefined();
    // 30 of 80 minutes of downtime lie beyond the buffer
    const lost = 1 - (1 - 0.002599747501249898) * (1 - 0.005 * 0.375);
    expect(answer.processes[0]!.expectedLossPerHour!.value).toBeCloseTo(2000 * lost, 9);
    expect((await waga(...words, '--value-per-hour', 'chekout=1')).code).toBe(2);
  });
});
