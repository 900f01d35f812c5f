import '../access/form/form.css';
import '../access/people.css';
import './audit.css';
import { useInfiniteQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useMemo } from 'react';
import { useSearchParams } from 'wouter';
import { auditFilePath, auditLog } from '../api/audit.ts';
import { countText } from '../design/format/numbers.ts';
import { ProblemNote } from '../design/problem-note.tsx';
import { AuditFilters } from './audit-filters.tsx';
import { AuditList } from './audit-list.tsx';
import { type AuditAsked, askedIn, filtersOf } from './audit-question.ts';

/** Everything that was written or refused, by whom and from where. The question stands in the address. */
export default function AuditPage(): ReactNode {
  const [search, setSearch] = useSearchParams();
  const asked = useMemo(() => askedIn(search), [search]);
  const filters = useMemo(() => filtersOf(asked, Date.now()), [asked]);
  const log = useInfiniteQuery(auditLog(filters));
  useEffect(() => {
    document.title = 'Audit · Waga';
  }, []);
  const ask = (changed: Partial<Record<keyof AuditAsked, string>>): void =>
    setSearch((now) => {
      const next = new URLSearchParams(now);
      for (const [name, value] of Object.entries(changed))
        value === '' || value === 'all' ? next.delete(name) : next.set(name, value);
      return next;
    });
  const entries = log.data?.pages.flatMap((page) => page.entries) ?? [];
  const isFiltered = search.size > 0;
  return (
    <>
      <div className="page-head">
        <h1>Audit</h1>
        <p className="muted small">Every write and every refusal, newest first. Nothing here can be changed.</p>
        <div className="export-links">
          <a className="button" href={auditFilePath(filters, 'csv')} download>
            Export CSV
          </a>
          <a className="button" href={auditFilePath(filters, 'ndjson')} download>
            Export NDJSON
          </a>
        </div>
      </div>
      <section className="panel" aria-label="Audit log">
        <AuditFilters key={`${asked.text} ${asked.who}`} asked={asked} onAsk={ask} />
        {log.data ? (
          <>
            <p role="status" className="audit-count muted small">
              {entries.length === 0 ? '' : `${countText(entries.length)}${log.hasNextPage ? ' newest' : ''} entries`}
            </p>
            {entries.length === 0 ? (
              <div className="panel-empty audit-empty">
                <p>{isFiltered ? 'Nothing in the log answers to this.' : 'Nothing has been written yet.'}</p>
                {isFiltered && (
                  <button type="button" className="button" onClick={() => setSearch(new URLSearchParams())}>
                    Show everything
                  </button>
                )}
              </div>
            ) : (
              <AuditList entries={entries} onAsk={ask} />
            )}
            {log.error && <ProblemNote problem={log.error} onRetry={() => void log.fetchNextPage()} />}
            {log.hasNextPage && (
              <div className="audit-more">
                <button
                  type="button"
                  className="button"
                  disabled={log.isFetchingNextPage}
                  onClick={() => void log.fetchNextPage()}
                >
                  {log.isFetchingNextPage ? 'Asking for older entries…' : 'Show older entries'}
                </button>
              </div>
            )}
          </>
        ) : log.error ? (
          <ProblemNote problem={log.error} onRetry={() => void log.refetch()} />
        ) : (
          <div className="skeleton list-skeleton" />
        )}
      </section>
    </>
  );
}
