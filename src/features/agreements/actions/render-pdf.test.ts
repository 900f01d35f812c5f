import { beforeAll, describe, expect, it } from 'vitest';
import { type ReadPdf, readPdf } from '../../../../tests/agreements/read-pdf.ts';
import { workedMonth } from '../../../../tests/agreements/worked-month.ts';
import { worstMonth } from '../../../../tests/agreements/worst-month.ts';
import { renderPdf } from './render-pdf.ts';

describe('a report as PDF', () => {
  let pdf: ReadPdf;
  beforeAll(async () => {
    pdf = await readPdf(await renderPdf(workedMonth(), 'pl'));
  });

  it('says its language, title and sections', () => {
    expect(pdf.language).toBe('pl-PL');
    expect(pdf.title).toBe('Raport poziomu usług: Płatności dla Sklepu Żabka & Córki, 2026-09');
    expect(pdf.outline).toContain('Gdzie inwestować');
    expect(pdf.outline).toHaveLength(11);
  });

  it('leads a screen reader through headings, lists and tables with header cells', () => {
    const found = new Set(pdf.roles.flat());
    const root = 'Root > Document';
    for (const path of [
      'H1',
      'Sect > H2',
      'Sect > H3',
      'Sect > L > LI > Lbl',
      'Sect > L > LI > LBody',
      'Sect > Table > Caption',
      'Sect > Table > THead > TR > TH',
      'Sect > Table > TBody > TR > TH',
      'Sect > Table > TBody > TR > TD',
    ]) {
      expect(found).toContain(`${root} > ${path}`);
    }
  });

  it('holds every Polish letter, and the verdict on the first page', () => {
    expect(pdf.pages[0]).toContain('Płatności dla Sklepu Żabka & Córki');
    expect(pdf.pages[0]).toContain('dotrzymane');
    expect(pdf.pages[0]!.replace(/\s+/g, ' ')).toContain('20 345,67 PLN');
    for (const [index, page] of pdf.pages.entries())
      expect(page).toContain(`Strona ${index + 1} z ${pdf.pages.length}`);
  });
});

describe('a report of three hundred outages', () => {
  let pdf: ReadPdf;
  const report = worstMonth();
  beforeAll(async () => {
    pdf = await readPdf(await renderPdf(report, 'en'));
  });

  it('repeats the header of its table on every page', () => {
    const first = pdf.pages.findIndex((page) => page.includes('Every outage of the period'));
    const last = pdf.pages.findIndex((page) => page.includes('What came from vendors'));
    expect(last - first).toBeGreaterThan(20);
    for (const page of pdf.pages.slice(first, last)) expect(page).toContain('Cause and correction');
  });

  it('cuts nothing off: not a cause that is longer than a page, not an amount', () => {
    const all = pdf.pages.join(' ').replace(/\s+/g, ' ');
    const long = report.subjects[0]!.outages.find(({ cause }) => cause.length > 4_000)!.cause;
    // Lines may break within a word only where it is wider than a column; this column is as wide as the page.
    const sentence = long.slice(0, long.indexOf('. ') + 1);
    expect(all.split(sentence).length - 1).toBeGreaterThanOrEqual(45);
    expect(all.match(/9 007 199 254 740\.99 PLN/g)!.length).toBeGreaterThan(300);
  });

  it('never shows a promise as kept, or all as up, by rounding', () => {
    expect(pdf.pages[0]).toContain('99.999999999999%');
    expect(pdf.pages[0]).not.toContain('100.000%');
  });
});
