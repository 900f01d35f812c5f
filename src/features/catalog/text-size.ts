/** What of a text is too much for any catalogue, and the offset where it begins to be. */
export interface TooMuch {
  message: string;
  offset: number;
}

const maxCharacters = 2 * 1024 * 1024;
const maxLevels = 500;
export const maxDocuments = 10_000;
/** One in eight characters of the largest text; ordinary files have one in twenty. */
const maxValues = 250_000;

/** Of an entry, a key, a tag, an anchor and an alias, beside a space. */
const marks: ReadonlySet<string> = new Set('-?!&*');

/**
 * Looks for what would take the parser gigabytes, without parsing: brackets that are opened and not closed, lists within lists on
 * one line, documents, and lines, separators and marks of values. Brackets in quoted or written text count as well, which matters to nobody
 * below hundreds that are never closed. Linear in the length.
 */
export function tooMuch(text: string): TooMuch | null {
  if (text.length > maxCharacters) {
    return { message: `expected at most ${maxCharacters} characters a file, found ${text.length}`, offset: 0 };
  }
  let levels = 0;
  let compact = 0;
  let documents = 1;
  let values = 0;
  for (let offset = 0; offset < text.length; offset++) {
    const character = text[offset];
    if (character === '[' || character === '{') levels += 1;
    else if (character === ']' || character === '}') levels = Math.max(0, levels - 1);
    else if (character === ',') values += 1;
    else if (character === '\n') {
      values += 1;
      if (text.startsWith('---', offset + 1)) [documents, levels] = [documents + 1, 0];
    }
    if (character === '-' || character === '?') compact += 1;
    else if (character === ' ')
      values += marks.has(text[offset - 1] ?? '') || marks.has(text[offset + 1] ?? '') ? 1 : 0;
    else compact = 0;
    if (levels > maxLevels || (compact > maxLevels && text[offset + 1] === ' ')) {
      return { message: `expected fewer levels of nesting than ${maxLevels}`, offset };
    }
    if (documents > maxDocuments) return { message: `expected at most ${maxDocuments} documents`, offset: offset + 1 };
    if (values > maxValues) return { message: `expected at most ${maxValues} lines and values a file`, offset };
  }
  return null;
}
