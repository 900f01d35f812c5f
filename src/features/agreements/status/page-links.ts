import type { StatusLanguage } from './status-words.ts';

/** Where a page leads to: as the server serves it, or as files that stand in any folder. */
export interface PageLinks {
  index: Record<StatusLanguage, string>;
  history: Record<StatusLanguage, string>;
  rss: string;
  atom: string;
  json: string;
}

export const servedLinks = (language: StatusLanguage): PageLinks => ({
  index: { en: '/status?lang=en', pl: '/status?lang=pl' },
  history: { en: '/status/history?lang=en', pl: '/status/history?lang=pl' },
  rss: `/status/history.rss?lang=${language}`,
  atom: `/status/history.atom?lang=${language}`,
  json: '/api/v2/summary.json',
});

/** English stands on top, Polish in a folder `pl`. */
export function fileLinks(language: StatusLanguage): PageLinks {
  const [en, pl] = language === 'en' ? ['', 'pl/'] : ['../', ''];
  return {
    index: { en: `${en}index.html`, pl: `${pl}index.html` },
    history: { en: `${en}history.html`, pl: `${pl}history.html` },
    ...{ rss: 'history.rss', atom: 'history.atom', json: `${en}api/v2/summary.json` },
  };
}
