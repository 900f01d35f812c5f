import { day } from '../../../maths/instants.ts';
import { componentHtml } from './component-html.ts';
import { incidentHtml } from './incident-html.ts';
import { escaped } from './markdown-html.ts';
import { type Indicator, overallOf } from './overall.ts';
import { said, saidHtml } from './said.ts';
import { framed, type PageView, staleHtml } from './status-frame.ts';
import type { StatusComponent, StatusIncident, StatusModel } from './status-model.ts';
import { statusStyle } from './status-style.ts';
import { longDayText, timeText } from './status-times.ts';
import { type StatusLanguage, statusWords } from './status-words.ts';

/** Incidents that are over stand on the page for so long, also after the last word on them; then in the history. */
const pastDays = 14;
const tone: Readonly<Record<Indicator, string>> = {
  ...{ none: 'good', maintenance: 'work', minor: 'minor', major: 'major', critical: 'bad' },
};

/** The page as one document that needs nothing else: no script, no picture, its style inside (`statusPolicy` admits it). */
export function statusHtml(model: StatusModel, view: PageView): string {
  const { language } = view;
  const words = statusWords[language];
  const indicator = overallOf(model);
  const active = model.incidents.filter((one) => one.active && one.kind === 'incident');
  const planned = model.incidents.filter((one) => one.active && one.kind === 'maintenance');
  planned.sort((a, b) => a.from - b.from);
  const recent = model.asOf - pastDays * day;
  const past = model.incidents.filter((one) => !one.active && Math.max(one.from, one.updatedAt) > recent);
  const asOf = timeText(model.asOf, model.timeZone, language);
  return framed(model, view, 'index', [
    `<div class="banner ${tone[indicator]}"><strong>${words.overall[indicator]}</strong><p>${words.asOf(asOf)}</p></div>`,
    staleHtml(model, view),
    section('now', words.now, active, model, language),
    section('maintenance', words.maintenance, planned, model, language),
    `<section aria-labelledby="systems">\n<h2 id="systems">${words.systems}</h2>`,
    ...groupsOf(model.components, language).map((group) => groupHtml(group, language)),
    '</section>',
    `<section aria-labelledby="past">\n<h2 id="past">${words.past}</h2>`,
    past.length === 0 ? `<p class="soft">${words.noPast}</p>` : byDayHtml(past, model, language, 3),
    '</section>',
  ]);
}

/** Every incident that customers were told of, by day. */
export function historyHtml(model: StatusModel, view: PageView): string {
  const words = statusWords[view.language];
  const all = model.incidents.filter(({ posts, from }) => posts.length > 0 && from <= model.asOf);
  const list = all.length === 0 ? `<p class="soft">${words.none}</p>` : byDayHtml(all, model, view.language, 2);
  return framed(model, view, 'history', [staleHtml(model, view), list]);
}

/** What stands at the address where nothing is published. */
export function noStatusHtml(language: StatusLanguage): string {
  const words = statusWords[language];
  return (
    `<!doctype html>\n<html lang="${language}"><head><meta charset="utf-8">` +
    `<meta name="viewport" content="width=device-width, initial-scale=1"><title>${words.noPage}</title>` +
    `<style>${statusStyle}</style></head>\n<body><main><h1>${words.noPage}</h1><p>${words.noPageWhy}</p></main></body></html>\n`
  );
}

function section(
  id: string,
  title: string,
  incidents: readonly StatusIncident[],
  model: StatusModel,
  language: StatusLanguage,
): string {
  if (incidents.length === 0) return '';
  const all = incidents.map((one) => incidentHtml(one, model, language, 3));
  return `<section aria-labelledby="${id}">\n<h2 id="${id}">${title}</h2>\n${all.join('\n')}\n</section>`;
}

/** Consecutive ones of the same group together, in the order of the catalogue. */
function groupsOf(components: readonly StatusComponent[], language: StatusLanguage): StatusComponent[][] {
  const groups = Map.groupBy(components, ({ group }) => (group === null ? '' : said(group, language).text));
  return [...groups.values()];
}

function groupHtml(components: readonly StatusComponent[], language: StatusLanguage): string {
  const { group } = components[0]!;
  const items = components.map((one) => componentHtml(one, language, group === null ? 3 : 4));
  const head = group === null ? '' : `<h3 class="group">${saidHtml(group, language)}</h3>\n`;
  return `${head}<ul class="plain systems">\n${items.join('\n')}\n</ul>`;
}

/** `level` is that of the headings of days; each incident stands one below. */
function byDayHtml(
  incidents: readonly StatusIncident[],
  model: StatusModel,
  language: StatusLanguage,
  level: 2 | 3,
): string {
  const days = Map.groupBy(incidents, ({ from }) => longDayText(from, model.timeZone, language));
  return [...days]
    .map(([title, all]) => {
      const list = all.map((one) => incidentHtml(one, model, language, level === 2 ? 3 : 4));
      return `<h${level} class="day">${escaped(title)}</h${level}>\n${list.join('\n')}`;
    })
    .join('\n');
}
