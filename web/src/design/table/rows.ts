export interface Order {
  column: string;
  direction: 'ascending' | 'descending';
}

/** Sorted copy: numbers by value, texts by the reader's alphabet with numbers inside them counted, null last both ways; stable. */
export function orderRows<T>(
  rows: readonly T[],
  sortBy: (row: T) => number | string | null,
  direction: Order['direction'],
): T[] {
  const sign = direction === 'ascending' ? 1 : -1;
  const keyed = rows.map((row) => ({ row, key: sortBy(row) }));
  keyed.sort((a, b) => {
    if (a.key === null || b.key === null) return Number(a.key === null) - Number(b.key === null);
    if (typeof a.key === 'number' && typeof b.key === 'number') return sign * (a.key - b.key);
    return sign * String(a.key).localeCompare(String(b.key), 'en', { numeric: true });
  });
  return keyed.map(({ row }) => row);
}

/** The rows of a page; a page beyond the end (rows have gone) is the last one. */
export function pageOf<T>(rows: readonly T[], page: number, pageSize: number): { rows: readonly T[]; page: number } {
  const last = Math.max(0, Math.ceil(rows.length / pageSize) - 1);
  const now = Math.min(Math.max(0, page), last);
  return { rows: rows.slice(now * pageSize, (now + 1) * pageSize), page: now };
}
