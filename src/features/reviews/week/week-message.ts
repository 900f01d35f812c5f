import { type EpochMs, toRfc3339 } from '../../../maths/instants.ts';
import { type Message, type MessageLine, shortened } from '../../notifications/message.ts';
import { estimateText } from '../estimate-text.ts';
import { localText } from '../local-time.ts';
import type { Week } from '../weekly-contract.ts';
import { answersOf, counted, wentOf, windowWords } from './week-words.ts';

/** So many of a kind are named; the page has all. */
const mostNamed = 5;

/** What tells that the agenda of a week is there, with what matters most; known by review and week. `week` holds all money: its lines are marked. */
export function weekMessage(week: Week, origin: string, now: EpochMs): Message {
  const key = `weekly-review:${week.review}:${week.week}`;
  const path = `/reviews/weeks/${week.week}?review=${encodeURIComponent(week.review)}`;
  const overdue = week.outages.reportsDue.some((one) => one.overdue) || week.actions.some((one) => one.overdue);
  return {
    ...{ key, sequence: 1, kind: 'ticket', severity: overdue ? 'warning' : 'info' },
    title: shortened(`${week.displayName}: agenda of ${week.week}`, 300),
    lines: linesOf(week).map((line) => ({ ...line, text: shortened(line.text, 2_000) })),
    ...{ link: origin + path, dedup: key, startedAt: week.from, at: toRfc3339(now) },
  };
}

function linesOf(week: Week): MessageLine[] {
  const { incidents, outages, alerts, windows, timeZone, actions, runbooks, switches, head } = week;
  const called = incidents.filter(({ paged }) => paged).length;
  const line = (label: string, text: string): MessageLine => ({ label, text });
  return [
    ...(week.host === null ? [] : [line('Led by', week.host)]),
    line('Week', `${localText(week.from, timeZone)} to ${localText(week.to, timeZone)} (${timeZone})`),
    line(
      'Incidents',
      listed(counted(incidents.length, 'incident'), [
        ...(incidents.length > 0 ? [`${called} called somebody`] : []),
        ...named(incidents, (one) => `${one.class ?? one.kind} ${one.name}`),
      ]),
    ),
    line('Outages', reportsWords(outages)),
    ...week.money.map((sum): MessageLine => ({ label: 'Money lost', text: estimateText(sum), money: true })),
    line(
      'Planned work of the week',
      windowsWords(windows.lastWeek, (one) => wentOf(one), timeZone),
    ),
    line(
      'Planned work to come',
      windowsWords(windows.coming, (one) => `${wentOf(one)}; ${answersOf(one)}`, timeZone),
    ),
    line(
      'Alerts',
      `${alerts.fired} fired, ${counted(alerts.pages, 'page')}, ${alerts.added.length} added, ${alerts.retired.length} retired`,
    ),
    ...(alerts.noisy.length > 0
      ? [line('Noisy', named(alerts.noisy, ({ name, fires }) => `${name} (${fires})`).join(', '))]
      : []),
    ...(switches.length > 0
      ? [line('Switched', named(switches, ({ displayName, position }) => `${displayName} ${position}`).join(', '))]
      : []),
    ...week.handovers
      .slice(0, mostNamed)
      .map(({ rotation, person, pages, pagesByNight }) =>
        line(shortened(`On call: ${rotation}`, 80), `${person}, ${counted(pages, 'page')}, ${pagesByNight} by night`),
      ),
    line('Actions due', actionsWords(actions)),
    ...(runbooks.runs > 0
      ? [
          line(
            'Runbooks',
            `${counted(runbooks.runs, 'run')}, ${runbooks.alone} of ${runbooks.steps} steps without a person, ${runbooks.minutesSaved} minutes saved`,
          ),
        ]
      : []),
    ...(head === null ? [] : [line('Ledger', `line ${head.line}, ${head.hash}`)]),
  ];
}

const listed = (first: string, more: readonly string[]): string => [first, ...more].join('; ');

function named<T>(items: readonly T[], wordsOf: (item: T) => string): string[] {
  const rest = items.length - mostNamed;
  return [...items.slice(0, mostNamed).map(wordsOf), ...(rest > 0 ? [`and ${rest} more`] : [])];
}

function reportsWords({ ofWeek, reportsDue }: Week['outages']): string {
  const overdue = reportsDue.filter((one) => one.overdue).length;
  return `${counted(ofWeek.length, 'outage')}; ${counted(reportsDue.length, 'report')} due, ${overdue} overdue`;
}

function actionsWords(actions: Week['actions']): string {
  const overdue = actions.filter((one) => one.overdue).length;
  return `${actions.length}, ${overdue} overdue`;
}

function windowsWords(
  windows: Week['windows']['coming'],
  went: (window: Week['windows']['coming'][number]) => string,
  zone: string,
): string {
  return windows.length === 0 ? 'none' : named(windows, (one) => `${windowWords(one, zone)}: ${went(one)}`).join('; ');
}
