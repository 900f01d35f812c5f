/** What the documents promise, as functions of their text. */

export interface Link {
  target: string;
  anchor: string;
}

const fenced = /^(```|~~~)[\s\S]*?^\1/gm;
const inlineCode = /`[^`\n]*`/g;

/** Links and images that lead inside the repository; code is left out. */
export function linksOf(markdown: string): Link[] {
  const prose = markdown.replace(fenced, '').replace(inlineCode, '');
  const inline = [...prose.matchAll(/\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)/g)];
  const named = [...prose.matchAll(/^\[[^\]]+\]:\s*(\S+)/gm)];
  const html = [...prose.matchAll(/<(?:img|a|source)[^>]*\s(?:src|href|srcset)="([^"]+)"/g)];
  return [...inline, ...named, ...html]
    .map((match) => match[1]!)
    .filter((url) => !/^[a-z][a-z+.-]*:/i.test(url))
    .map((url) => {
      const [target = '', anchor = ''] = url.split('#');
      return { target: decodeURI(target), anchor };
    });
}

/** Anchors that the headings of a page give, as a Git host writes them. */
export function anchorsOf(markdown: string): Set<string> {
  const anchors = new Set<string>();
  for (const [, heading = ''] of markdown.replace(fenced, '').matchAll(/^#{1,6}\s+(.+?)\s*#*$/gm)) {
    const plain = heading.replace(/[`*]/g, '').replace(/\[([^\]]*)\]\([^)]*\)/g, '$1');
    const slug = plain
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-');
    let anchor = slug;
    for (let again = 1; anchors.has(anchor); again += 1) anchor = `${slug}-${again}`;
    anchors.add(anchor);
  }
  return anchors;
}

/** First cells of the rows of all tables of a page, without back-ticks and without heading rows. */
export function firstCells(markdown: string): string[] {
  const rows = markdown.split('\n');
  const isRule = (row: string | undefined): boolean => /^\|[\s:|-]+\|\s*$/.test(row ?? '');
  return rows
    .filter((row, index) => row.startsWith('|') && !isRule(row) && !isRule(rows[index + 1]))
    .map((row) => row.split('|')[1]!.trim().replace(/`/g, ''));
}
