import { type EpochMs, toRfc3339 } from '../../maths/instants.ts';
import { moneyText } from '../../maths/money.ts';
import { type Message, type MessageLine, shortened } from '../notifications/message.ts';
import { percentDigits } from './formats/percent.ts';
import type { Report } from './report-contract.ts';

export interface ReportMessage {
  report: Report;
  /** Whether the agreement lets money stand in what is sent. */
  money: boolean;
  language: 'en' | 'pl';
  /** Where Waga is reached, without a slash at the end. */
  origin: string;
}

const words = {
  en: {
    title: (name: string, period: string) => `Report on ${name}, ${period}`,
    states: { met: 'met', missed: 'missed', undecided: 'undecided', unmeasured: 'not measured' },
    of: 'of',
    unmeasured: 'not measured',
    outages: 'Outages',
    overdue: 'reports overdue',
    owed: 'Credits owed',
    lost: 'Net loss',
    claim: 'To be claimed until',
    changed: 'Changed since version',
    trail: 'Ledger',
    line: 'line',
  },
  pl: {
    title: (name: string, period: string) => `Raport: ${name}, ${period}`,
    states: { met: 'dotrzymano', missed: 'nie dotrzymano', undecided: 'nierozstrzygnięte', unmeasured: 'niezmierzone' },
    of: 'z',
    unmeasured: 'niezmierzone',
    outages: 'Niedostępności',
    overdue: 'raportów po terminie',
    owed: 'Należne rekompensaty',
    lost: 'Strata netto',
    claim: 'Do zgłoszenia do',
    changed: 'Zmiany od wersji',
    trail: 'Księga',
    line: 'wiersz',
  },
} as const;

/** What tells that a report is there, with all that one wants to know of it at once; known by agreement and period. */
export function reportMessage({ report, money, language, origin }: ReportMessage, now: EpochMs): Message {
  const { scope, period, promises, totals, version, differences, head } = report;
  const say = words[language];
  const key = `report:${scope.name}:${period.name}`;
  const path = `/reports/agreement/${encodeURIComponent(scope.name)}?period=${encodeURIComponent(period.name)}`;
  const lines: MessageLine[] = [
    ...promises.slice(0, 20).map((promise) => ({
      label: shortened(`${promise.displayName}: ${promise.subject.name}`, 80),
      text: promiseText(promise, language),
    })),
    { label: say.outages, text: `${totals.outages}${totals.overdue > 0 ? `, ${totals.overdue} ${say.overdue}` : ''}` },
    ...(money ? moneyLines(report, language) : []),
    ...(version > 1
      ? [
          {
            label: `${say.changed} ${version - 1}`,
            text: shortened(differences.map(({ what }) => what).join(', ') || '–', 2_000),
          },
        ]
      : []),
    { label: say.trail, text: `${say.line} ${head.line}, ${head.hash}` },
  ];
  return {
    ...{
      key,
      sequence: 1,
      kind: 'ticket',
      severity: promises.some(({ state }) => state === 'missed') ? 'warning' : 'info',
    },
    title: shortened(say.title(scope.displayName, period.name), 300),
    ...{ lines, link: origin + path, dedup: key, startedAt: period.to, at: toRfc3339(now) },
  };
}

function promiseText({ low, high, target, state }: Report['promises'][number], language: 'en' | 'pl'): string {
  const say = words[language];
  const limit = { numerator: Number(target.replace('.', '')), denominator: 10 ** (target.split('.')[1]?.length ?? 0) };
  const percent = (of: { numerator: number; denominator: number }): string => {
    const text = percentDigits(of, limit);
    return `${language === 'pl' ? text.replace('.', ',') : text} %`;
  };
  if (low === null || high === null) return say.unmeasured;
  const figure = low.text === high.text ? percent(high) : `${percent(low)} – ${percent(high)}`;
  return `${say.states[state]}: ${figure} ${say.of} ${percent(limit)}`;
}

function moneyLines({ credits, totals }: Report, language: 'en' | 'pl'): MessageLine[] {
  const say = words[language];
  const lines: MessageLine[] = [];
  if (credits !== null) {
    const amount = (minor: number) => `${moneyText(minor, credits.currency)} ${credits.currency}`;
    const { low, high } = credits.owedMinor;
    lines.push({ label: say.owed, text: low === high ? amount(low) : `${amount(low)} – ${amount(high)}`, money: true });
    if (high > 0) lines.push({ label: say.claim, text: credits.claimUntil });
  }
  const { money } = totals;
  const currency = money?.unit.slice(0, 3) ?? '';
  if (money?.text)
    lines.push({
      label: say.lost,
      text: `${money.text.value} ${currency} (${money.text.low} – ${money.text.high})`,
      money: true,
    });
  return lines;
}
