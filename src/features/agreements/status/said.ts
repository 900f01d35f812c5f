import { escaped, markdownHtml } from './markdown-html.ts';
import type { Told } from './status-model.ts';
import type { StatusLanguage } from './status-words.ts';

/** What was written, in the language of the page where there is such a text; else in English, which then has to be said. */
export function said(told: Told, language: StatusLanguage): { text: string; foreign: boolean } {
  if (language === 'en') return { text: told.en, foreign: false };
  return told.pl === null ? { text: told.en, foreign: true } : { text: told.pl, foreign: false };
}

/** A short text as HTML. */
export function saidHtml(told: Told, language: StatusLanguage): string {
  const { text, foreign } = said(told, language);
  return foreign ? `<span lang="en">${escaped(text)}</span>` : escaped(text);
}

/** A text of the small Markdown as HTML. */
export function writtenHtml(told: Told, language: StatusLanguage): string {
  const { text, foreign } = said(told, language);
  return `<div${foreign ? ' lang="en"' : ''}>${markdownHtml(text)}</div>`;
}
