import type { ReactNode } from 'react';
import { countText } from '../format/numbers.ts';

/** Previous and next, with which rows are shown; nothing when all fit on one page. */
export function Pages({
  of,
  total,
  page,
  pageSize,
  onPage,
}: {
  of: string;
  total: number;
  page: number;
  pageSize: number;
  onPage: (page: number) => void;
}): ReactNode {
  if (total <= pageSize) return null;
  const first = page * pageSize + 1;
  const last = Math.min(total, first + pageSize - 1);
  return (
    <nav className="pages" aria-label={`Pages of ${of}`}>
      <span role="status" className="muted small">
        {countText(first)}–{countText(last)} of {countText(total)}
      </span>
      <button type="button" className="button" disabled={page === 0} onClick={() => onPage(page - 1)}>
        Previous
      </button>
      <button type="button" className="button" disabled={last === total} onClick={() => onPage(page + 1)}>
        Next
      </button>
    </nav>
  );
}
