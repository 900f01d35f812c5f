import { describe, expect, it } from 'vitest';
import { readPdf } from '../../../../tests/agreements/read-pdf.ts';
import { unzipSheets } from '../../../../tests/agreements/unzip-sheets.ts';
import { workedMonth } from '../../../../tests/agreements/worked-month.ts';
import { renderReport } from '../actions/render-report.ts';
import { Report } from '../report-contract.ts';
import type { Language } from './document.ts';
import { percentDigits } from './percent.ts';

const text = (bytes: Uint8Array | string): string =>
  typeof bytes === 'string' ? bytes : new TextDecoder().decode(bytes);
const body = async (format: 'html' | 'pdf' | 'xlsx' | 'csv' | 'json', language: Language) =>
  (await renderReport(workedMonth(), format, language)).body;

/** The worked month of the method: raw, adjusted, own only and vendor only. */
const digits: Record<Language, string[]> = {
  en: ['99.711', '99.926', '99.954', '99.972'],
  pl: ['99,711', '99,926', '99,954', '99,972'],
};

describe.each(['en', 'pl'] as const)('the worked month in %s', (language) => {
  const wanted = digits[language].map((figure) => `${figure}%`);

  it('has its figures in HTML', async () => {
    const html = text(await body('html', language));
    expect(html).toContain(`<html lang="${language}">`);
    const figures = [...html.matchAll(/<td class="number">([\d.,]+%)<\/td>/g)].map(([, figure]) => figure);
    expect(figures).toEqual(expect.arrayContaining(wanted));
  });

  it('has its figures in PDF', async () => {
    const { words } = await readPdf((await body('pdf', language)) as Uint8Array);
    expect(words).toEqual(expect.arrayContaining(wanted));
  });

  it('has its figures in the spreadsheet, as numbers with their places', async () => {
    const [summary] = unzipSheets((await body('xlsx', language)) as Uint8Array).values();
    const shown = summary!.flat().flatMap(({ type, value, format }) => {
      const places = /^0\.(0+)%$/.exec(format)?.[1]?.length;
      return type === 'n' && places !== undefined ? [(Number(value) * 100).toFixed(places)] : [];
    });
    expect(shown).toEqual(expect.arrayContaining(digits.en));
  });

  it('has its figures in CSV, with the exact fraction beside', async () => {
    const csv = text(await body('csv', language));
    const quoted = (shown: string) => (shown.includes(',') ? `"${shown}"` : shown);
    for (const [figure, value, fraction, index] of [
      ['raw', '0.997106', '1723,1728', 0],
      ['adjusted', '0.999258', '10777,10785', 1],
      ['ownOnly', '0.999536', '2156,2157', 2],
      ['vendorOnly', '0.999721', '3594,3595', 3],
    ] as const) {
      expect(csv).toContain(
        `availability,${figure},availability,${value},,,,${fraction},${quoted(wanted[index]!)}\r\n`,
      );
    }
  });

  it('has its fractions in JSON', async () => {
    const { time } = Report.parse(JSON.parse(text(await body('json', language)))).subjects[0]!;
    expect([time.raw, time.adjusted.low, time.ownOnly, time.vendorOnly].map((one) => percentDigits(one))).toEqual(
      digits.en,
    );
  });

  it('says everything in this language', async () => {
    const html = text(await body('html', language));
    const [own, other] =
      language === 'en' ? ['Where to invest', 'Gdzie inwestować'] : ['Gdzie inwestować', 'Where to invest'];
    expect(html).toContain(own);
    expect(html).not.toContain(other);
  });
});

describe('what people wrote', () => {
  it('is never run: not by a browser, a spreadsheet or an import', async () => {
    expect(text(await body('html', 'en'))).toContain('Nobody was harmed &lt;b&gt;');
    expect(text(await body('csv', 'en'))).toContain(',cause,"\'=2+5 in a form",');
    const cells = [...unzipSheets((await body('xlsx', 'en')) as Uint8Array).values()].flat(2);
    expect(cells.some(({ formula }) => formula)).toBe(false);
    for (const wanted of ['=2+5 in a form', '+1 second person agreed']) {
      expect(cells.find(({ value }) => value === wanted)?.type).toMatch(/^(s|inlineStr|str)$/);
    }
  });
});

describe('the same report', () => {
  it.each(['html', 'pdf', 'csv', 'json'] as const)('gives the same %s', async (format) => {
    expect(await body(format, 'pl')).toEqual(await body(format, 'pl'));
  });

  it('gives JSON in the order of the contract, whatever made it', async () => {
    const shuffled = Object.fromEntries(Object.entries(workedMonth()).reverse()) as Report;
    expect(text((await renderReport(shuffled, 'json', 'en')).body)).toBe(text(await body('json', 'en')));
  });

  it('hides every amount where they are hidden', async () => {
    const hidden: Report = { ...workedMonth(), moneyHidden: true };
    for (const format of ['html', 'csv'] as const) {
      const shown = text((await renderReport(hidden, format, 'en')).body);
      expect(shown).not.toMatch(/20.345\.67/);
      expect(shown).not.toMatch(/987.654/);
      expect(shown).not.toMatch(/98.800\.00/);
    }
  });
});
