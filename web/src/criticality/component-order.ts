import type { ComponentRow } from '../../../src/features/criticality/page-contract.ts';
import type { Worth } from '../design/format/worth.ts';
import { type Order, orderRows } from '../design/table/rows.ts';
import { levelRank } from './levels.ts';

const keys = {
  name: ({ displayName }) => displayName,
  declared: ({ declared }) => levelRank(declared),
  derived: ({ derived }) => levelRank(derived),
  observed: ({ observed }) => levelRank(observed),
  availability: ({ unavailability }) => unavailability,
  contract: ({ contract }) => contract.score / Math.max(1, contract.of),
  hints: ({ hints }) => hints.pageRank,
  findings: ({ errors, warnings }) => errors * 10_000 + warnings,
} satisfies Record<string, (row: ComponentRow) => number | string | null>;

const amounts = {
  risk: ({ valueAtRiskPerHour }) => valueAtRiskPerHour,
  dearest: ({ dearestHour }) => dearestHour,
  nine: ({ nextNinePerYear }) => nextNinePerYear,
} satisfies Record<string, (row: ComponentRow) => Worth | null>;

/** What components can be sorted by, in words, and which way comes first. */
export const componentOrders = [
  { id: 'risk', name: 'At risk an hour', first: 'descending' },
  { id: 'dearest', name: 'At risk in the dearest hour', first: 'descending' },
  { id: 'nine', name: 'Worth of the next nine', first: 'descending' },
  { id: 'name', name: 'Name', first: 'ascending' },
  { id: 'declared', name: 'Declared level', first: 'ascending' },
  { id: 'derived', name: 'Derived level', first: 'ascending' },
  { id: 'observed', name: 'Observed level', first: 'ascending' },
  { id: 'availability', name: 'Availability, worst first', first: 'descending' },
  { id: 'contract', name: 'Service contract', first: 'ascending' },
  { id: 'hints', name: 'Structural hint', first: 'ascending' },
  { id: 'findings', name: 'Findings', first: 'descending' },
] as const;

/** Components in an order. Amounts of different currencies are never compared: each currency stands by itself, the commonest first. */
export function orderComponents(rows: readonly ComponentRow[], order: Order): readonly ComponentRow[] {
  if (order.column in amounts) return byAmount(rows, amounts[order.column as keyof typeof amounts], order.direction);
  if (order.column in keys) return orderRows(rows, keys[order.column as keyof typeof keys], order.direction);
  return rows;
}

function byAmount(
  rows: readonly ComponentRow[],
  of: (row: ComponentRow) => Worth | null,
  direction: Order['direction'],
): ComponentRow[] {
  const currencies = new Map<string | null, ComponentRow[]>();
  for (const row of rows) {
    const currency = of(row)?.currency ?? null;
    const group = currencies.get(currency);
    if (group) group.push(row);
    else currencies.set(currency, [row]);
  }
  const groups = [...currencies].sort(
    ([a, left], [b, right]) => Number(a === null) - Number(b === null) || right.length - left.length,
  );
  return groups.flatMap(([, group]) => orderRows(group, (row) => of(row)?.value ?? null, direction));
}
