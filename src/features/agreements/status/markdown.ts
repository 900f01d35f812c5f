import markdownIt from 'markdown-it';

/** A text of the small Markdown as a tree: whoever draws it has no HTML in hands that could slip through. */
export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'code'; text: string }
  | { kind: 'break' }
  | { kind: 'strong' | 'emphasis'; inside: Inline[] }
  | { kind: 'link'; href: string; inside: Inline[] };
export type Block =
  | { kind: 'paragraph'; inside: Inline[] }
  | { kind: 'code'; text: string }
  | { kind: 'list'; ordered: boolean; start: number; items: Block[][] };

const reader = markdownIt('zero', { html: false, breaks: true, maxNesting: 12 });
reader.enable(['list', 'fence', 'newline', 'escape', 'backticks', 'emphasis', 'link', 'image']);
reader.validateLink = (url) => isPublicLink(url);

/** Links lead to the web or to a mail address; everything else stays the text that was written. */
export const isPublicLink = (url: string): boolean =>
  /^(https?:\/\/[^/\s]|mailto:[^\s])/i.test(url) && URL.canParse(url);

type Token = ReturnType<typeof reader.parse>[number];

/** Bold, italic, links, lists, code, line breaks. HTML, pictures and links of other schemes come out as the text that they are. */
export function readMarkdown(text: string): Block[] {
  const tokens = reader.parse(text.replaceAll('\r\n', '\n'), {});
  return blocksOf(tokens, { at: 0 });
}

/** Reads on until the token that closes what was opened before. */
function blocksOf(tokens: readonly Token[], place: { at: number }): Block[] {
  const blocks: Block[] = [];
  while (place.at < tokens.length) {
    const token = tokens[place.at++]!;
    if (token.nesting < 0 && token.type !== 'paragraph_close') break;
    if (token.type === 'inline') blocks.push({ kind: 'paragraph', inside: inlinesOf(token.children ?? [], { at: 0 }) });
    else if (token.type === 'fence') blocks.push({ kind: 'code', text: token.content.replace(/\n$/, '') });
    else if (token.type.endsWith('_list_open')) blocks.push(listOf(token, tokens, place));
  }
  return blocks;
}

function listOf(open: Token, tokens: readonly Token[], place: { at: number }): Block {
  const items: Block[][] = [];
  while (tokens[place.at]?.type === 'list_item_open') {
    place.at += 1;
    items.push(blocksOf(tokens, place));
  }
  place.at += 1;
  const start = Number(open.attrGet('start') ?? 1);
  return { kind: 'list', ordered: open.type === 'ordered_list_open', start, items };
}

function inlinesOf(tokens: readonly Token[], place: { at: number }): Inline[] {
  const inside: Inline[] = [];
  while (place.at < tokens.length) {
    const token = tokens[place.at++]!;
    if (token.nesting < 0) break;
    if (token.type === 'strong_open') inside.push({ kind: 'strong', inside: inlinesOf(tokens, place) });
    else if (token.type === 'em_open') inside.push({ kind: 'emphasis', inside: inlinesOf(tokens, place) });
    else if (token.type === 'link_open') {
      inside.push({ kind: 'link', href: String(token.attrGet('href') ?? ''), inside: inlinesOf(tokens, place) });
    } else if (token.type === 'code_inline') inside.push({ kind: 'code', text: token.content });
    else if (token.type === 'softbreak' || token.type === 'hardbreak') inside.push({ kind: 'break' });
    else if (token.type === 'image') {
      inside.push({ kind: 'text', text: `![${token.content}](${token.attrGet('src') ?? ''})` });
    } else if (token.content !== '') inside.push({ kind: 'text', text: token.content });
  }
  return inside;
}
