import type { Block, Inline } from './markdown.ts';
import { readMarkdown } from './markdown.ts';

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text that stands in HTML or in an attribute of it as what it is. */
export const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => entities[sign]!);

/** The small Markdown as HTML, every text in it escaped. */
export const markdownHtml = (text: string): string => readMarkdown(text).map(blockHtml).join('\n');

function blockHtml(block: Block): string {
  if (block.kind === 'code') return `<pre><code>${escaped(block.text)}</code></pre>`;
  if (block.kind === 'paragraph') return `<p>${inlineHtml(block.inside)}</p>`;
  const items = block.items.map((item) => `<li>${itemHtml(item)}</li>`).join('');
  if (!block.ordered) return `<ul>${items}</ul>`;
  return `<ol${block.start === 1 ? '' : ` start="${block.start}"`}>${items}</ol>`;
}

/** A single paragraph in an item needs no element of its own. */
const itemHtml = (blocks: readonly Block[]): string =>
  blocks
    .map((block, index) => (index === 0 && block.kind === 'paragraph' ? inlineHtml(block.inside) : blockHtml(block)))
    .join('');

const inlineHtml = (parts: readonly Inline[]): string => parts.map(partHtml).join('');

function partHtml(part: Inline): string {
  switch (part.kind) {
    case 'text':
      return escaped(part.text);
    case 'code':
      return `<code>${escaped(part.text)}</code>`;
    case 'break':
      return '<br>';
    case 'strong':
      return `<strong>${inlineHtml(part.inside)}</strong>`;
    case 'emphasis':
      return `<em>${inlineHtml(part.inside)}</em>`;
    case 'link':
      return `<a href="${escaped(part.href)}" rel="nofollow noopener">${inlineHtml(part.inside)}</a>`;
  }
}
