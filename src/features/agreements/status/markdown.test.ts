import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markdownHtml } from './markdown-html.ts';

describe('the small Markdown of what customers are told', () => {
  it('knows bold, italic, links, lists, code and line breaks', () => {
    const text = [
      'We look into it. **BLIK** works,\n*cards* do not: [more](https://example.com/a?b=1&c=2), [write](mailto:help@example.com).',
      '- `cards`\n- transfers',
      '3. wait\n4. try again\n   - with BLIK',
      '```\na < b\n```',
    ].join('\n\n');
    expect(markdownHtml(text)).toBe(
      [
        '<p>We look into it. <strong>BLIK</strong> works,<br><em>cards</em> do not: ' +
          '<a href="https://example.com/a?b=1&amp;c=2" rel="nofollow noopener">more</a>, ' +
          '<a href="mailto:help@example.com" rel="nofollow noopener">write</a>.</p>',
        '<ul><li><code>cards</code></li><li>transfers</li></ul>',
        '<ol start="3"><li>wait</li><li>try again<ul><li>with BLIK</li></ul></li></ol>',
        '<pre><code>a &lt; b</code></pre>',
      ].join('\n'),
    );
  });

  it.each([
    ['<script>alert(1)</script>', '<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>'],
    ['<b onclick="x()">b</b>', '<p>&lt;b onclick=&quot;x()&quot;&gt;b&lt;/b&gt;</p>'],
    ['[x](javascript:alert(1))', '<p>[x](javascript:alert(1))</p>'],
    ['[x](JaVaScRiPt&colon;alert(1))', '<p>[x](JaVaScRiPt&amp;colon;alert(1))</p>'],
    ['[x](data:text/html,hi)', '<p>[x](data:text/html,hi)</p>'],
    ['[x](/inside)', '<p>[x](/inside)</p>'],
    ['![x](https://example.com/x.png)', '<p>![x](https://example.com/x.png)</p>'],
    ['# No heading', '<p># No heading</p>'],
    ['<https://example.com>', '<p>&lt;https://example.com&gt;</p>'],
    ['> no quote', '<p>&gt; no quote</p>'],
    ['[a]: https://example.com\n[a]', '<p>[a]: https://example.com<br>[a]</p>'],
  ])('leaves %s as the text that it is', (text, html) => {
    expect(markdownHtml(text)).toBe(html);
  });

  it('makes nothing but its own elements, and loses no letter of words', () => {
    const pieces = fc.constantFrom(
      '<',
      '>',
      '"',
      '&',
      '[',
      ']',
      '(',
      ')',
      '!',
      '*',
      '`',
      '\n',
      '- ',
      'javascript:',
      'a',
    );
    const own =
      /<\/?(p|ul|ol|li|strong|em|code|pre)>|<br>|<ol start="\d+">|<a href="(https?:|mailto:)[^"<>]*" rel="nofollow noopener">|<\/a>/g;
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => {
        expect(markdownHtml(parts.join('')).replace(own, '')).not.toMatch(/[<>]/);
      }),
    );
    expect(markdownHtml('żółw 🐢')).toBe('<p>żółw 🐢</p>');
  });
});
