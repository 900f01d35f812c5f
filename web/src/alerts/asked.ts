import type { AlertRow } from '../../../src/features/balance/alert-contract.ts';
import { matches } from '../access/matches.ts';
import type { Order } from '../design/table/rows.ts';
import { alertOrders } from './alert-order.ts';
import { origins, verdicts } from './alert-words.ts';

export const daysOffered = [7, 30, 90] as const;
export const states = { firing: 'firing now', uncatalogued: 'not catalogued', retired: 'retired', all: 'all' } as const;

/** What the address asks of the page; what it does not know is left out, so that an old link still shows something. */
export interface Asked {
  days: number;
  text: string;
  class: AlertRow['class'] | '';
  type: string;
  origin: AlertRow['origin'] | '';
  calls: 'yes' | 'no' | '';
  verdict: AlertRow['verdict'] | '';
  component: string;
  /** `''`: those in use. */
  state: keyof typeof states | '';
  sort: Order | null;
}

const among = <T extends string>(of: readonly T[], text: string | null): T | '' => of.find((one) => one === text) ?? '';
const keysOf = <T extends string>(of: Record<T, unknown>): T[] => Object.keys(of) as T[];

export function askedIn(search: URLSearchParams): Asked {
  const sort = search.get('sort') ?? '';
  const column = sort.replace(/^-/, '');
  return {
    days: daysOffered.find((days) => String(days) === search.get('days')) ?? 30,
    text: search.get('text') ?? '',
    class: among(['business', 'technical'], search.get('class')),
    type: search.get('type') ?? '',
    origin: among(keysOf(origins), search.get('origin')),
    calls: among(['yes', 'no'], search.get('calls')),
    verdict: among(keysOf(verdicts), search.get('verdict')),
    component: search.get('component') ?? '',
    state: among(keysOf(states), search.get('state')),
    sort: alertOrders.some(({ id }) => id === column)
      ? { column, direction: sort.startsWith('-') ? 'descending' : 'ascending' }
      : null,
  };
}

/** What takes every filter back. */
export const nothingAsked = {
  ...{ text: '', class: '', type: '', origin: '', calls: '', verdict: '', component: '', state: '' },
};

/** A heading pressed: its first way, then the other, then the order of the server again. */
export function nextSort(now: Order | null, column: string): string {
  const first = alertOrders.find(({ id }) => id === column)?.first ?? 'ascending';
  const text = (direction: Order['direction']): string => `${direction === 'descending' ? '-' : ''}${column}`;
  if (now?.column !== column) return text(first);
  return now.direction === first ? text(first === 'ascending' ? 'descending' : 'ascending') : '';
}

/** The alerts that answer to the filters, in the order they came. */
export function filterAlerts(rows: readonly AlertRow[], asked: Omit<Asked, 'sort' | 'days'>): readonly AlertRow[] {
  const words = asked.text.trim();
  return rows.filter(
    (row) =>
      hasState(row, asked.state) &&
      (asked.class === '' || row.class === asked.class) &&
      (asked.type === '' || row.type === asked.type) &&
      (asked.origin === '' || row.origin === asked.origin) &&
      (asked.calls === '' || row.pages === (asked.calls === 'yes')) &&
      (asked.verdict === '' || row.verdict === asked.verdict) &&
      (asked.component === '' || row.component === asked.component) &&
      (words === '' ||
        matches(words, [row.name, row.id, row.componentName ?? '', row.component ?? '', ...row.processes])),
  );
}

function hasState({ firing, inCatalog, retired }: AlertRow, state: Asked['state']): boolean {
  if (state === 'all') return true;
  if (state === 'retired') return retired !== null;
  if (state === 'firing') return firing;
  if (state === 'uncatalogued') return !inCatalog;
  return retired === null;
}
