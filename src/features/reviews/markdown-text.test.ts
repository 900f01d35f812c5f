import fc from 'fast-check';
import markdownIt from 'markdown-it';
import { describe, expect, it } from 'vitest';
import { markdownLink, markdownParagraphs, markdownTable, markdownText } from './markdown-text.ts';

/** A reader with everything that GitHub and others understand: tables, strikethrough, addresses made links, HTML. */
const reader = markdownIt({ html: true, linkify: true });
const tagsOf = (markdown: string): string[] =>
  [...reader.render(markdown).matchAll(/<\/?([a-z][a-z0-9]*)/g)].map(([, tag]) => tag!);
const plainOf = (markdown: string): string =>
  reader
    .render(markdown)
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .trim();

const nasty = fc
  .array(
    fc.constantFrom(
      ...[
        '#',
        '|',
        '<b>',
        '![a](b)',
        '[a](http://x.y)',
        '`',
        '*',
        '_',
        '\\',
        '\n',
        '- ',
        '1. ',
        'a',
        ' ',
        '>',
        '~~',
        '&lt;',
        'http://evil.example',
        '<!--',
        '=',
        '+',
      ],
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

describe('text in Markdown', () => {
  it('reads as it was written, as one paragraph and nothing else', () => {
    fc.assert(
      fc.property(fc.oneof(nasty, fc.string()), (text) => {
        const oneLine = text.replace(/\s+/g, ' ').trim();
        fc.pre(!/\p{Cc}/u.test(oneLine));
        const markdown = markdownText(text);
        expect(tagsOf(markdown).filter((tag) => tag !== 'p')).toEqual([]);
        expect(plainOf(markdown)).toBe(oneLine);
      }),
      { numRuns: 500 },
    );
  });

  it('stays in its cell of a table', () => {
    fc.assert(
      fc.property(nasty, nasty, (one, other) => {
        const rows = [[markdownText(one), markdownText(other)]];
        const html = reader.render(markdownTable(['a', 'b'], rows));
        expect(html.match(/<t[dh]>/g)).toHaveLength(4);
        expect(html).not.toMatch(/<(a|b|img|code|em|strong|h\d|s)\b/);
      }),
    );
  });

  it('leaves figures as they are', () => {
    expect(markdownText('132300.00 PLN (119070.00–145530.00)')).toBe('132300.00 PLN (119070.00–145530.00)');
    expect(markdownText('1. first')).toBe('1\\. first');
  });

  it('keeps paragraphs apart, and makes links of the web alone', () => {
    expect(markdownParagraphs('a\nb\n\nc')).toBe('a b\n\nc');
    expect(markdownLink('x', 'javascript:alert(1)')).toBe('x');
    expect(reader.render(markdownLink('[a]', 'https://ci.example/4?a=(b)>c'))).toBe(
      '<p><a href="https://ci.example/4?a=(b)%3Ec">[a]</a></p>\n',
    );
  });
});
