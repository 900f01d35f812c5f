import { estimateText } from '../estimate-text.ts';
import { localText } from '../local-time.ts';
import { markdownLink, markdownList, markdownParagraphs, markdownTable, markdownText } from '../markdown-text.ts';
import type { Week } from '../weekly-contract.ts';
import { answersOf, counted, wentOf, windowWords } from './week-words.ts';

/** An agenda as Markdown: everything that it shows, so money only where it holds any. `origin` is where Waga is reached, without a slash at the end. */
export function weekMarkdown(week: Week, origin: string): string {
  const { timeZone, host, keptAt, madeAt, runbooks, alerts, head } = week;
  const at = (instant: string): string => localText(instant, timeZone);
  const stands = keptAt === null ? `As things stand at ${at(madeAt)}` : `Kept at ${at(keptAt)}`;
  const pathOf = (...parts: string[]) => `${origin}/${parts.map(encodeURIComponent).join('/')}`;
  const money = (amount: Week['money'][number] | null) => markdownText(amount === null ? '' : estimateText(amount));
  const alertRows = (rows: Week['alerts']['noisy']) =>
    markdownTable(
      ['alert', 'component', 'fired', 'pages', ''],
      rows.map(({ name, component, fires, pages, why }) => [
        markdownText(name),
        markdownText(component ?? ''),
        `${fires}`,
        `${pages}`,
        markdownText(why),
      ]),
    );
  const outageRows = (rows: Week['outages']['ofWeek']) =>
    markdownTable(
      ['what', 'from', 'to', 'fault', 'state', 'report due', 'loss'],
      rows.map(({ id, subject, from, to, fault, state, dueAt, overdue, money: loss }) => [
        markdownLink(subject, pathOf('ledger', id)),
        at(from),
        to === null ? 'it lasts' : at(to),
        fault,
        state,
        `${at(dueAt)}${overdue ? ', overdue' : ''}`,
        money(loss),
      ]),
    );
  const parts = [
    `# ${markdownText(week.displayName)} ${week.week}`,
    `${at(week.from)} to ${at(week.to)} (${markdownText(timeZone)}). ${stands}.${host === null ? '' : ` Led by ${markdownText(host)}.`}`,
    '## Planned work of the week',
    markdownList(week.windows.lastWeek.map((one) => markdownText(`${windowWords(one, timeZone)}: ${wentOf(one)}`))),
    '## Planned work to come',
    markdownList(
      week.windows.coming.map((one) =>
        markdownText(`${windowWords(one, timeZone)}: ${wentOf(one)}; ${answersOf(one)}`),
      ),
    ),
    '## Incidents',
    markdownTable(
      ['what', 'class', 'from', 'minutes', 'state', 'called', 'review', 'loss'],
      week.incidents.map((one) => [
        markdownLink(one.name, pathOf('incidents', one.id)),
        one.class ?? one.kind,
        at(one.onset),
        one.minutes === null ? '' : `${one.minutes}`,
        one.state,
        one.paged ? 'yes' : 'no',
        one.review ?? 'none',
        money(one.money),
      ]),
    ),
    '## Outages of the week',
    outageRows(week.outages.ofWeek),
    '## Reports due',
    outageRows(week.outages.reportsDue),
    '## Money lost',
    week.moneyHidden && week.money.length === 0
      ? 'Not shown to you.'
      : markdownList(week.money.map((sum) => markdownText(estimateText(sum)))),
    '## Alerts',
    `${alerts.fired} fired, ${counted(alerts.pages, 'page')}.`,
    '### Added',
    alertRows(alerts.added),
    '### Retired',
    alertRows(alerts.retired),
    '### Noisy',
    alertRows(alerts.noisy),
    '## Switched',
    markdownTable(
      ['at', 'what', 'to', 'by', 'verified'],
      week.switches.map(({ at: when, displayName, position, by, verified }) => [
        at(when),
        markdownText(displayName),
        markdownText(position),
        markdownText(by ?? 'Waga'),
        verified === null ? 'unknown' : verified ? 'yes' : 'no',
      ]),
    ),
    '## Hand-over',
    markdownTable(
      ['rotation', 'who', 'from', 'to', 'pages', 'by night', 'incidents', 'score', ''],
      week.handovers.map((one) => [
        markdownText(one.rotation),
        markdownText(one.person),
        at(one.from),
        at(one.to),
        `${one.pages}`,
        `${one.pagesByNight}`,
        `${one.incidents}`,
        one.score === null ? '' : `${one.score} of 5`,
        markdownText(one.words),
      ]),
    ),
    '## Actions of reviews that are due',
    markdownTable(
      ['what', 'who', 'due', 'review'],
      week.actions.map(({ what, owner, due, overdue, review }) => [
        markdownText(what),
        markdownText(owner),
        `${due}${overdue ? ', overdue' : ''}`,
        markdownLink(review, pathOf('incidents', review, 'review')),
      ]),
    ),
    '## Runbooks',
    `${counted(runbooks.runs, 'run')}; ${runbooks.alone} of ${runbooks.steps} steps without a person, ${runbooks.minutesSaved} minutes saved.`,
    '## Notes',
    markdownParagraphs(week.notes) || '–',
    ...(head === null ? [] : [`Ledger: line ${head.line}, \`${head.hash}\``]),
  ];
  return `${parts.join('\n\n')}\n`;
}
