/** One document being drawn. pdfkit keeps the place in `doc.y`; all lengths are points. */
export interface Sheet {
  doc: PDFKit.PDFDocument;
  left: number;
  width: number;
  bottom: number;
}

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

const lineGap = 1.5;
/** Digits of one width, so that columns of numbers stand in line. */
const features: PDFKit.Mixins.OpenTypeFeatures[] = ['tnum'];

/** Makes the style that of what is drawn and measured next. */
export function dress({ doc }: Sheet, { font, size, color }: Style): void {
  doc.font(font).fontSize(size).fillColor(color);
}

export function heightOf(sheet: Sheet, text: string, style: Style, width: number): number {
  dress(sheet, style);
  return sheet.doc.heightOfString(text, { width, lineGap, features });
}

export function widthOf(sheet: Sheet, text: string, style: Style): number {
  dress(sheet, style);
  return sheet.doc.widthOfString(text, { features });
}

/** Writes a text in a box of a width, its top at y. */
export function write(sheet: Sheet, text: string, style: Style, box: { x: number; y: number; width: number }): void {
  dress(sheet, style);
  const { x, y, width } = box;
  sheet.doc.text(text, x, y, { width, lineGap, features, align: style.align ?? 'left' });
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
