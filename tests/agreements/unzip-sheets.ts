import { strFromU8, unzipSync } from 'fflate';

/** A cell as it stands in the file: `t` of its type, its text or number, its number format. */
export interface WrittenCell {
  type: string;
  value: string;
  format: string;
  formula: boolean;
}

/** Sheets of an XLSX file by name, each as rows of cells, from the XML itself. */
export function unzipSheets(file: Uint8Array): Map<string, WrittenCell[][]> {
  const files = unzipSync(file);
  const text = (path: string): string => strFromU8(files[path]!);
  const shared = [
    ...(files['xl/sharedStrings.xml'] ? text('xl/sharedStrings.xml') : '').matchAll(/<si>(.*?)<\/si>/gs),
  ].map(([, inner]) => plain(inner!));
  const formats = formatsOf(text('xl/styles.xml'));
  const names = [...text('xl/workbook.xml').matchAll(/<sheet [^>]*name="([^"]*)"/g)].map(([, name]) =>
    unescaped(name!),
  );
  return new Map(
    names.map((name, index) => [name, rowsOf(text(`xl/worksheets/sheet${index + 1}.xml`), shared, formats)]),
  );
}

/** Empty cells are left out of the file: each cell says where it stands. */
function rowsOf(xml: string, shared: string[], formats: string[]): WrittenCell[][] {
  return [...xml.matchAll(/<row [^>]*?(?:\/>|>(.*?)<\/row>)/gs)].map(([, row = '']) => {
    const cells: WrittenCell[] = [];
    for (const [, head, inner = ''] of row.matchAll(/<c ([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)) {
      const at = columnOf(/\br="([A-Z]+)\d+"/.exec(head!)![1]!);
      while (cells.length < at) cells.push({ type: 'empty', value: '', format: '', formula: false });
      const type = /\bt="(\w+)"/.exec(head!)?.[1] ?? 'n';
      const style = Number(/\bs="(\d+)"/.exec(head!)?.[1] ?? 0);
      const value = type === 'inlineStr' ? plain(inner) : unescaped(/<v>(.*?)<\/v>/s.exec(inner)?.[1] ?? '');
      const formula = /<f[ >]/.test(inner);
      cells.push({ type, value: type === 's' ? shared[Number(value)]! : value, format: formats[style] ?? '', formula });
    }
    return cells;
  });
}

const columnOf = (letters: string): number =>
  [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;

function formatsOf(styles: string): string[] {
  const named = new Map(
    [...styles.matchAll(/<numFmt [^>]*>/g)].map(([tag]) => [
      /numFmtId="(\d+)"/.exec(tag)![1]!,
      unescaped(/formatCode="([^"]*)"/.exec(tag)![1]!),
    ]),
  );
  const cells = /<cellXfs[^>]*>(.*?)<\/cellXfs>/s.exec(styles)![1]!;
  return [...cells.matchAll(/<xf [^>]*>/g)].map(([tag]) => named.get(/numFmtId="(\d+)"/.exec(tag)?.[1] ?? '') ?? '');
}

const plain = (xml: string): string =>
  unescaped([...xml.matchAll(/<t[^>]*>(.*?)<\/t>/gs)].map(([, text]) => text).join(''));

const unescaped = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
