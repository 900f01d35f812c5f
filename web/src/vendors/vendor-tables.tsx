import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { VendorPage } from '../../../src/features/unavailability/vendors/vendor-contract.ts';
import { minute } from '../../../src/maths/instants.ts';
import { hiddenMoneyText } from '../balance/hidden-money.ts';
import { durationText } from '../design/format/times.ts';
import { State } from '../design/icons.tsx';
import { EstimateValue } from '../design/numbers.tsx';
import { DataTable, type TableColumn } from '../design/table/data-table.tsx';
import { DayTime } from '../ledger/day-time.tsx';

type Outage = VendorPage['outageList'][number];
type Window = VendorPage['windowList'][number];

/** Their outages in the ledger. */
export function OutageTable({ page }: { page: VendorPage }): ReactNode {
  const columns: TableColumn<Outage>[] = [
    {
      ...{ id: 'outage', name: 'Outage', names: true },
      sortBy: ({ from }) => Date.parse(from),
      cell: ({ id, subject, from, to }) => (
        <span className="stack">
          <Link href={`/ledger/${encodeURIComponent(id)}`}>
            <strong>{subject}</strong>
          </Link>
          <small className="muted">
            <DayTime at={Date.parse(from)} />
            {to === null ? ', goes on' : `, ${durationText(Date.parse(to) - Date.parse(from))}`}
          </small>
        </span>
      ),
    },
    {
      ...{ id: 'cause', name: 'Cause' },
      cell: ({ cause, fault }) => (
        <span className="stack vendor-cause">
          <span>{cause === '' ? <span className="muted">not written yet</span> : cause}</span>
          {fault === 'both' && <small className="muted">their fault and ours</small>}
        </span>
      ),
    },
    {
      ...{ id: 'money', name: 'Lost' },
      sortBy: ({ money }) => money?.value ?? null,
      cell: ({ money, subject }) =>
        money ? (
          <EstimateValue className="money" estimate={money} label={`${subject}: money lost`} />
        ) : (
          <span className="muted">{page.moneyHidden ? hiddenMoneyText : 'not known'}</span>
        ),
    },
  ];
  return (
    <DataTable label="Their outages" columns={columns} rows={page.outageList} rowId={({ id }) => id} pageSize={20} />
  );
}

const windowColumns: TableColumn<Window>[] = [
  {
    ...{ id: 'window', name: 'Window', names: true },
    sortBy: ({ from }) => Date.parse(from),
    cell: ({ name, from, to }) => (
      <span className="stack vendor-cause">
        <strong>{name}</strong>
        <small className="muted">
          <DayTime at={Date.parse(from)} />, {durationText(Date.parse(to) - Date.parse(from))}
        </small>
      </span>
    ),
  },
  {
    ...{ id: 'announced', name: 'Announced' },
    cell: ({ inTime }) =>
      inTime === null ? (
        <span className="muted">not yet</span>
      ) : inTime ? (
        'In time'
      ) : (
        <State tone="alarm" icon="alarm">
          Late
        </State>
      ),
  },
  {
    ...{ id: 'kept', name: 'How it went' },
    sortBy: ({ overrunMinutes }) => overrunMinutes,
    cell: ({ state, overrunMinutes }) =>
      overrunMinutes > 0 ? (
        <State tone="loss" icon="loss">
          Overrun by {durationText(overrunMinutes * minute)}
        </State>
      ) : (
        state
      ),
  },
];

/** Their planned windows. */
export function WindowTable({ windows }: { windows: readonly Window[] }): ReactNode {
  return (
    <DataTable
      label="Their windows"
      columns={windowColumns}
      rows={windows}
      rowId={({ name, from }) => `${name} ${from}`}
      pageSize={20}
    />
  );
}
