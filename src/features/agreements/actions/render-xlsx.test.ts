import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unzipSheets } from '../../../../tests/agreements/unzip-sheets.ts';
import { workedMonth } from '../../../../tests/agreements/worked-month.ts';
import { describeWith, libreOfficePath } from '../../../../tests/needs.ts';
import { renderXlsx } from './render-xlsx.ts';

const run = promisify(execFile);

describe('a report as a spreadsheet', () => {
  it('has a sheet a section, those that are one table with the header first', async () => {
    const sheets = unzipSheets(await renderXlsx(workedMonth(), 'en'));
    expect([...sheets.keys()]).toEqual([
      'Summary',
      'Four ways of counting',
      'Per subject',
      'Outages',
      'Vendors',
      'Where to invest',
      'Key measures',
      'Reconciliation',
      'Rules used',
      'Differences',
      'Proof',
    ]);
    const [head, ...rows] = sheets.get('Outages')!;
    const at = (title: string): number => head!.findIndex(({ value }) => value === title);
    expect(rows.map((row) => row[at('Length (s)')]!.value)).toEqual(['1200', '3600', '720', '900']);
    const from = rows[0]![at('From')]!;
    expect([from.type, from.format]).toEqual(['n', 'yyyy-mm-dd hh:mm:ss']);
    // Days since 30 December 1899: 1 September 2026 at 10:00 in Warsaw.
    expect(Number(from.value)).toBeCloseTo(46_266 + 10 / 24, 6);
    expect(rows[0]![at('Net loss')]).toMatchObject({ type: 'n', value: '12345.67', format: '#,##0.00' });
  });
});

describeWith('libreoffice', 'LibreOffice', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'waga-office-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('opens it with real numbers and dates, and runs no text', async () => {
    writeFileSync(join(folder, 'report.xlsx'), await renderXlsx(workedMonth(), 'pl'));
    const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`;
    // Every sheet, comma, quotes only where needed, cells as they are shown.
    const filter = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1';
    const words = ['--headless', profile, '--convert-to', filter, '--outdir', folder, join(folder, 'report.xlsx')];
    // Names of files hold Polish letters, which the plain C locale cannot write.
    await run(libreOfficePath()!, words, { timeout: 100_000, env: { ...process.env, LC_ALL: 'C.UTF-8' } });
    const sheet = (name: string): string[][] =>
      parse(readFileSync(join(folder, `report-${name}.csv`)), { relax_column_count: true });
    expect(readdirSync(folder).filter((name) => name.endsWith('.csv'))).toHaveLength(11);
    const summary = sheet('Podsumowanie');
    const figure = (title: string): string => summary.find(([first]) => first === title)![1]!.replace(',', '.');
    expect(figure('Surowa, jak zaobserwowano')).toBe('99.711%');
    expect(figure('Skorygowana, według reguł')).toBe('99.926%');
    expect(figure('Gdyby zawiniono tylko u siebie')).toBe('99.954%');
    expect(figure('Gdyby zawinili tylko dostawcy')).toBe('99.972%');
    const [head, first] = sheet('Przerwy') as [string[], string[]];
    expect(first[head.indexOf('Od')]).toBe('2026-09-01 10:00:00');
    expect(first[head.indexOf('Przyczyna')]).toBe('=2+5 in a form');
  });
});
