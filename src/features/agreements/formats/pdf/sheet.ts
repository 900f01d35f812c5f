import { breakLines } from './break-lines.ts';

/** One document being drawn. pdfkit keeps the place in `doc.y`; all lengths are points. */
export interface Sheet {
  doc: PDFKit.PDFDocument;
  left: number;
  width: number;
  bottom: number;
  /** Widths of pieces of text at size 1: to lay out a word costs a thousand times more than to remember it. */
  known: Map<string, number>;
}

/** Drawn piece by piece, so that who draws a hundred pages can let others have their turn in between. */
export type Drawing = Generator<void, void, void>;

/** Element of the structure that a screen reader follows; `scope` is of header cells. */
export type Element = PDFKit.PDFStructureElement;

export const inks = { ink: '#16191d', soft: '#4d555f', line: '#c3cad2', sunken: '#f1f4f7' } as const;
export const verdictInks = { met: '#0a6b3c', missed: '#b3261e', undecided: '#7a5200', unmeasured: '#7a5200' } as const;

export interface Style {
  font: 'regular' | 'bold';
  size: number;
  color: string;
  align?: 'left' | 'right';
}

export const styles = {
  title: { font: 'bold', size: 20, color: inks.ink },
  subtitle: { font: 'regular', size: 9, color: inks.soft },
  section: { font: 'bold', size: 14, color: inks.ink },
  subheading: { font: 'bold', size: 10.5, color: inks.ink },
  body: { font: 'regular', size: 9, color: inks.ink },
  warning: { font: 'bold', size: 9, color: verdictInks.undecided },
  label: { font: 'regular', size: 7.5, color: inks.soft },
  caption: { font: 'bold', size: 9, color: inks.ink },
  head: { font: 'bold', size: 7.5, color: inks.soft },
  cell: { font: 'regular', size: 8, color: inks.ink },
  rowHead: { font: 'bold', size: 8, color: inks.ink },
  small: { font: 'regular', size: 7, color: inks.soft },
  note: { font: 'regular', size: 7.5, color: inks.soft },
} as const satisfies Record<string, Style>;

const lineHeight = 1.38;

/** Digits of one width where numbers stand below each other; elsewhere not, since pdfkit then lays every word out anew. */
const tabular: PDFKit.Mixins.TextOptions = { features: ['tnum'] };
const featuresOf = ({ align }: Style): PDFKit.Mixins.TextOptions => (align === 'right' ? tabular : {});

/** How wide a piece of text is on one line. */
export function widthOf({ doc, known }: Sheet, text: string, style: Style): number {
  const key = `${style.font} ${style.align} ${text}`;
  let width = known.get(key);
  if (width === undefined) {
    doc.font(style.font).fontSize(1_000);
    width = doc.widthOfString(text, featuresOf(style)) / 1_000;
    known.set(key, width);
  }
  return width * style.size;
}

export const linesOf = (sheet: Sheet, text: string, style: Style, width: number): string[] =>
  breakLines(text, width, (piece) => widthOf(sheet, piece, style));

export const heightOfLines = (lines: readonly string[], { size }: Style): number => lines.length * size * lineHeight;

export const heightOf = (sheet: Sheet, text: string, style: Style, width: number): number =>
  heightOfLines(linesOf(sheet, text, style, width), style);

/** Writes lines in a box of a width, their top at y, and leaves `doc.y` below them. They have to fit on the page. */
export function writeLines(
  sheet: Sheet,
  lines: readonly string[],
  style: Style,
  { x, y, width }: { x: number; y: number; width: number },
): void {
  const { doc } = sheet;
  doc.font(style.font).fontSize(style.size).fillColor(style.color);
  let top = y;
  for (const line of lines) {
    const left = style.align === 'right' ? x + width - widthOf(sheet, line.trimEnd(), style) : x;
    doc.font(style.font).fontSize(style.size);
    // A blank at the end of a line keeps its last word apart from the next line's first for who reads it out.
    if (line !== '') doc.text(line, left, top, { ...featuresOf(style), lineBreak: false });
    top += style.size * lineHeight;
  }
  doc.y = top;
}

/** Writes a text in a box as `writeLines` does. */
export function write(sheet: Sheet, text: string, style: Style, box: { x: number; y: number; width: number }): void {
  writeLines(sheet, linesOf(sheet, text, style, box.width), style, box);
}

/** Writes a text from where the page stands, over as many pages as it needs. */
export function flow(sheet: Sheet, text: string, style: Style, box: { x: number; width: number }): void {
  const { doc } = sheet;
  for (const line of linesOf(sheet, text, style, box.width)) {
    ensure(sheet, style.size * lineHeight);
    writeLines(sheet, [line], style, { ...box, y: doc.y });
  }
}

/** Goes to a new page unless so much height is left on this one; says whether it did. */
export function ensure({ doc, bottom }: Sheet, height: number): boolean {
  if (doc.y + height <= bottom) return false;
  doc.addPage();
  return true;
}

/** What is drawn is no part of what is read out: lines, repeated headers, page numbers. */
export function artifact({ doc }: Sheet, type: 'Layout' | 'Pagination', draw: () => void): void {
  doc.markContent('Artifact', { type });
  draw();
  doc.endMarkedContent();
}

/** Adds an element with what is drawn in it, and ends it. */
export function tag(sheet: Sheet, parent: Element, type: string, draw: () => void, scope?: 'Column' | 'Row'): void {
  // The types do not know `scope` yet.
  const options: PDFKit.Mixins.StructureElementOptions & { scope?: string } = scope ? { scope } : {};
  parent.add(sheet.doc.struct(type, options, draw as unknown as Element));
}

/** Adds an element that holds others. */
export function group(sheet: Sheet, parent: Element, type: string): Element {
  const element = sheet.doc.struct(type);
  parent.add(element);
  return element;
}
