import type { ReactNode } from 'react';
import type { EntranceHealth, HealthAnswer, RefusedCount } from '../../../src/features/signals/health-contract.ts';
import { countText } from '../design/format/numbers.ts';
import { durationText } from '../design/format/times.ts';
import { Panel } from '../design/panel.tsx';
import { DataTable, type TableColumn } from '../design/table/data-table.tsx';
import { entranceWords, refusalWords } from '../sources/refusal-words.ts';

/** What came by each way in since the start, and what was refused. */
export function ComingIn({ health }: { health: HealthAnswer }): ReactNode {
  const used = health.ingest.filter(
    ({ accepted, duplicate, refusedRows, refusedRequests }) =>
      accepted + duplicate + refusedRows.length + refusedRequests.length > 0,
  );
  return (
    <Panel
      title="What comes in, and what is refused"
      note="Since the server started. The way in says why to the sender, too."
    >
      {used.length === 0 ? (
        <p className="panel-empty muted">Nothing has come in since the server started.</p>
      ) : (
        <DataTable
          label="What comes in"
          columns={columnsFor(Date.parse(health.asOf))}
          rows={used}
          rowId={({ entrance }) => entrance}
        />
      )}
    </Panel>
  );
}

function columnsFor(asOf: number): TableColumn<EntranceHealth>[] {
  return [
    {
      id: 'way',
      name: 'Way in',
      names: true,
      sortBy: ({ entrance }) => entrance,
      cell: ({ entrance }) => entranceWords[entrance] ?? entrance,
    },
    {
      id: 'accepted',
      name: 'Kept',
      align: 'end',
      sortBy: ({ accepted }) => accepted,
      cell: ({ accepted }) => countText(accepted),
    },
    {
      id: 'duplicate',
      name: 'Repeats',
      align: 'end',
      sortBy: ({ duplicate }) => duplicate,
      cell: ({ duplicate }) => (duplicate === 0 ? <span className="muted none">–</span> : countText(duplicate)),
    },
    { id: 'rows', name: 'Rows refused', cell: ({ refusedRows }) => <Refused refused={refusedRows} asOf={asOf} /> },
    {
      id: 'requests',
      name: 'Requests refused',
      cell: ({ refusedRequests }) => <Refused refused={refusedRequests} asOf={asOf} />,
    },
  ];
}

function Refused({ refused, asOf }: { refused: readonly RefusedCount[]; asOf: number }): ReactNode {
  if (refused.length === 0) return <span className="muted none">–</span>;
  return (
    <span className="stack">
      {refused.map(({ code, count, lastAt }) => (
        <small key={code}>
          {countText(count)} × {refusalWords(code)}{' '}
          <span className="muted">
            (<code>{code}</code>, last {durationText(asOf - Date.parse(lastAt))} ago)
          </span>
        </small>
      ))}
    </span>
  );
}

/** Requests that Waga made to others; no part of the page where it makes none. */
export function Outgoing({ health }: { health: HealthAnswer }): ReactNode {
  const { outgoing = [] } = health;
  if (outgoing.length === 0) return null;
  return (
    <Panel title="What goes out" note="Requests that Waga made to others since the start.">
      <ul className="source-lines">
        {outgoing.map(({ purpose, outcome, count }) => (
          <li key={`${purpose} ${outcome}`}>
            <span>{purpose}</span>
            <span>{outcome.replaceAll('_', ' ')}</span>
            <span className="muted">{countText(count)}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
