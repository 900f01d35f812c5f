import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { parseText } from './parse-text.ts';
import { tooMuch } from './text-size.ts';

describe('a text that is too much for a parser', () => {
  it.each([
    ['[', '['.repeat(600), 500],
    ['{a: ', '{a: '.repeat(600), 2_000],
    ['- ', '- '.repeat(600), 1_000],
    ['? ', '? '.repeat(600), 1_000],
    ['documents', '---\n'.repeat(10_002), 40_000],
    ['lines', '# x\n'.repeat(250_001), 1_000_003],
    ['values', `[${'1,'.repeat(250_001)}]`, 500_002],
    ['tags', '!a '.repeat(250_002), 750_002],
    ['characters', 'a'.repeat(2 ** 21 + 1), 0],
  ])('is refused unread for its %s', (_, text, offset) => {
    expect(tooMuch(text)?.offset).toBe(offset);
    expect(parseText('f', text)).toMatchObject({ documents: [], findings: [{ code: 'too_large' }] });
  });

  it('is told at its line', () => {
    expect(parseText('f', `a: 1\n---\nb:\n  c: ${'['.repeat(501)}`).findings).toMatchObject([{ line: 4, column: 506 }]);
  });

  it('is none that anybody writes: rules of dashes, unclosed brackets in prose, deep indentation', () => {
    const rule = `# ${'-'.repeat(2_000)}\n`;
    const prose = 'a: |\n  sad :[ \n'.repeat(400);
    const deep = Array.from({ length: 100 }, (_, level) => `${' '.repeat(level)}a:`).join('\n');
    expect([rule, prose, deep].map(tooMuch)).toEqual([null, null, null]);
    fc.assert(fc.property(fc.jsonValue(), (value) => tooMuch(stringify(value)) === null));
  });
});
