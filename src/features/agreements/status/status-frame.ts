import { escaped } from './markdown-html.ts';
import type { PageLinks } from './page-links.ts';
import { said, saidHtml } from './said.ts';
import type { StatusModel } from './status-model.ts';
import { statusPolicy, statusStyle } from './status-style.ts';
import { timeText } from './status-times.ts';
import { languages, type StatusLanguage, statusWords } from './status-words.ts';

export interface PageView {
  language: StatusLanguage;
  links: PageLinks;
  /** The stores did not answer since: the page says as of when it is. */
  isStale: boolean;
}

/** The whole document around the parts of a page. `here` names which of the links is this page. */
export function framed(
  model: StatusModel,
  view: PageView,
  here: 'index' | 'history',
  parts: readonly string[],
): string {
  const { language, links } = view;
  const words = statusWords[language];
  const title = said(model.title, language).text;
  const heading = here === 'index' ? title : `${words.history} · ${title}`;
  return [
    `<!doctype html>\n<html lang="${language}">\n<head>\n<meta charset="utf-8">`,
    `<meta http-equiv="Content-Security-Policy" content="${escaped(statusPolicy)}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="color-scheme" content="light dark">',
    `<title>${escaped(heading)}</title>`,
    `<link rel="alternate" type="application/rss+xml" title="${escaped(`${title} (RSS)`)}" href="${escaped(links.rss)}">`,
    `<link rel="alternate" type="application/atom+xml" title="${escaped(`${title} (Atom)`)}" href="${escaped(links.atom)}">`,
    `<style>${statusStyle}</style>\n</head>\n<body>\n<header>\n<div class="top">`,
    `<h1>${here === 'index' ? saidHtml(model.title, language) : `${words.history}: ${saidHtml(model.title, language)}`}</h1>`,
    `<nav aria-label="${words.other}"><ul>${languages.map((one) => languageLink(one, view, here)).join('')}</ul></nav>`,
    `</div>\n</header>\n<main>`,
    ...parts,
    `</main>\n${foot(model, view, here)}\n</body>\n</html>\n`,
  ].join('\n');
}

function languageLink(one: StatusLanguage, { language, links }: PageView, here: 'index' | 'history'): string {
  const { name } = statusWords[one];
  if (one === language) return `<li><span aria-current="true">${name}</span></li>`;
  return `<li><a href="${escaped(links[here][one])}" hreflang="${one}" lang="${one}">${name}</a></li>`;
}

function foot(model: StatusModel, { language, links }: PageView, here: 'index' | 'history'): string {
  const words = statusWords[language];
  const other = here === 'index' ? [links.history[language], words.older] : [links.index[language], words.back];
  const support = model.support === null ? [] : [[supportLink(model.support), words.support]];
  const all = [other, [links.rss, 'RSS'], [links.atom, 'Atom'], [links.json, 'JSON'], ...support] as [string, string][];
  const items = all.map(([href, text]) => `<li><a href="${escaped(href)}">${escaped(text)}</a></li>`);
  const zone = escaped(model.timeZone);
  return (
    `<footer>\n<nav aria-label="${words.follow}"><ul>${items.join('')}</ul></nav>\n` +
    `<p>${words.times(zone)} ${words.asOf(timeText(model.asOf, model.timeZone, language))}.</p>\n</footer>`
  );
}

const supportLink = (support: string): string => (/^https?:/.test(support) ? support : `mailto:${support}`);

/** A warning where the page is older than it should be. */
export function staleHtml(model: StatusModel, { language, isStale }: PageView): string {
  if (!isStale) return '';
  const words = statusWords[language];
  return `<p class="stale" role="status">${words.stale(timeText(model.asOf, model.timeZone, language))}</p>`;
}
