import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { HealthAnswer, SourceHealth } from '../../../src/features/signals/health-contract.ts';
import { sourceWords } from '../balance/process-view.ts';
import { countText, plural } from '../design/format/numbers.ts';
import { durationText } from '../design/format/times.ts';
import { State } from '../design/icons.tsx';
import { Panel } from '../design/panel.tsx';
import { DataTable, type TableColumn } from '../design/table/data-table.tsx';
import { refusalWords } from '../sources/refusal-words.ts';

const order = { silent: 0, never: 1, alive: 2 } as const;

/** The sources, silent ones first, with what was refused of them. */
export function HealthSources({ health }: { health: HealthAnswer }): ReactNode {
  const sources = health.sources.toSorted((a, b) => order[a.state] - order[b.state]);
  return (
    <Panel title="Sources" aside={<Link href="/sources">All about sources</Link>}>
      {sources.length === 0 ? (
        <p className="panel-empty muted">Nothing is known of the sources now.</p>
      ) : (
        <DataTable
          label="Sources"
          columns={columnsFor(Date.parse(health.asOf))}
          rows={sources}
          rowId={({ name }) => name}
          rowTone={({ state }) => (state === 'silent' ? 'unknown-row' : undefined)}
          pageSize={15}
        />
      )}
    </Panel>
  );
}

function columnsFor(asOf: number): TableColumn<SourceHealth>[] {
  return [
    {
      id: 'name',
      name: 'Source',
      names: true,
      sortBy: ({ name }) => name,
      cell: ({ name }) => <Link href={`/sources/${encodeURIComponent(name)}`}>{name}</Link>,
    },
    {
      id: 'state',
      name: 'State',
      sortBy: ({ state }) => state,
      cell: ({ state }) => <State {...sourceWords[state]}>{sourceWords[state].word}</State>,
    },
    {
      id: 'last',
      name: 'Last heard',
      sortBy: ({ lastArrival }) => (lastArrival === null ? null : Date.parse(lastArrival)),
      cell: ({ lastArrival }) =>
        lastArrival === null ? (
          <span className="muted">never</span>
        ) : (
          `${durationText(asOf - Date.parse(lastArrival))} ago`
        ),
    },
    {
      id: 'series',
      name: 'Series',
      align: 'end',
      sortBy: ({ series }) => series,
      cell: ({ series, seriesLimit }) => `${countText(series)} / ${countText(seriesLimit)}`,
    },
    {
      id: 'refused',
      name: 'Refused since the start',
      cell: ({ refusals }) =>
        refusals.length === 0 ? (
          <span className="muted none">–</span>
        ) : (
          <span className="stack">
            {refusals
              .toSorted((a, b) => b.count - a.count)
              .slice(0, 3)
              .map(({ code, entrance, count }) => (
                <small key={`${entrance} ${code}`}>
                  {plural(count, 'row', 'rows')}: {refusalWords(code)}
                </small>
              ))}
          </span>
        ),
    },
  ];
}
