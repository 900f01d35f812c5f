import type { SubjectReport } from '../../report-contract.ts';
import type { Section, Table, Value } from '../document.ts';
import { bound, column, count, estimated, exact, none, seconds, text, written } from '../values.ts';
import type { Words } from '../words/report-words.ts';
import { gapWords } from './gap-notes.ts';
import { composites, intervals, unmeasured, windows } from './subject-details.ts';
import { keyOf, nameOf } from './subject-name.ts';
import type { Telling } from './telling.ts';

/** What was delivered of each subject, and what is known beside: how sure it is, what its components say, where nobody measured. */
export function subjectsSection(telling: Telling): Section {
  const { report, words } = telling;
  const { subjects } = report;
  const tables = [
    availability(subjects, words),
    losses(subjects, telling),
    intervals(subjects, words),
    composites(subjects, words, telling.reading.language),
    windows(subjects, words),
    unmeasured(subjects, words),
  ];
  const blocks = tables.filter(({ id, rows }) => rows.length > 0 || id === 'subjects');
  return { id: 'subjects', title: words.sections.subjects, blocks };
}

function availability(subjects: readonly SubjectReport[], words: Words): Table {
  const { subjects: say, subjectKinds } = words;
  const data = { only: 'data' } as const;
  return {
    kind: 'table',
    id: 'subjects',
    caption: say.caption,
    columns: [
      column('subject', say.subject, 'text', 22),
      column('kind', say.kind, 'text', 0, data),
      column('product', say.product, 'text', 0, data),
      column('level', say.level, 'text', 0, data),
      column('raw', say.raw, 'percent', 11),
      column('adjusted', say.adjusted, 'bound', 13),
      column('ownOnly', say.ownOnly, 'percent', 11),
      column('vendorOnly', say.vendorOnly, 'percent', 11),
      column('bothOnly', say.bothOnly, 'percent', 11),
      column('rawExact', say.rawExact, 'exact', 0, data),
      column('adjustedExact', say.adjustedExact, 'exact', 0, data),
      column('ownExact', say.ownExact, 'exact', 0, data),
      column('vendorExact', say.vendorExact, 'exact', 0, data),
      column('bothExact', say.bothExact, 'exact', 0, data),
      column('unmeasured', say.unmeasured, 'seconds', 11),
      column('down', say.down, 'seconds', 11),
      column('ownDown', say.ownDown, 'seconds', 0, data),
      column('vendorDown', say.vendorDown, 'seconds', 0, data),
      column('bothDown', say.bothDown, 'seconds', 0, data),
      column('rawDown', say.rawDown, 'seconds', 0, data),
      column('excluded', say.excluded, 'seconds', 0, data),
      column('period', say.period, 'seconds', 0, data),
      column('outages', say.outages, 'count', 0, data),
    ],
    rowKeys: subjects.map(keyOf),
    rows: subjects.map((one): Value[] => {
      const { time } = one;
      const { raw, adjusted, ownOnly, vendorOnly, bothOnly } = time;
      return [
        nameOf(one),
        text(subjectKinds[one.subject.kind]),
        one.product === null ? none() : written(one.product),
        one.level === null ? none() : written(one.level),
        { kind: 'percent', fraction: raw },
        bound(adjusted.low, adjusted.high),
        { kind: 'percent', fraction: ownOnly },
        { kind: 'percent', fraction: vendorOnly },
        { kind: 'percent', fraction: bothOnly },
        exact(raw),
        exact(adjusted.low, adjusted.high),
        exact(ownOnly),
        exact(vendorOnly),
        exact(bothOnly),
        seconds(time.unmeasuredSeconds),
        seconds(time.downSeconds),
        seconds(time.ownDownSeconds),
        seconds(time.vendorDownSeconds),
        seconds(time.bothDownSeconds),
        seconds(time.rawDownSeconds),
        seconds(time.excludedSeconds),
        seconds(time.periodSeconds),
        count(time.outages),
      ];
    }),
  };
}

function losses(subjects: readonly SubjectReport[], telling: Telling): Table {
  const { words, report } = telling;
  const { losses: say, totals } = words;
  const known = subjects.filter(({ lost, money, customersLost }) => (lost ?? money ?? customersLost) !== null);
  return {
    kind: 'table',
    id: 'losses',
    caption: say.caption,
    columns: [
      column('subject', words.subjects.subject, 'text', 26),
      column('lost', say.lost, 'number', 30, { ranged: true }),
      ...(report.moneyHidden ? [] : [column('money', say.money, 'money', 30, { ranged: true })]),
      column('customers', say.customers, 'count', 14),
    ],
    rows: known.map((one) => [
      nameOf(one),
      estimated(one.lost, totals.unknown),
      ...(report.moneyHidden ? [] : [estimated(one.money, totals.unknown)]),
      one.customersLost === null ? none(totals.unknown) : count(one.customersLost),
    ]),
    note: gapWords(telling).join(' '),
  };
}
