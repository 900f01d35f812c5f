import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { breakLines } from './break-lines.ts';

/** Every letter as wide as another. */
const measure = (piece: string): number => piece.length;

describe('the breaking of lines', () => {
  it('ends lines at blanks and after hyphens, never at no-break spaces', () => {
    expect(breakLines('one two three', 8, measure)).toEqual(['one two ', 'three']);
    expect(breakLines('left-handed-man', 12, measure)).toEqual(['left-handed-', 'man']);
    expect(breakLines('is 12\u00a0000 PLN', 8, measure)).toEqual(['is ', '12\u00a0000 ', 'PLN']);
  });

  it('keeps line feeds, and breaks a word only where it is wider than a line', () => {
    expect(breakLines('a\nb', 8, measure)).toEqual(['a', 'b']);
    expect(breakLines('a unbreakable', 5, measure)).toEqual(['a ', 'unbre', 'akabl', 'e']);
    expect(breakLines('', 5, measure)).toEqual(['']);
  });

  it('loses nothing and keeps to the width, blanks at an end left out', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'b', ' ', '-', '/', '\n', '\u00a0') }),
        fc.integer({ min: 1, max: 20 }),
        (text, width) => {
          const lines = breakLines(text, width, measure);
          expect(lines.join('')).toBe(text.replaceAll('\n', ''));
          for (const line of lines) expect(line.trimEnd().length).toBeLessThanOrEqual(width);
        },
      ),
    );
  });
});
