import { createRequire } from 'node:module';
import { setImmediate as others } from 'node:timers/promises';
import type { Language } from '../formats/document.ts';
import { drawReport, pageOptions } from '../formats/pdf/draw-report.ts';
import { reportDocument } from '../formats/report-document.ts';
import type { Report } from '../report-contract.ts';

const require = createRequire(import.meta.url);
const locales: Record<Language, string> = { en: 'en-GB', pl: 'pl-PL' };

/**
 * The report as PDF 1.7: tagged (headings, lists, tables with header cells), with its language, title and bookmarks, fonts
 * embedded. The same report gives the same bytes.
 */
export async function renderPdf(report: Report, language: Language): Promise<Uint8Array> {
  // loaded with the first document: a start does without
  const { default: PDFDocument } = await import('pdfkit');
  const document = reportDocument(report, language);
  const { title, subtitle } = document;
  const doc = new PDFDocument({
    ...pageOptions,
    pdfVersion: '1.7',
    tagged: true,
    displayTitle: true,
    bufferPages: true,
    lang: locales[language],
    // None of its own: a font that is known by two names is opened anew at every change.
    font: '',
    info: {
      Title: `${title}, ${report.period.name}`,
      Subject: subtitle,
      Creator: 'Waga',
      CreationDate: new Date(report.madeAt),
    },
  });
  const parts: Uint8Array[] = [];
  const whole = new Promise<void>((done, failed) => {
    doc.on('data', (part: Uint8Array) => parts.push(part));
    doc.on('end', done);
    doc.on('error', failed);
  });
  doc.registerFont('regular', require.resolve('@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf'));
  doc.registerFont('bold', require.resolve('@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf'));
  await unhurried(drawReport(doc, document));
  doc.end();
  await whole;
  return new Uint8Array(Buffer.concat(parts));
}

const turnMs = 20;

/** Draws without holding up what else the process has to do: a hundred pages take seconds. */
async function unhurried(drawing: Iterable<void>): Promise<void> {
  let since = performance.now();
  for (const _ of drawing) {
    if (performance.now() - since < turnMs) continue;
    await others();
    since = performance.now();
  }
}
