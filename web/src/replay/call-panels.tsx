import type { ReactNode } from 'react';
import type { ReplayAnswer, ReplayCall } from '../../../src/features/balance/replay-contract.ts';
import { plural } from '../design/format/numbers.ts';
import { durationText } from '../design/format/times.ts';
import { Panel } from '../design/panel.tsx';
import { DataTable, type TableColumn } from '../design/table/data-table.tsx';
import { DayTime } from '../ledger/day-time.tsx';

type Moved = ReplayAnswer['moved'][number];

/** The calls and tickets that differ: which would be gone, which would come, which would come at another time. */
export function CallPanels({ answer: { gone, added, moved } }: { answer: ReplayAnswer }): ReactNode {
  if (gone.length + added.length + moved.length === 0) {
    return (
      <Panel title="What would differ">
        <p className="panel-empty">Nothing: every call and ticket comes as before, at the same minute.</p>
      </Panel>
    );
  }
  return (
    <>
      <Calls title="Gone" note="would not have come" rows={gone} />
      <Calls title="Added" note="would have come besides" rows={added} />
      {moved.length > 0 && (
        <Panel title="Moved" note={`${plural(moved.length, 'call')} would have come at another time.`}>
          <DataTable
            label="Moved calls"
            columns={movedColumns}
            rows={moved}
            rowId={({ before }) => `${before.incident} ${before.at} ${before.name}`}
            pageSize={10}
          />
        </Panel>
      )}
    </>
  );
}

function Calls({ title, note, rows }: { title: string; note: string; rows: readonly ReplayCall[] }): ReactNode {
  if (rows.length === 0) return null;
  return (
    <Panel title={title} note={`${plural(rows.length, 'call or ticket', 'calls and tickets')} ${note}.`}>
      <DataTable
        label={`${title} calls and tickets`}
        columns={columns}
        rows={rows}
        rowId={({ at, name, incident }) => `${incident} ${at} ${name}`}
        pageSize={10}
      />
    </Panel>
  );
}

const columns: TableColumn<ReplayCall>[] = [
  {
    ...{ id: 'says', name: 'Call', names: true },
    sortBy: ({ name }) => name,
    cell: ({ name, says }) => (
      <span className="stack call-says">
        <strong>{name}</strong>
        <span>{says}</span>
      </span>
    ),
  },
  {
    ...{ id: 'at', name: 'When' },
    sortBy: ({ at }) => Date.parse(at),
    cell: ({ at, byNight }) => (
      <span className="stack">
        <DayTime at={Date.parse(at)} />
        {byNight && <small className="muted">by night</small>}
      </span>
    ),
  },
  { id: 'way', name: 'Way', sortBy: ({ way }) => way, cell: ({ way }) => (way === 'page' ? 'call' : 'ticket') },
  {
    ...{ id: 'of', name: 'Of' },
    sortBy: ({ process, component }) => process ?? component,
    cell: ({ process, component }) => process ?? component ?? 'nothing named',
  },
  {
    ...{ id: 'drop', name: 'Tells of' },
    sortBy: ({ drop }) => Number(drop === null),
    cell: ({ drop }) => (drop === null ? <span className="muted">no P1 or P2</span> : 'a P1 or P2'),
  },
];

const movedColumns: TableColumn<Moved>[] = [
  {
    ...{ id: 'name', name: 'Call', names: true },
    sortBy: ({ before }) => before.name,
    cell: ({ before }) => <strong>{before.name}</strong>,
  },
  { id: 'before', name: 'Before', cell: ({ before }) => <DayTime at={Date.parse(before.at)} /> },
  { id: 'after', name: 'Then', cell: ({ after }) => <DayTime at={Date.parse(after.at)} /> },
  {
    ...{ id: 'by', name: 'Moved by', align: 'end' },
    sortBy: ({ before, after }) => Date.parse(after.at) - Date.parse(before.at),
    cell: ({ before, after }) => movedText(Date.parse(after.at) - Date.parse(before.at)),
  },
];

const movedText = (ms: number): string =>
  ms === 0 ? 'another way' : ms < 0 ? `${durationText(-ms)} sooner` : `${durationText(ms)} later`;
