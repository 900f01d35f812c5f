import type { ReportDocument } from '../document.ts';
import type { Reading } from '../show-value.ts';
import { wordsOf } from '../words/report-words.ts';
import { drawSection } from './draw-blocks.ts';
import { artifact, type Drawing, type Sheet, styles, tag, write } from './sheet.ts';

/** A4 in points, with room for the foot. */
export const pageOptions = { size: 'A4', margins: { top: 48, bottom: 60, left: 46, right: 46 } } as const;

/**
 * Draws a report onto a document that has the fonts `regular` and `bold`, keeps its pages (`bufferPages`) and is tagged. Every text
 * lies in the structure tree; lines, repeated headers and page numbers are artifacts. It stops after every row of a table.
 */
export function* drawReport(doc: PDFKit.PDFDocument, report: ReportDocument): Drawing {
  const { left, right, bottom } = doc.page.margins;
  const sheet: Sheet = {
    doc,
    left,
    width: doc.page.width - left - right,
    bottom: doc.page.height - bottom,
    known: new Map(),
  };
  const reading: Reading = { language: report.language, timeZone: report.timeZone };
  const root = doc.struct('Document');
  doc.addStructure(root);
  const box = { x: sheet.left, width: sheet.width };
  tag(sheet, root, 'H1', () => write(sheet, report.title, styles.title, { ...box, y: doc.y }));
  tag(sheet, root, 'P', () => write(sheet, report.subtitle, styles.subtitle, { ...box, y: doc.y + 2 }));
  const [first, ...others] = report.sections;
  if (first) yield* drawSection(sheet, root, first, reading);
  // The first page stands for itself, if the summary is no longer.
  if (doc.bufferedPageRange().count === 1) doc.addPage();
  for (const section of others) yield* drawSection(sheet, root, section, reading);
  root.end();
  number(sheet, report);
}

function number(sheet: Sheet, { foot, language }: ReportDocument): void {
  const { doc, left, width, bottom } = sheet;
  const { start, count } = doc.bufferedPageRange();
  const words = wordsOf(language);
  for (let page = start; page < start + count; page++) {
    doc.switchToPage(page);
    // Whoever writes below the margin is given a new page otherwise.
    doc.page.margins.bottom = 0;
    artifact(sheet, 'Pagination', () => {
      const y = bottom + 22;
      write(sheet, foot, styles.label, { x: left, y, width: width * 0.75 });
      const right = { ...styles.label, align: 'right' } as const;
      write(sheet, words.page(page - start + 1, count), right, { x: left + width * 0.75, y, width: width * 0.25 });
    });
  }
}
