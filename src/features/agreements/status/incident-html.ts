import { saidHtml, writtenHtml } from './said.ts';
import type { StatusIncident, StatusModel } from './status-model.ts';
import { spanTexts, timeText } from './status-times.ts';
import { type StatusLanguage, statusWords } from './status-words.ts';

const tone: Readonly<Record<StatusIncident['impact'], string>> = {
  ...{ none: 'good', minor: 'minor', major: 'major', critical: 'bad', maintenance: 'work' },
};

/** An incident, or maintenance, with what was told of it, newest first. `level` is that of its heading. */
export function incidentHtml(
  incident: StatusIncident,
  model: StatusModel,
  language: StatusLanguage,
  level: 3 | 4,
): string {
  const words = statusWords[language];
  const title = incident.title === null ? words.planned : saidHtml(incident.title, language);
  const names = model.components
    .filter(({ id }) => incident.components.includes(id))
    .map(({ name }) => saidHtml(name, language));
  const posts = incident.posts.map(
    ({ at, status, body }) =>
      `<li><strong>${words.post[status]}</strong> · ${timeHtml(at, incident, language)}\n${writtenHtml(body, language)}</li>`,
  );
  const state = incident.active ? tone[incident.impact] : 'good';
  return (
    `<article class="card${incident.active ? ` open ${state}` : ''}" id="incident-${incident.id}">\n` +
    `<div class="head"><h${level}>${title}</h${level}><span class="state ${state}">${words.post[incident.status]}</span></div>\n` +
    `<p class="soft">${words.concerns}: ${names.join(', ')}. ${spanHtml(incident, language)}</p>\n` +
    `${posts.length === 0 ? '' : `<ol class="posts">\n${posts.join('\n')}\n</ol>\n`}</article>`
  );
}

function spanHtml({ from, to, timeZone }: StatusIncident, language: StatusLanguage): string {
  const words = statusWords[language];
  const elements = spanTexts(from, to, timeZone, language).map(
    (text, index) => `<time datetime="${new Date(index === 0 ? from : to!).toISOString()}">${text}</time>`,
  );
  return `${words.began} ${elements.join(` ${words.ended} `)}${to === null ? `, ${words.lasts}` : ''}.`;
}

const timeHtml = (at: number, { timeZone }: StatusIncident, language: StatusLanguage): string =>
  `<time datetime="${new Date(at).toISOString()}">${timeText(at, timeZone, language)}</time>`;
