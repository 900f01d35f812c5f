import type { AlertRow } from '../../../src/features/balance/alert-contract.ts';
import type { Estimate } from '../../../src/maths/estimate.ts';
import { type Order, orderRows } from '../design/table/rows.ts';

const verdictRank: Record<AlertRow['verdict'], number> = { blind: 0, noisy: 1, silent: 2, unknown: 3, useful: 4 };
const share = (of: AlertRow['precision']): number | null =>
  of === null || of.denominator === 0 ? null : of.numerator / of.denominator;

const keys = {
  name: ({ name }) => name,
  kind: ({ class: of, type }) => `${of} ${type}`,
  origin: ({ origin }) => origin,
  calls: ({ pages }) => Number(pages),
  fires: ({ noise }) => noise.fires,
  pages: ({ noise }) => noise.pages,
  night: ({ noise }) => noise.pagesByNight,
  empty: ({ noise }) => noise.withoutDrop,
  precision: ({ precision }) => share(precision),
  recall: ({ recall }) => share(recall),
  verdict: ({ verdict }) => verdictRank[verdict],
} satisfies Record<string, (row: AlertRow) => number | string | null>;

const amounts = {
  caught: ({ money }) => money.caught,
  missed: ({ money }) => money.missed,
} satisfies Record<string, (row: AlertRow) => readonly Estimate[]>;

/** What alerts can be sorted by, in words, and which way comes first. */
export const alertOrders = [
  { id: 'fires', name: 'Alarms', first: 'descending' },
  { id: 'pages', name: 'Calls', first: 'descending' },
  { id: 'night', name: 'Calls by night', first: 'descending' },
  { id: 'empty', name: 'Without a drop', first: 'descending' },
  { id: 'precision', name: 'Precision, worst first', first: 'ascending' },
  { id: 'recall', name: 'Recall, worst first', first: 'ascending' },
  { id: 'caught', name: 'Money caught', first: 'descending' },
  { id: 'missed', name: 'Money missed', first: 'descending' },
  { id: 'verdict', name: 'Verdict, worst first', first: 'ascending' },
  { id: 'name', name: 'Name', first: 'ascending' },
  { id: 'kind', name: 'Kind', first: 'ascending' },
  { id: 'origin', name: 'Where it comes from', first: 'ascending' },
  { id: 'calls', name: 'Whether it calls', first: 'descending' },
] as const;

/** Alerts in an order. Amounts of different currencies are never compared: the commonest one is sorted by, others stand last. */
export function orderAlerts(rows: readonly AlertRow[], { column, direction }: Order): readonly AlertRow[] {
  if (column in keys) return orderRows(rows, keys[column as keyof typeof keys], direction);
  if (!(column in amounts)) return rows;
  const of = amounts[column as keyof typeof amounts];
  const unit = commonest(rows.flatMap((row) => of(row).map((one) => one.unit)));
  return orderRows(rows, (row) => of(row).find((one) => one.unit === unit)?.value ?? null, direction);
}

function commonest(texts: readonly string[]): string | null {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].reduce<[string | null, number]>((best, one) => (one[1] > best[1] ? one : best), [null, 0])[0];
}
