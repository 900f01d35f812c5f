import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { parseText } from './parse-text.ts';

const word = fc.stringMatching(/^[a-z]{1,8}$/);
const tree = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 3 }, word, fc.integer(), tie('map'), tie('list')),
  map: fc.dictionary(word, tie('value'), { minKeys: 1, maxKeys: 4, noNullPrototype: true }),
  list: fc.array(tie('value'), { minLength: 1, maxLength: 4 }),
})).map;

/** Every path to a plain value, with the value. */
function leaves(value: unknown, path: (string | number)[] = []): { path: (string | number)[]; value: unknown }[] {
  if (Array.isArray(value)) return value.flatMap((one, index) => leaves(one, [...path, index]));
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([key, one]) => leaves(one, [...path, key]));
  }
  return [{ path, value }];
}

describe('parseText', () => {
  it('gives back what was written, as YAML and as JSON, with the place of every value', () => {
    fc.assert(
      fc.property(tree, fc.constantFrom('yaml', 'json', 'flow'), fc.boolean(), (written, form, crlf) => {
        const plain =
          form === 'yaml' ? stringify(written) : JSON.stringify(written, null, form === 'json' ? 2 : undefined);
        const text = crlf ? plain.replaceAll('\n', '\r\n') : plain;
        const { documents, findings } = parseText('f', text);
        expect(findings).toEqual([]);
        expect(documents[0]?.value).toEqual(written);
        const lines = text.split(/\r?\n/);
        for (const leaf of leaves(written)) {
          const place = documents[0]?.place(leaf.path);
          const rest = lines[(place?.line ?? 0) - 1]?.slice((place?.column ?? 0) - 1).replace(/^"/, '');
          expect(rest?.startsWith(String(leaf.value))).toBe(true);
        }
      }),
    );
  });

  it('never throws, whatever the text', () => {
    const snippet = fc.constantFrom(
      'a',
      ': ',
      '- ',
      '\n',
      '  ',
      '{',
      '}',
      '[',
      ']',
      '"',
      "'",
      '&x ',
      '*x',
      '---\n',
      '!t ',
      '?',
      '|',
      '>',
      '\t',
      '#',
      '%',
      '<<',
    );
    fc.assert(
      fc.property(fc.array(snippet, { maxLength: 40 }), (parts) => {
        const { documents, findings } = parseText('f', parts.join(''));
        for (const { line, column } of findings) expect(Math.min(line, column)).toBeGreaterThan(0);
        for (const { value } of documents) expect(value).not.toBe(undefined);
      }),
      { numRuns: 500 },
    );
  });

  it('lets no value hold itself, and no alias stand before its anchor', () => {
    for (const text of ['a: &x [*x]', 'a: &x {b: {c: *x}}', 'a: *x\nb: &x 1']) {
      expect(parseText('f', text).findings).toMatchObject([{ code: 'bad_syntax' }]);
    }
    expect(parseText('f', 'a: &x [1]\nb: *x\n').documents[0]?.value).toEqual({ a: [1], b: [1] });
  });

  it('refuses very many aliases without unfolding them', () => {
    const text = `x: &a [1, 2]\n${Array.from({ length: 1_001 }, (_, index) => `k${index}: *a`).join('\n')}`;
    expect(parseText('f', text).findings).toMatchObject([{ code: 'too_many_aliases', line: 1_002, column: 8 }]);
  });

  it('refuses a text that is too long without reading it', () => {
    expect(parseText('f', 'a'.repeat(3_000_000)).findings).toMatchObject([{ code: 'too_large', line: 1, column: 1 }]);
  });
});
