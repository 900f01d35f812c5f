/**
 * Any text as Markdown (CommonMark) that reads as it is written: nothing in it becomes a heading, list, link, picture, table or HTML, and it
 * stays on one line. Paragraphs are kept apart by `markdownParagraphs`.
 */
export function markdownText(text: string): string {
  const oneLine = text.replace(/\s+/g, ' ').trim();
  const escaped = oneLine
    .replace(/[\\`*_{}[\]<>#|~!&$]/g, '\\$&')
    // what would begin a list, a rule or a quote, and addresses that readers make links of
    .replace(/^([-+=])/, '\\$1')
    .replace(/^(\d{1,9})([.)])(?=\s|$)/, '$1\\$2')
    .replace(/:\/\//g, ':\\//')
    .replace(/(www)\./gi, '$1\\.')
    .replace(/@/g, '\\@');
  return escaped;
}

/** A text of several paragraphs, each on a line of its own. */
export function markdownParagraphs(text: string): string {
  return text
    .split(/\n\s*\n|\r\n\s*\r\n/)
    .map(markdownText)
    .filter((paragraph) => paragraph !== '')
    .join('\n\n');
}

/** A list of texts; `none` where there is nothing. */
export const markdownList = (items: readonly string[], none = '–'): string =>
  items.length === 0 ? none : items.map((item) => `- ${item}`).join('\n');

/** A table of cells that are Markdown already; empty without rows. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[], none = '–'): string {
  if (rows.length === 0) return none;
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** An address as a link that nothing in it can end early; plain text for any other scheme than http and https. */
export function markdownLink(words: string, address: string): string {
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) return markdownText(words);
  return `[${markdownText(words)}](<${new URL(address).href.replace(/[<>\\]/g, encodeURIComponent)}>)`;
}
