import { saidOfMeasures } from './said-measures-pl.ts';
import { said } from './said-pl.ts';

interface Template {
  english: RegExp;
  polish: string;
}

/** What may stand in the place of a sign; nothing but a person's words takes in the beginning of another sentence. */
const places: Record<string, string> = {
  '{}': '((?:(?![.:] [A-Z]).)+?)',
  '{n}': '(-?\\d+(?:\\.\\d+)?(?:e-?\\d+)?)',
  '{f}': '(\\d+/\\d+)',
  '{*}': '((?:(?!\\. The outage of ).)+?)',
};

const templates: readonly Template[] = [...said, ...saidOfMeasures].map(([english, polish]) => {
  const pattern = english
    .split(/(\{[nf*]?\})/)
    .map((piece) => places[piece] ?? piece.replace(/[.*+?^$()|[\]\\]/g, '\\$&'))
    .join('');
  return { english: new RegExp(`^${pattern}$`, 's'), polish };
});

/**
 * What Waga says in English, in Polish: the whole, else sentence by sentence, else what lies between semicolons. Null where some of
 * it is not known, as what people wrote is not.
 */
export function inPolish(english: string): string | null {
  return (
    whole(english) ??
    inParts(english, /(?<=[.:]) (?=\S)/, ' ') ??
    inParts(english, /; /, '; ') ??
    inParts(english, / to /, ' do ')
  );
}

function whole(english: string): string | null {
  for (const template of templates) {
    const found = template.english.exec(english);
    if (found) return template.polish.replace(/\{(\d)\}/g, (_, number) => inside(found[Number(number)]!));
  }
  return null;
}

/** As many pieces as it takes, joined again where one sentence was cut at what only looks like its end. */
function inParts(english: string, between: RegExp, glue: string): string | null {
  const pieces = english.split(between);
  if (pieces.length < 2) return null;
  const joint = glue === ' do ' ? ' to ' : glue;
  const told: string[] = [];
  for (let from = 0; from < pieces.length; ) {
    let to = pieces.length;
    let polish: string | null = null;
    // The whole was tried before.
    for (; to > from; to--) {
      if (from === 0 && to === pieces.length) continue;
      polish = whole(pieces.slice(from, to).join(joint));
      if (polish !== null) break;
    }
    if (polish === null) return null;
    told.push(polish);
    from = to;
  }
  return told.join(glue);
}

/** Numbers with a decimal comma; a piece that Waga itself says; anything else, such as a name, as it is. */
function inside(piece: string): string {
  const number = /^-?\d+\.\d+$/;
  const ends = piece.split(' to ');
  if (ends.every((end) => number.test(end))) return ends.map((end) => end.replace('.', ',')).join(' do ');
  if (/ min in \d+ outages?/.test(piece))
    return piece
      .split('; ')
      .map((one) => whole(one) ?? one)
      .join('; ');
  return isWord.test(piece) || / % \(/.test(piece) ? (inPolish(piece) ?? piece) : piece;
}

const isWord =
  /^(month|quarter|\d+ outages?|Waga itself|drafted|corrected|confirmed|removed|restored|reported|locked|exclusion-\w+|imported|measured)$/;
