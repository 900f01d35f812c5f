import { getDocumentProxy } from 'unpdf';

interface Node {
  role?: string;
  children?: Node[];
}

export interface ReadPdf {
  pages: string[];
  /** Between white spaces, of all pages. */
  words: string[];
  /** Roles of the structure tree, page by page, as `Table > TR > TH`. */
  roles: string[][];
  language: string | undefined;
  title: string | undefined;
  outline: string[];
}

/** What a reader and a screen reader find in a PDF, by Mozilla's PDF.js. */
export async function readPdf(file: Uint8Array): Promise<ReadPdf> {
  const pdf = await getDocumentProxy(new Uint8Array(file));
  const pages: string[] = [];
  const roles: string[][] = [];
  for (let number = 1; number <= pdf.numPages; number++) {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent();
    pages.push(items.map((item) => ('str' in item ? `${item.str}${item.hasEOL ? '\n' : ' '}` : '')).join(''));
    roles.push(paths((await page.getStructTree()) as Node | null, ''));
  }
  const { info } = await pdf.getMetadata();
  const { Title: title, Language: language } = info as { Title?: string; Language?: string };
  const outline = ((await pdf.getOutline()) ?? []).map((item) => item.title);
  return { pages, words: pages.join(' ').split(/[ \n]+/), roles, language, title, outline };
}

function paths(node: Node | null, above: string): string[] {
  if (node?.role === undefined) return [];
  const path = above === '' ? node.role : `${above} > ${node.role}`;
  return [path, ...(node.children ?? []).flatMap((child) => paths(child, path))];
}
