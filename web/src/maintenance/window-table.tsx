import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { WindowShown } from '../../../src/features/outages/maintenance/maintenance-contract.ts';
import { durationText } from '../design/format/times.ts';
import { State } from '../design/icons.tsx';
import { DataTable, type TableColumn } from '../design/table/data-table.tsx';
import { DayTime } from '../ledger/day-time.tsx';
import { outagePath } from '../ledger/subject-text.ts';
import { answersOf, noticeText, overrunText, windowStates } from './window-words.ts';

/** Windows of maintenance, those to come or those that were. */
export function WindowTable({ label, windows }: { label: string; windows: readonly WindowShown[] }): ReactNode {
  return (
    <DataTable
      label={label}
      columns={columns}
      rows={windows}
      rowId={({ name, from }) => `${name} ${from}`}
      rowTone={({ state }) => (state === 'overrun' ? 'loss-row' : undefined)}
      pageSize={20}
      cardsBelow={1000}
    />
  );
}

const columns: TableColumn<WindowShown>[] = [
  {
    ...{ id: 'window', name: 'Window', names: true },
    sortBy: ({ from }) => Date.parse(from),
    cell: ({ displayName, from, to }) => (
      <span className="stack">
        <strong>{displayName}</strong>
        <span className="window-time">
          <DayTime at={Date.parse(from)} />, {durationText(Date.parse(to) - Date.parse(from))}
        </span>
      </span>
    ),
  },
  {
    ...{ id: 'subjects', name: 'Stands still' },
    cell: ({ subjects, vendor }) => (
      <span className="stack window-subjects">
        <span>{subjects.map(({ displayName }) => displayName).join(', ') || 'nothing'}</span>
        <small className="muted">{vendor ? `by ${vendor.displayName}` : 'our own work'}</small>
      </span>
    ),
  },
  {
    ...{ id: 'announced', name: 'Announced' },
    sortBy: ({ announcedAt }) => (announcedAt === null ? null : Date.parse(announcedAt)),
    cell: (window) => (
      <span className="stack">
        {window.announced === 'late' ? (
          <State tone="loss" icon="loss">
            Late
          </State>
        ) : (
          <span>{window.announced === 'in-time' ? 'In time' : 'Not yet'}</span>
        )}
        <small className="muted">{noticeText(window)}</small>
      </span>
    ),
  },
  {
    ...{ id: 'state', name: 'State' },
    sortBy: ({ overrunSeconds }) => overrunSeconds,
    cell: (window) => (
      <span className="stack">
        <State tone={windowStates[window.state].tone} icon={windowStates[window.state].icon}>
          {windowStates[window.state].word}
        </State>
        {window.overrunSeconds > 0 && <small>{overrunText(window)}</small>}
        <Entries window={window} />
      </span>
    ),
  },
  {
    ...{ id: 'answers', name: 'Mute, switch off, banner' },
    cell: (window) => (
      <dl className="window-answers">
        {answersOf(window).map(({ question, answer }) => (
          <div key={question}>
            <dt>{question}</dt>
            <dd>{answer}</dd>
          </div>
        ))}
      </dl>
    ),
  },
];

/** Where it stands in the ledger: what went on of it first. */
function Entries({ window: { outages, surplus, displayName } }: { window: WindowShown }): ReactNode {
  const id = surplus[0] ?? outages[0];
  if (id === undefined) return null;
  return (
    <Link
      className="small window-time"
      href={outagePath(id)}
      aria-label={`${surplus.length > 0 ? 'what went on' : 'in the ledger'}: ${displayName}`}
    >
      {surplus.length > 0 ? 'what went on' : 'in the ledger'}
    </Link>
  );
}
