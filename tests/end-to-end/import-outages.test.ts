import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dataSet } from '../data-sets.ts';
import { describeWith } from '../needs.ts';
import { type Served, serve } from './served.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const command = join(root, 'src/cli/waga.ts');
const page = readFileSync(join(root, 'docs/availability.md'), 'utf8');

function waga(...words: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [command, ...words], { cwd: root, maxBuffer: 1 << 26 }, (error, out, err) =>
      resolve({ code: error === null ? 0 : Number(error.code), out, err }),
    );
  });
}

const statuspage = [
  'import',
  'statuspage',
  'examples/ledger/statuspage.json',
  '--vendor',
  'psp',
  '--component-prefix',
  'psp-',
];
const probes = ['import', 'probes', 'examples/ledger/probes.csv'];

describe('outages that others keep, without a server', () => {
  it('are shown as they would come in, as the page on it has them', async () => {
    for (const words of [statuspage, probes]) {
      const { code, out } = await waga(...words, '--dry-run');
      expect([code, page.includes(out.trim())]).toEqual([0, true]);
    }
  });

  it('are printed as one document', async () => {
    const read = JSON.parse((await waga(...statuspage, '--dry-run', '--json')).out);
    expect(read).toMatchObject({
      source: 'statuspage payment provider',
      dryRun: true,
      leftOut: [{ why: 'impact none' }],
    });
    expect(read.outages.map(({ id }: { id: string }) => id)).toHaveLength(4);
    const log = JSON.parse((await waga(...probes, '--dry-run', '--json')).out);
    expect(log).toMatchObject({ probes: 10, services: ['Shop', 'Search'], resolutionSeconds: 300 });
    expect(log.intervals.map(({ service, state }: { service: string; state: string }) => [service, state])).toEqual([
      ['Shop', 'down'],
      ['Search', 'down'],
      ['Search', 'blocked'],
    ]);
    expect(log.commonCauses).toHaveLength(1);
  });

  it('are refused with the place where the file is wrong', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'waga-wrong-'));
    const cases = [
      ['import statuspage', 'x.json', '{', 'found no JSON, expected incidents.json'],
      ['import statuspage', 'y.json', '{"incidents":[{"id":"a","started_at":"noon"}]}', 'incidents.0.started_at: '],
      [
        'import probes',
        'x.csv',
        'time,service,status\n2026-11-03T09:00:00Z,a,perhaps\n',
        'row 2, column status: found "perhaps"',
      ],
      ['import probes', 'y.csv', 'time,service,state,http_code\nnoon,a,up,200\n', 'row 2, column time: found "noon"'],
      ['import probes', 'z.csv', 'time,what\n', 'expected service'],
    ] as const;
    for (const [words, name, text, message] of cases) {
      writeFileSync(join(folder, name), text);
      const { code, err } = await waga(...words.split(' '), join(folder, name), '--dry-run');
      expect([code, err]).toEqual([2, expect.stringContaining(message)]);
    }
    rmSync(folder, { recursive: true });
  });
});

describe('outages that others keep, in the ledger', () => {
  let served: Served;
  let folder: string;
  const at = (): string[] => ['--server', served.url, '--data', served.data];
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'waga-import-outages-'));
    served = await serve();
  });
  afterAll(async () => {
    await served.stop();
    rmSync(folder, { recursive: true });
  });

  it('say what the catalogue lacks and how it is added, come in then, and come in once', async () => {
    const vendor =
      'apiVersion: waga/v1\nkind: Vendor\nmetadata: {name: psp}\nspec: {contacts: [{name: Desk, email: desk@psp.example}]}\n';
    writeFileSync(join(folder, 'vendor.yaml'), vendor);
    expect(await waga('apply', folder, ...at())).toMatchObject({ code: 0 });
    const lacking = await waga(...statuspage, ...at());
    expect(lacking.code).toBe(1);
    expect(lacking.out).toContain('the catalogue does not hold: psp-card-payments, psp-payouts');

    const text = (await waga(...statuspage, '--components')).out;
    expect(lacking.out).toContain(text.trim());
    writeFileSync(join(folder, 'psp.yaml'), text);
    expect(await waga('apply', folder, ...at())).toMatchObject({ code: 0 });
    const first = await waga(...statuspage, ...at(), '--json');
    expect([first.code, JSON.parse(first.out)]).toEqual([
      0,
      expect.objectContaining({ added: 4, known: 0, missing: [] }),
    ]);
    const again = await waga(...statuspage, ...at());
    expect(again.out).toContain('0 outages added, 0 changed, 4 known already, as statuspage payment provider.');

    const query = 'subject=component:psp-payouts&from=2026-11-01T00:00:00Z&to=2026-12-01T00:00:00Z';
    const answer = await fetch(`${served.url}/api/v1/outages?${query}`, { headers: served.headers });
    const { outages } = (await answer.json()) as { outages: Record<string, unknown>[] };
    expect(outages.map(({ kind, fault, vendor, cause, summary }) => [kind, fault, vendor, cause, summary])).toEqual([
      ['unplanned', 'vendor', 'psp', 'Payouts and card payments fail', 'A certificate had expired.'],
      ['planned', 'vendor', 'psp', 'New disks', 'Done.'],
    ]);
  });

  it('of a monitor come in under names of one’s own', async () => {
    const words = [
      ...probes,
      '--name',
      'Shop=psp-payouts',
      '--name',
      'Search=psp-card-payments',
      '--source',
      'upptime',
    ];
    const { code, out } = await waga(...words, ...at());
    expect([code, out]).toEqual([
      0,
      expect.stringContaining('2 outages added, 0 changed, 0 known already, as upptime.'),
    ]);
    const unknown = await waga(...probes, '--vendor', 'nobody', '--name', 'Shop=psp-payouts', ...at());
    expect([unknown.code, unknown.out]).toEqual([1, expect.stringContaining('refused: No vendor has this name')]);
  });

  describeWith('data:upptime-4hse', 'a log of a year and a half', () => {
    it('is told in full: 30 times down, 15 times blocked, four common causes', async () => {
      const { out } = await waga('import', 'probes', dataSet('upptime-4hse', 'events.csv'), '--dry-run', '--json');
      const { intervals, commonCauses, outages } = JSON.parse(out);
      const blocked = intervals.filter(({ state }: { state: string }) => state === 'blocked');
      expect([intervals.length, blocked.length, outages.length, commonCauses.length]).toEqual([45, 15, 30, 4]);
    });
  });
});
