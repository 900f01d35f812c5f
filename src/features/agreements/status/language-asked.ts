import { languages, type StatusLanguage } from './status-words.ts';

/** The language of a visit: `?lang=`, else the one that the browser likes most, else English. */
export function languageAsked(lang: StatusLanguage | undefined, accept: string | undefined): StatusLanguage {
  if (lang !== undefined) return lang;
  const wishes = (accept ?? '').split(',').map((part, index) => {
    const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
    const weight = parameters.map((text) => /^\s*q=([\d.]+)$/.exec(text)?.[1]).find((text) => text !== undefined);
    return { language: tag.split('-')[0], weight: Number(weight ?? 1), index };
  });
  const known = wishes.flatMap(({ language, ...wish }) => {
    const found = languages.find((one) => one === language);
    return found === undefined || !(wish.weight > 0) ? [] : [{ ...wish, found }];
  });
  known.sort((a, b) => b.weight - a.weight || a.index - b.index);
  return known[0]?.found ?? 'en';
}
