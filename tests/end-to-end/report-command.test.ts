import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { percentDigits } from '../../src/features/agreements/formats/percent.ts';
import { inPolish } from '../../src/features/agreements/formats/words/in-polish.ts';
import { Report } from '../../src/features/agreements/report-contract.ts';
import { readPdf } from '../agreements/read-pdf.ts';
import { unzipSheets } from '../agreements/unzip-sheets.ts';
import { example, openReports, type ReportsWorld, root } from './reports-world.ts';

/** Of the worked month, once its third outage is corrected and its planned one excluded by two people. */
const figures = ['99.711', '99.926', '99.954', '99.972'];
const polish = figures.map((figure) => `${figure.replace('.', ',')}%`);

describe('waga report against a server with the worked month', () => {
  let world: ReportsWorld;
  beforeAll(async () => {
    world = await openReports('2026-10-20T09:00:00Z');
    await world.apply(example('catalog/acme.yaml'));
    await world.member('anna', 'product-manager');
    await world.member('piotr', 'editor');
    await world.later('2026-12-01T09:00:00Z');
    await world.ask('machine', 'POST', '/api/v1/outages/import', JSON.parse(example('november.json')));
    type Row = { id: string; kind: string; fault: string };
    const { outages } = (await world.ask('machine', 'GET', '/api/v1/outages')).json as { outages: Row[] };
    const path = (kind: string): string =>
      `/api/v1/outages/${outages.find((one) => one.kind === kind && one.fault === 'vendor')!.id}`;
    const ends = { from: '2026-11-17T14:05:00Z', to: '2026-11-17T14:17:00Z' };
    await world.ask('anna', 'PATCH', path('unplanned'), { ends }, { 'if-match': '*' });
    const exclusion = { fromProcess: true, fromGlobal: true, reason: 'Announced ten days before.' };
    await world.ask('anna', 'POST', `${path('planned')}/exclusion`, exclusion);
    await world.ask('piotr', 'POST', `${path('planned')}/exclusion/answer`, { agree: true });
  });
  afterAll(() => world?.close());

  /** The file that the command wrote. */
  async function written(...words: string[]): Promise<Buffer> {
    const file = join(world.folder, `acme.${words[0]}`);
    const all = ['report', 'acme', '--period', '2026-11', '--out', file, ...words.slice(1)];
    const env = { ...process.env, ...world.environment() };
    await new Promise<void>((done, failed) => {
      execFile(process.execPath, [join(root, 'src/cli/waga.ts'), ...all], { env }, (error, _, told) =>
        error ? failed(new Error(told)) : done(),
      );
    });
    return readFileSync(file);
  }

  it('writes the same digits in every format', async () => {
    const html = (await written('html', '--language', 'pl')).toString();
    const csv = (await written('csv', '--language', 'pl')).toString();
    const { words } = await readPdf(await written('pdf', '--language', 'pl'));
    for (const figure of polish) {
      expect(html).toContain(figure);
      expect(csv).toContain(figure);
      expect(words).toContain(figure);
    }
    const [summary] = unzipSheets(await written('xlsx')).values();
    const shown = summary!.flat().flatMap(({ value, format }) => {
      const places = /^0\.(0+)%$/.exec(format)?.[1]?.length;
      return places === undefined ? [] : [(Number(value) * 100).toFixed(places)];
    });
    expect(shown).toEqual(expect.arrayContaining(figures));
    const { time } = Report.parse(JSON.parse((await written('json')).toString())).subjects[0]!;
    expect([time.raw, time.adjusted.low, time.ownOnly, time.vendorOnly].map((one) => percentDigits(one))).toEqual(
      figures,
    );
  });

  it('has a Polish sentence for everything that Waga says in it', async () => {
    const report = Report.parse(JSON.parse((await written('json')).toString()));
    const { rules, notes, credits, subjects, keyMeasures, invest } = report;
    const english = [
      ...rules,
      ...notes,
      ...(credits ? [credits.why] : []),
      ...subjects.flatMap(({ composite, requests, users, value }) => [
        ...(composite ? [composite.why] : []),
        ...[requests, users, value].flatMap((share) => (share ? [share.basis] : [])),
      ]),
      ...keyMeasures.flatMap(({ measures }) => measures.flatMap(({ displayName, why }) => [displayName, why])),
      ...invest.map(({ why }) => why),
    ];
    expect(english.length).toBeGreaterThan(10);
    expect(english.filter((sentence) => inPolish(sentence) === null)).toEqual([]);
  });

  it('recomputes with the command that it prints', async () => {
    const html = (await written('html')).toString();
    expect(html).toContain('--subject process:payment --from 2026-10-31T23:00:00Z --to 2026-11-30T23:00:00Z');
    expect(html).toMatch(/waga doctor --head [0-9a-f]{64}/);
  });
});
