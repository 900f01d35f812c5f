import type { Report } from '../report-contract.ts';
import type { Block, Column, Language, ReportDocument, Section, Table, Value } from './document.ts';
import { reportStyle } from './html-style.ts';
import { reportDocument } from './report-document.ts';
import { type Reading, showParts } from './show-value.ts';
import { wordsOf } from './words/report-words.ts';

/** The report as one page that needs nothing else: no script, no picture, its style inside (`reportStyleSource` admits it). */
export function reportHtml(report: Report, language: Language): string {
  const document = reportDocument(report, language);
  const reading = { language, timeZone: document.timeZone };
  return [
    `<!doctype html>\n<html lang="${language}">\n<head>\n<meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">\n<meta name="robots" content="noindex">',
    `<title>${escaped(`${document.title}, ${report.period.name}`)}</title>`,
    `<style>${reportStyle}</style>\n</head>\n<body>\n<header>`,
    `<h1>${escaped(document.title)}</h1>\n<p>${escaped(document.subtitle)}</p>\n</header>`,
    contents(document),
    '<main>',
    ...document.sections.map((section) => sectionHtml(section, reading)),
    `</main>\n<footer><p>${escaped(document.foot)}</p></footer>\n</body>\n</html>\n`,
  ].join('\n');
}

function contents({ sections, language }: ReportDocument): string {
  const links = sections.map(({ id, title }) => `<li><a href="#${id}">${escaped(title)}</a></li>`);
  return `<nav aria-label="${escaped(wordsOf(language).contents)}"><ul>${links.join('')}</ul></nav>`;
}

const sectionHtml = ({ id, title, blocks }: Section, reading: Reading): string =>
  `<section id="${id}" aria-labelledby="${id}-title">\n<h2 id="${id}-title">${escaped(title)}</h2>\n` +
  `${blocks.map((block) => blockHtml(block, reading)).join('\n')}\n</section>`;

function blockHtml(block: Block, reading: Reading): string {
  switch (block.kind) {
    case 'paragraph':
      return `<p${block.tone ? ' class="warning"' : ''}>${escaped(block.text)}</p>`;
    case 'subheading':
      return `<h3>${escaped(block.text)}</h3>`;
    case 'command':
      return `<pre><code translate="no">${escaped(block.text)}</code></pre>`;
    case 'list':
      return `<ul>${block.items.map((item) => `<li>${valueHtml(item, reading)}</li>`).join('')}</ul>`;
    case 'facts': {
      const facts = block.facts.map(
        ({ label, value }) => `<div><dt>${escaped(label)}</dt><dd>${valueHtml(value, reading)}</dd></div>`,
      );
      return `<dl>${facts.join('\n')}</dl>`;
    }
    case 'table':
      return tableHtml(block, reading);
  }
}

/** A wide table scrolls by itself, also by keyboard; it is named by its caption. */
function tableHtml({ id, caption, columns, rows, note }: Table, reading: Reading): string {
  const shown = columns.flatMap((column, at) => (column.only === 'data' ? [] : [{ column, at }]));
  const heads = shown.map(({ column }) => `<th scope="col"${classOf(column)}>${escaped(column.title)}</th>`);
  const body = rows.map((cells) => {
    const row = shown.map(({ column, at }, index) => cellHtml(cells[at]!, column, index === 0, reading));
    return `<tr>${row.join('')}</tr>`;
  });
  const name = `caption-${id.replaceAll(' ', '-')}`;
  return (
    `<div class="table" role="region" aria-labelledby="${name}" tabindex="0"><table>\n` +
    `<caption id="${name}">${escaped(caption)}</caption>\n<thead><tr>${heads.join('')}</tr></thead>\n` +
    `<tbody>\n${body.join('\n')}\n</tbody>\n</table></div>${note ? `\n<p class="note">${escaped(note)}</p>` : ''}`
  );
}

function cellHtml(value: Value, column: Column, first: boolean, reading: Reading): string {
  const inside = valueHtml(value, reading);
  return first ? `<th scope="row">${inside}</th>` : `<td${classOf(column)}>${inside}</td>`;
}

const numeric: readonly Value['kind'][] = ['count', 'percent', 'bound', 'money', 'number', 'seconds'];
const classOf = ({ kind }: Column): string => {
  if (numeric.includes(kind)) return ' class="number"';
  return kind === 'instant' || kind === 'day' || kind === 'exact' ? ' class="digits"' : '';
};

function valueHtml(value: Value, reading: Reading): string {
  const { main, range } = showParts(value, reading);
  const text = range === '' ? escaped(main) : `${escaped(main)} <small>${escaped(range)}</small>`;
  switch (value.kind) {
    case 'text':
      // A translator must not touch names; the language of what people wrote is not known.
      return value.foreign ? `<span lang="" class="written">${text}</span>` : text;
    case 'verdict':
      return `<span class="verdict ${value.verdict}">${text}</span>`;
    case 'instant':
      return `<time datetime="${new Date(value.at).toISOString()}">${text}</time>`;
    case 'none':
      return `<span class="none">${text}</span>`;
    default:
      return text;
  }
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => entities[sign]!);
