import type { Reconciliation } from '../../report-contract.ts';
import type { Block, Section, Table, Value } from '../document.ts';
import { column, count, estimated, money, none, said, seconds, text, written } from '../values.ts';
import type { Words } from '../words/report-words.ts';
import { gapWords } from './gap-notes.ts';
import type { Telling } from './telling.ts';

const section = (id: 'vendors' | 'invest' | 'measures' | 'reconciliation', words: Words, blocks: Block[]): Section => ({
  id,
  title: words.sections[id],
  blocks: blocks.length > 0 ? blocks : [{ kind: 'paragraph', text: words[id].none }],
});

/** A row a vendor: what came from it, and whether its announced windows were kept. */
export function vendorsSection(telling: Telling): Section {
  const { report, words } = telling;
  const { vendors: say } = words;
  if (report.vendors.length === 0) return section('vendors', words, []);
  const shown = !report.moneyHidden;
  const table: Table = {
    kind: 'table',
    id: 'vendors',
    caption: say.caption,
    columns: [
      column('vendor', say.vendor, 'text', 22),
      column('outages', say.outages, 'count', 11),
      column('down', say.down, 'seconds', 13),
      column('share', say.share, 'percent', 15),
      ...(shown ? [column('money', say.money, 'money', 19, { ranged: true })] : []),
      column('kept', say.kept, 'count', 10),
      column('overrun', say.overrun, 'count', 11),
    ],
    rowKeys: report.vendors.map(({ vendor }) => vendor),
    rows: report.vendors.map((one): Value[] => [
      one.vendor === '' ? said(one.displayName, telling.reading.language) : written(one.displayName || one.vendor),
      count(one.outages),
      seconds(one.downSeconds),
      one.shareOfDown === null ? none(say.noDown) : { kind: 'percent', fraction: one.shareOfDown },
      ...(shown ? [estimated(one.money, words.totals.unknown)] : []),
      count(one.plannedWindows.kept),
      count(one.plannedWindows.overrun),
    ]),
    ...(shown ? { note: gapWords(telling).join(' ') } : {}),
  };
  return section('vendors', words, [table]);
}

/** Which component is worth one more nine. Left out where amounts are. */
export function investSection(telling: Telling): Section {
  const { report, words } = telling;
  const { invest: say } = words;
  if (report.moneyHidden || report.invest.length === 0) {
    const why = report.moneyHidden ? words.moneyHidden : say.none;
    return section('invest', words, [{ kind: 'paragraph', text: why }]);
  }
  const table: Table = {
    kind: 'table',
    id: 'invest',
    caption: say.caption,
    columns: [
      column('component', say.component, 'text', 26),
      column('perYear', say.perYear, 'money', 30, { ranged: true }),
      column('why', say.why, 'text', 44),
    ],
    rowKeys: report.invest.map(({ component }) => component),
    rows: report.invest.map((one) => [
      written(one.displayName || one.component),
      estimated(one.perYear, words.totals.unknown),
      said(one.why, telling.reading.language),
    ]),
    note: gapWords(telling).join(' '),
  };
  return section('invest', words, [table]);
}

/** The five key measures of each product. */
export function measuresSection({ report, words, reading: { language } }: Telling): Section {
  const { measures: say } = words;
  const rows = report.keyMeasures.flatMap(({ product, measures }) =>
    measures.map((one): Value[] => [
      written(product),
      said(one.displayName || one.name, language),
      said(one.value, language),
      said(one.unit, language),
      said(one.why, language),
    ]),
  );
  if (rows.length === 0) return section('measures', words, []);
  const table: Table = {
    kind: 'table',
    id: 'measures',
    caption: say.caption,
    columns: [
      column('product', say.product, 'text', 15),
      column('measure', say.measure, 'text', 25),
      column('value', say.value, 'text', 15),
      column('unit', say.unit, 'text', 13),
      column('why', say.why, 'text', 32),
    ],
    rowKeys: report.keyMeasures.flatMap(({ product, measures }) => measures.map(({ name }) => `${product} ${name}`)),
    rows,
  };
  return section('measures', words, [table]);
}

/** What was booked against what was counted, day by day, and the gap. */
export function reconciliationSection({ report, words }: Telling): Section {
  if (report.moneyHidden) return section('reconciliation', words, [{ kind: 'paragraph', text: words.moneyHidden }]);
  return section(
    'reconciliation',
    words,
    report.reconciliation.flatMap((one) => reconciled(one, words)),
  );
}

function reconciled(of: Reconciliation, words: Words): Block[] {
  const { currency, days, bookedMinor, countedMinor, gap, product } = of;
  const { reconciliation: say } = words;
  const name = product === undefined ? currency : `${product} ${currency}`;
  const both = (booked: number, counted: number): Value[] => [
    money(booked, currency),
    money(counted, currency),
    money(counted - booked, currency),
  ];
  const percent: Value = gap === null ? none() : { kind: 'number', value: Math.round(gap * 1e5) / 1e3, unit: '%' };
  const table: Table = {
    kind: 'table',
    id: `reconciliation ${name}`,
    caption: say.caption(name),
    columns: [
      column('day', say.day, 'day', 22),
      column('booked', say.booked, 'money', 26),
      column('counted', say.counted, 'money', 26),
      column('difference', say.difference, 'money', 26),
    ],
    rowKeys: days.map(({ day }) => day),
    rows: days.map(({ day, bookedMinor: booked, countedMinor: counted }): Value[] =>
      counted === null
        ? [{ kind: 'day', day }, money(booked, currency), none(say.nothing), none()]
        : [{ kind: 'day', day }, ...both(booked, counted)],
    ),
  };
  const [booked, counted, difference] = both(bookedMinor, countedMinor);
  return [
    {
      kind: 'facts',
      id: `reconciled ${name}`,
      facts: [
        { key: 'total', label: say.total, value: text(name) },
        { key: 'booked', label: say.booked, value: booked! },
        { key: 'counted', label: say.counted, value: counted! },
        { key: 'difference', label: say.difference, value: difference! },
        { key: 'gap', label: say.gap, value: percent },
      ],
    },
    table,
  ];
}
