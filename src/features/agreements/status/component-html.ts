import { escaped } from './markdown-html.ts';
import { saidHtml } from './said.ts';
import type { StatusComponent, StatusDay } from './status-model.ts';
import { dayText, timeText } from './status-times.ts';
import { type StatusLanguage, type StatusWords, statusWords } from './status-words.ts';

const tone: Readonly<Record<StatusComponent['status'], string>> = {
  operational: 'good',
  degraded_performance: 'minor',
  partial_outage: 'major',
  major_outage: 'bad',
  under_maintenance: 'work',
};

/** What is shown of one system: how it is, and its last 90 days as bars and in words. */
export function componentHtml(component: StatusComponent, language: StatusLanguage, level: 3 | 4): string {
  const words = statusWords[language];
  const { status, since, description, timeZone } = component;
  const from = since === null ? '' : ` <span class="soft">${words.since(timeText(since, timeZone, language))}</span>`;
  const about = description === null ? '' : `<p class="soft">${saidHtml(description, language)}</p>\n`;
  return (
    `<li>\n<div class="head"><h${level}>${saidHtml(component.name, language)}</h${level}>` +
    `<span><span class="state ${tone[status]}">${words.component[status]}</span>${from}</span></div>\n` +
    `${about}${barsSvg(component, language)}\n` +
    `<div class="scale" aria-hidden="true"><span>${words.daysBefore}</span><span>${words.today}</span></div>\n` +
    `${daysInWords(component.days, language)}</li>`
  );
}

const height = 36;
/** By height as well as by colour, so that none needs to see colours. */
const heights = { none: 0, degraded: 12, partial: 22, major: height } as const;

function barsSvg({ days }: StatusComponent, language: StatusLanguage): string {
  const words = statusWords[language];
  const label = words.bars(dayText(days[0]!.day, language), dayText(days.at(-1)!.day, language), sumOf(days, words));
  const bars = days.map((one, index) => barSvg(one, index * 4, language));
  return (
    `<svg class="bars" viewBox="0 0 ${days.length * 4 - 1} ${height}" preserveAspectRatio="none" role="img" ` +
    `aria-label="${escaped(label)}">${bars.join('')}</svg>`
  );
}

function barSvg(one: StatusDay, x: number, language: StatusLanguage): string {
  const title = `<title>${escaped(`${dayText(one.day, language)}: ${dayInWords(one, statusWords[language])}`)}</title>`;
  const rect = (kind: string, high: number): string =>
    `<rect class="${kind}" x="${x}" y="${height - high}" width="3" height="${high}"/>`;
  if (one.worst !== 'none') {
    const high = heights[one.worst];
    const rest = high < height ? `<rect class="rest" x="${x}" y="0" width="3" height="${height - high}"/>` : '';
    return `<g>${title}${rest}${rect(one.worst, high)}</g>`;
  }
  if (one.maintenanceSeconds > 0) return `<g>${title}${rect('ok', height)}${rect('maintenance', 12)}</g>`;
  return one.known ? `<g>${title}${rect('ok', height)}</g>` : `<g>${title}${rect('unknown', 6)}</g>`;
}

function dayInWords({ worst, downSeconds, maintenanceSeconds, known }: StatusDay, words: StatusWords): string {
  if (!known) return words.unmeasured;
  const down = worst === 'none' ? [] : [words.dayDown(words.length(downSeconds), words.grade[worst])];
  const work = maintenanceSeconds === 0 ? [] : [words.dayWork(words.length(maintenanceSeconds))];
  return [...down, ...work].join('; ') || words.grade.none;
}

function sumOf(days: readonly StatusDay[], words: StatusWords): string {
  const down = days.filter(({ worst }) => worst !== 'none');
  const work = days.filter(({ maintenanceSeconds }) => maintenanceSeconds > 0);
  const unknown = days.filter(({ known }) => !known).length;
  const total = (all: readonly StatusDay[], of: 'downSeconds' | 'maintenanceSeconds') =>
    words.length(all.reduce((sum, one) => sum + one[of], 0));
  const parts = [
    ...(down.length === 0 ? [] : [words.disturbedDays(down.length, total(down, 'downSeconds'))]),
    ...(work.length === 0 ? [] : [words.workedDays(work.length, total(work, 'maintenanceSeconds'))]),
    ...(unknown === 0 ? [] : [words.unmeasuredDays(unknown)]),
  ];
  if (down.length > 0) return parts.join('; ');
  return unknown === days.length
    ? words.unmeasured
    : [unknown === 0 ? words.quiet : words.grade.none, ...parts].join('; ');
}

/** The bars in words, for whoever touches or listens. */
function daysInWords(days: readonly StatusDay[], language: StatusLanguage): string {
  const words = statusWords[language];
  const told = days.filter(({ worst, maintenanceSeconds }) => worst !== 'none' || maintenanceSeconds > 0).reverse();
  const sum = escaped(upper(sumOf(days, words)));
  if (told.length === 0) return `<p class="soft">${sum}</p>\n`;
  const items = told.map((one) => `<li>${dayText(one.day, language)}: ${dayInWords(one, words)}</li>`);
  return `<details><summary>${sum}</summary><ul>${items.join('')}</ul></details>\n`;
}

const upper = (text: string): string => text.charAt(0).toLocaleUpperCase() + text.slice(1);
