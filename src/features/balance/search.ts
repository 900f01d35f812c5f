/** Something that can be found by its names. `kind` orders equals, in the order of `kindOrder`. */
export interface Findable {
  kind: string;
  name: string;
  displayName: string;
}

export type Ranked<T> = T & {
  /** 5 exact, 4 the beginning, 3 beginnings of words, 2 contained, 1 the letters in this order. */
  score: number;
};

const kindOrder = ['page', 'process', 'component', 'product', 'measure', 'source', 'person'];
/** Letters that Unicode does not take apart into a base and a mark. */
const plainLetters: Readonly<Record<string, string>> = {
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
  ħ: 'h',
  ŧ: 't',
};

/** Text as it is compared: lower case, without marks (ż is z, ł is l), white space as single blanks. */
export function fold(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[łøđðþßæœıħŧ]/g, (letter) => plainLetters[letter] ?? letter)
    .trim()
    .replace(/\s+/g, ' ');
}

/** How well a name answers a query, both folded: 5 … 1 as `Ranked.score`, 0 not at all. */
export function scoreOf(query: string, name: string): number {
  if (name === query) return 5;
  if (name.startsWith(query)) return 4;
  const words = name.split(/[^\p{L}\p{N}]+/u);
  if (query.split(/[^\p{L}\p{N}]+/u).every((asked) => words.some((word) => word.startsWith(asked)))) return 3;
  if (name.includes(query)) return 2;
  return query.length > 1 && isSubsequence(query.replaceAll(' ', ''), name) ? 1 : 0;
}

function isSubsequence(letters: string, text: string): boolean {
  let at = 0;
  for (const letter of letters) {
    at = text.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

/**
 * What answers the query, best first, at most `limit`; equals by kind, then the shorter name, then the alphabet. An empty
 * query is answered by nothing. The better of name and display name counts.
 */
export function rank<T extends Findable>(query: string, all: readonly T[], limit: number): Ranked<T>[] {
  const asked = fold(query);
  if (asked === '') return [];
  return all
    .map((one) => ({ ...one, score: Math.max(scoreOf(asked, fold(one.displayName)), scoreOf(asked, fold(one.name))) }))
    .filter(({ score }) => score > 0)
    .sort(better)
    .slice(0, limit);
}

/** The order of two answers; the pages use it to put their own among those of the server. */
export function better(a: Ranked<Findable>, b: Ranked<Findable>): number {
  return (
    b.score - a.score ||
    kindOrder.indexOf(a.kind) - kindOrder.indexOf(b.kind) ||
    a.displayName.length - b.displayName.length ||
    a.displayName.localeCompare(b.displayName, 'en', { numeric: true }) ||
    a.name.localeCompare(b.name, 'en')
  );
}
