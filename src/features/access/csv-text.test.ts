import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvRow } from './csv-text.ts';

const cell = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc
    .tuple(fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', '＝'), fc.string())
    .map(([first, rest]) => first + rest),
  fc.constantFrom('=cmd|calc!A1', '"quoted"', 'a,b', 'two\r\nlines', "'"),
);

describe('a row of CSV', () => {
  it('is read back as it was, but for the quote before what a spreadsheet would run', () => {
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1, maxLength: 5 }), (cells) => {
        const [read] = parse(csvRow(cells), { record_delimiter: '\r\n', skip_empty_lines: false }) as string[][];
        expect(read).toEqual(cells.map((text) => (/^[=+\-@＝＋－＠\t\r\n]/.test(text) ? `'${text}` : text)));
      }),
    );
  });

  it('begins no cell with a sign of a formula, in or out of quotes', () => {
    fc.assert(
      fc.property(cell, (text) => {
        expect(csvRow([text])).not.toMatch(/^"?[=+\-@＝＋－＠\t\r\n](?!\n$)/);
      }),
    );
    expect(csvRow(['=1+1', 'plain', '-5', 'a"b'])).toBe(`"'=1+1",plain,"'-5","a""b"\r\n`);
  });
});
