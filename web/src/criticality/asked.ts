import type { Level } from '../../../src/features/catalog/fields.ts';
import type { ComponentRow } from '../../../src/features/criticality/page-contract.ts';
import { matches } from '../access/matches.ts';
import type { Order } from '../design/table/rows.ts';
import { componentOrders } from './component-order.ts';
import { levels, standing } from './levels.ts';

export const parts = ['components', 'processes', 'findings'] as const;
export type Part = (typeof parts)[number];

/** What the address asks of the page; what it does not know is left out, so that an old link still shows something. */
export interface Asked {
  show: Part;
  text: string;
  level: Level | 'differs' | 'none' | '';
  area: string;
  owner: string;
  /** Only what has findings. */
  findings: boolean;
  sort: Order | null;
}

export function askedIn(search: URLSearchParams): Asked {
  const level = search.get('level') ?? '';
  const sort = search.get('sort') ?? '';
  const column = sort.replace(/^-/, '');
  return {
    show: parts.find((part) => part === search.get('show')) ?? 'components',
    text: search.get('text') ?? '',
    level: ([...levels, 'differs', 'none'] as const).find((one) => one === level) ?? '',
    area: search.get('area') ?? '',
    owner: search.get('owner') ?? '',
    findings: search.get('findings') === 'only',
    sort: componentOrders.some(({ id }) => id === column)
      ? { column, direction: sort.startsWith('-') ? 'descending' : 'ascending' }
      : null,
  };
}

/** A heading pressed: its first way, then the other, then the order of the server again. */
export function nextSort(now: Order | null, column: string): string {
  const first = componentOrders.find(({ id }) => id === column)?.first ?? 'ascending';
  const text = (direction: Order['direction']): string => `${direction === 'descending' ? '-' : ''}${column}`;
  if (now?.column !== column) return text(first);
  return now.direction === first ? text(first === 'ascending' ? 'descending' : 'ascending') : '';
}

/** The components that answer to the filters, in the order they came. */
export function filterComponents(
  rows: readonly ComponentRow[],
  { text, level, area, owner, findings }: Pick<Asked, 'text' | 'level' | 'area' | 'owner' | 'findings'>,
): readonly ComponentRow[] {
  const words = text.trim();
  return rows.filter(
    (row) =>
      (!findings || row.errors + row.warnings > 0) &&
      (area === '' || row.areas.includes(area)) &&
      (owner === '' || row.owner === owner) &&
      hasLevel(row, level) &&
      (words === '' || matches(words, [row.name, row.displayName, row.type ?? '', row.owner ?? ''])),
  );
}

function hasLevel({ declared, derived, observed }: ComponentRow, level: Asked['level']): boolean {
  if (level === '') return true;
  if (level === 'none') return declared === null;
  if (level === 'differs') return standing(derived, declared) !== null || standing(observed, derived) !== null;
  return declared === level || derived === level;
}
