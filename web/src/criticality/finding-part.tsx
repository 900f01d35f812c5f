import { type ReactNode, useMemo } from 'react';
import type { CriticalityPage } from '../../../src/features/criticality/page-contract.ts';
import { plural } from '../design/format/numbers.ts';
import { FindingList } from './finding-list.tsx';
import { type FindingsAsked, findingWords, sortFindings } from './finding-words.ts';

/** What the graph, what was seen and what is written down disagree about: errors first, accepted ones folded. */
export function FindingPart({
  page,
  asked,
  onAsk,
}: {
  page: CriticalityPage;
  asked: FindingsAsked;
  onAsk: (change: Record<string, string>) => void;
}): ReactNode {
  const { findings } = page;
  const { open, accepted } = useMemo(() => sortFindings(findings, asked), [findings, asked]);
  const kinds = useMemo(() => [...new Set(findings.map(({ code }) => code))], [findings]);
  const errors = open.filter(({ severity }) => severity === 'error').length;
  const isFiltered = asked.text !== '' || asked.severity !== '' || asked.kind !== '';
  return (
    <section className="panel" aria-label="Findings">
      <div className="criticality-filters">
        <label className="field wide">
          <span>Find</span>
          <input
            type="search"
            value={asked.text}
            placeholder="Name, or what it says"
            onChange={(event) => onAsk({ text: event.currentTarget.value })}
          />
        </label>
        <label className="field">
          <span>Severity</span>
          <select value={asked.severity} onChange={(event) => onAsk({ severity: event.currentTarget.value })}>
            <option value="">Any</option>
            <option value="error">Errors</option>
            <option value="warning">Warnings</option>
          </select>
        </label>
        <label className="field">
          <span>Kind</span>
          <select value={asked.kind} onChange={(event) => onAsk({ kind: event.currentTarget.value })}>
            <option value="">Any</option>
            {kinds.map((code) => (
              <option key={code} value={code}>
                {findingWords[code]}
              </option>
            ))}
          </select>
        </label>
      </div>
      <p role="status" className="criticality-count muted small">
        {plural(errors, 'error')}, {plural(open.length - errors, 'warning')}
        {accepted.length > 0 && `, ${accepted.length} accepted`}
      </p>
      {open.length === 0 ? (
        <div className="panel-empty criticality-none">
          <p>{isFiltered ? 'No open finding answers to all of this.' : 'Nothing is left to find: all of it agrees.'}</p>
          {isFiltered && (
            <button type="button" className="button" onClick={() => onAsk({ text: '', severity: '', kind: '' })}>
              Show all findings
            </button>
          )}
        </div>
      ) : (
        <FindingList key={`${asked.text} ${asked.severity} ${asked.kind}`} label="Open findings" findings={open} />
      )}
      {accepted.length > 0 && (
        <details className="accepted-findings">
          <summary>{plural(accepted.length, 'accepted finding')}</summary>
          <FindingList label="Accepted findings" findings={accepted} />
        </details>
      )}
    </section>
  );
}
