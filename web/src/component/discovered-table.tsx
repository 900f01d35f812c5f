import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { ComparedDependency } from '../../../src/features/balance/component-page-contract.ts';
import { bucketStart, day, hour } from '../../../src/maths/instants.ts';
import { componentDependencies } from '../api/things.ts';
import { countText, shareText } from '../design/format/numbers.ts';
import { State } from '../design/icons.tsx';
import { Time } from '../design/numbers.tsx';
import { Panel } from '../design/panel.tsx';
import { ProblemNote } from '../design/problem-note.tsx';
import { DataTable, type TableColumn } from '../design/table/data-table.tsx';

/** Whom it calls and who calls it: as declared, as traces of the last day show it, or both. */
export function DiscoveredTable({ component, asOf }: { component: string; asOf: number }): ReactNode {
  const to = bucketStart(asOf, hour) + hour;
  const answer = useQuery(componentDependencies(component, { from: to - day, to }));
  return (
    <Panel title="Declared and seen" note="What the catalogue declares beside what traces of the last 24 hours show.">
      {answer.error && !answer.data && <ProblemNote problem={answer.error} onRetry={() => void answer.refetch()} />}
      {!answer.error && !answer.data && <div className="skeleton panel-skeleton" />}
      {answer.data?.dependencies.length === 0 && (
        <p className="panel-empty muted">
          Nothing is declared, and no trace shows a call. Traces are sent to <code>/v1/traces</code>.
        </p>
      )}
      {answer.data && answer.data.dependencies.length > 0 && (
        <DataTable
          label="Dependencies declared and seen"
          columns={columnsFor(asOf)}
          rows={answer.data.dependencies}
          rowId={({ direction, name }) => `${direction} ${name}`}
          rowTone={({ declared }) => (declared ? undefined : 'alarm-row')}
          pageSize={20}
          cardsBelow={860}
        />
      )}
    </Panel>
  );
}

/** Whether traces and catalogue agree, in words. */
export function agreementWords({ declared, seen }: Pick<ComparedDependency, 'declared' | 'seen'>): string {
  if (declared) return seen === null ? 'declared, not seen' : 'declared and seen';
  return 'seen, not declared';
}

function columnsFor(asOf: number): TableColumn<ComparedDependency>[] {
  const isWhole = (one: ComparedDependency): boolean => one.seen !== null && one.seen.sampling !== 'unknown';
  return [
    {
      id: 'name',
      name: 'Other side',
      names: true,
      sortBy: ({ name }) => name,
      cell: ({ name, component, direction }) => (
        <span className="stack">
          {component === null ? (
            <strong>{name}</strong>
          ) : (
            <Link href={`/components/${encodeURIComponent(component)}`}>
              <strong>{name}</strong>
            </Link>
          )}
          <small className="muted">
            {direction === 'calls' ? 'is called by it' : 'calls it'}
            {component === null && ', no component of the catalogue'}
          </small>
        </span>
      ),
    },
    {
      id: 'agreement',
      name: 'Agreement',
      sortBy: agreementWords,
      cell: (one) => (
        <State
          tone={!one.declared ? 'alarm' : one.seen === null ? 'unknown' : 'calm'}
          icon={!one.declared ? 'alarm' : one.seen === null ? 'none' : 'calm'}
        >
          {agreementWords(one)}
        </State>
      ),
    },
    {
      id: 'calls',
      name: 'Calls',
      align: 'end',
      sortBy: ({ seen }) => seen?.calls ?? null,
      cell: (one) =>
        one.seen === null ? (
          <span className="muted none">–</span>
        ) : isWhole(one) ? (
          `${one.seen.sampling === 'threshold' ? 'about ' : ''}${countText(one.seen.calls)}`
        ) : (
          <span className="muted">sampled, not counted</span>
        ),
    },
    {
      id: 'errors',
      name: 'Failed',
      align: 'end',
      sortBy: ({ seen }) => (seen && seen.calls > 0 ? seen.errors / seen.calls : null),
      cell: ({ seen }) =>
        seen === null || seen.calls === 0 ? <span className="muted none">–</span> : shareText(seen.errors / seen.calls),
    },
    {
      id: 'p95',
      name: '95% within',
      align: 'end',
      sortBy: ({ seen }) => seen?.p95Ms ?? null,
      cell: ({ seen }) => (seen?.p95Ms == null ? <span className="muted none">–</span> : `${countText(seen.p95Ms)} ms`),
    },
    {
      id: 'last',
      name: 'Last seen',
      sortBy: ({ seen }) => (seen === null ? null : Date.parse(seen.lastSeen)),
      cell: ({ seen }) =>
        seen === null ? (
          <span className="muted">never in this time</span>
        ) : (
          <Time at={Date.parse(seen.lastSeen)} near={asOf} />
        ),
    },
  ];
}
