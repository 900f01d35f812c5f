import type { Language } from '../document.ts';
import { englishFrame, type Frame } from './frame-en.ts';
import { polishFrame } from './frame-pl.ts';
import { englishTables, type Tables } from './tables-en.ts';
import { polishTables } from './tables-pl.ts';

export type Words = Frame & Tables;

const words: Record<Language, Words> = {
  en: { ...englishFrame, ...englishTables },
  pl: { ...polishFrame, ...polishTables },
};

/** Everything that reports say in a language; a word that one language lacks is an error of types. */
export const wordsOf = (language: Language): Words => words[language];
