import { parseRatio } from '../../../../maths/ratios.ts';
import type { PromiseReport, Report } from '../../report-contract.ts';
import type { Block, Fact, Section, Table } from '../document.ts';
import { showValue } from '../show-value.ts';
import {
  bound,
  column,
  count,
  estimated,
  exact,
  instant,
  money,
  none,
  said,
  seconds,
  shareOf,
  text,
  written,
} from '../values.ts';
import type { Words } from '../words/report-words.ts';
import { gapNotes } from './gap-notes.ts';
import { headline } from './headline.ts';
import type { Telling } from './telling.ts';

/** The first page: who and when, the verdict on each promise, what was delivered, what is owed and what it cost. */
export function summary(telling: Telling): Section {
  const { report, words } = telling;
  const { period, promises, credits } = report;
  const blocks: Block[] = [{ kind: 'facts', id: 'report', facts: heading(report, words) }];
  if (period.state === 'running') blocks.push({ kind: 'paragraph', text: words.preliminary, tone: 'warning' });
  if (report.moneyHidden) blocks.push({ kind: 'paragraph', text: words.moneyHidden });
  if (promises.length > 0) blocks.push(promised(promises, telling));
  const delivered = headline(telling);
  if (delivered) blocks.push(delivered);
  if (credits && !report.moneyHidden) {
    blocks.push({ kind: 'subheading', text: words.credits.heading });
    blocks.push({ kind: 'facts', id: 'credits', facts: owed(credits, telling) });
  }
  blocks.push({ kind: 'subheading', text: words.totals.heading });
  blocks.push({ kind: 'facts', id: 'totals', facts: totals(report, words) });
  blocks.push(...gapNotes(telling));
  return { id: 'summary', title: words.sections.summary, blocks };
}

function heading({ parties, scope, period, version, madeAt }: Report, words: Words): Fact[] {
  const { facts } = words;
  const fact = (key: keyof typeof facts, value: Fact['value']): Fact => ({ key, label: facts[key], value });
  return [
    ...(parties ? [fact('provider', written(parties.provider)), fact('customer', written(parties.customer))] : []),
    { key: 'scope', label: words.scopes[scope.kind], value: scopeName(scope, words) },
    fact('period', text(period.name)),
    fact('from', instant(period.from)),
    fact('until', instant(period.to)),
    fact('timeZone', text(period.timeZone)),
    fact('state', text(words.periodState[period.state])),
    fact('version', count(version)),
    fact('madeAt', instant(madeAt)),
  ];
}

const scopeName = ({ kind, displayName, name }: Report['scope'], words: Words) =>
  kind === 'organisation' ? text(words.wholeOrganisation) : written(displayName || name);

function promised(promises: readonly PromiseReport[], { words, report }: Telling): Table {
  const { promises: say } = words;
  const nameOf = ({ kind, name }: PromiseReport['subject']): string =>
    report.subjects.find(({ subject }) => subject.kind === kind && subject.name === name)?.displayName || name;
  const byTime = promises.some(({ secondsLeft }) => secondsLeft !== null);
  return {
    kind: 'table',
    id: 'promises',
    caption: say.caption,
    columns: [
      column('promise', say.promise, 'text', 20),
      column('subject', say.subject, 'text', 17),
      column('counting', say.counting, 'text', 12),
      column('target', say.target, 'percent', 11),
      column('delivered', say.delivered, 'bound', 15),
      column('exact', say.exact, 'exact', 0, { only: 'data' }),
      column('verdict', say.verdict, 'verdict', 15),
      column('left', say.left, 'seconds', 14),
    ],
    rowKeys: promises.map(({ name, subject }) => `${name} ${subject.kind}:${subject.name}`),
    rows: promises.map((one) => {
      const target = parseRatio(one.target) ?? undefined;
      const counted = one.low !== null && one.high !== null;
      return [
        written(one.displayName || one.name),
        written(nameOf(one.subject)),
        text(words.countings[one.counting]),
        shareOf(one.target),
        counted ? bound(one.low!, one.high!, target) : none(words.counting.not),
        counted ? exact(one.low!, one.high!) : none(words.counting.not),
        { kind: 'verdict', verdict: one.state },
        one.secondsLeft === null ? none(say.none) : seconds(one.secondsLeft),
      ];
    }),
    note: [
      ...(byTime && promises.some(({ secondsLeft }) => (secondsLeft ?? 0) < 0) ? [say.beyond] : []),
      ...(promises.some(({ state }) => state === 'undecided') ? [words.undecided] : []),
    ].join(' '),
  };
}

function owed(credits: NonNullable<Report['credits']>, { words, reading }: Telling): Fact[] {
  const { credits: say } = words;
  const percent = (share: string): string => showValue(shareOf(share), reading);
  const { currency, owedMinor, forecastMinor, tier } = credits;
  const between = (low: number, minor: number, high: number): Fact['value'] => ({
    kind: 'money',
    currency,
    minor,
    range: { low, high, level: null },
  });
  return [
    { key: 'owed', label: say.owed, value: between(owedMinor.low, owedMinor.low, owedMinor.high) },
    ...(forecastMinor
      ? [
          {
            key: 'forecast',
            label: say.forecast,
            value: between(forecastMinor.low, forecastMinor.likely, forecastMinor.high),
          },
        ]
      : []),
    {
      key: 'tier',
      label: say.tier,
      value: text(tier ? say.tierText(percent(tier.below), percent(tier.share)) : say.noTier),
    },
    { key: 'fee', label: say.fee, value: money(credits.feeMinor, currency) },
    { key: 'cap', label: say.cap, value: money(credits.capMinor, currency) },
    { key: 'claimUntil', label: say.claimUntil, value: instant(credits.claimUntil) },
    { key: 'why', label: say.why, value: said(credits.why, reading.language) },
  ];
}

function totals({ totals: all, moneyHidden }: Report, words: Words): Fact[] {
  const { totals: say } = words;
  return [
    ...(moneyHidden ? [] : [{ key: 'money', label: say.money, value: estimated(all.money, say.unknown) }]),
    {
      key: 'customers',
      label: say.customers,
      value: all.customersLost === null ? none(say.unknown) : count(all.customersLost),
    },
    { key: 'outages', label: say.outages, value: count(all.outages) },
    { key: 'overdue', label: say.overdue, value: count(all.overdue) },
  ];
}
