import type { ReactNode } from 'react';
import type { ObjectivePage } from '../../../src/features/objectives/slo-contract.ts';
import { durationText } from '../design/format/times.ts';
import { Time } from '../design/numbers.tsx';
import { Panel } from '../design/panel.tsx';
import { DataTable, type TableColumn } from '../design/table/data-table.tsx';
import { minutesText, severityWords } from './objective-words.ts';

type Alert = ObjectivePage['alerts'][number];

/** Burn alerts of the past, newest first. */
export function AlertPanel({ page: { alerts, asOf, window } }: { page: ObjectivePage }): ReactNode {
  const now = Date.parse(asOf ?? window.to);
  return (
    <Panel title="Burn alerts before">
      {alerts.length === 0 ? (
        <p className="panel-empty muted">None yet: it never burned fast enough to call somebody or open a ticket.</p>
      ) : (
        <DataTable
          label="Burn alerts before"
          columns={columnsUntil(now)}
          rows={alerts}
          rowId={({ from, longMinutes, severity }) => `${from} ${longMinutes} ${severity}`}
          pageSize={15}
        />
      )}
    </Panel>
  );
}

const columnsUntil = (now: number): TableColumn<Alert>[] => [
  {
    id: 'from',
    name: 'From',
    names: true,
    sortBy: ({ from }) => Date.parse(from),
    cell: ({ from }) => <Time at={Date.parse(from)} near={now} />,
  },
  {
    id: 'to',
    name: 'To',
    cell: ({ to }) => (to === null ? <strong>goes on</strong> : <Time at={Date.parse(to)} near={now} />),
  },
  {
    id: 'lasted',
    name: 'Lasted',
    align: 'end',
    sortBy: ({ from, to }) => (to === null ? now : Date.parse(to)) - Date.parse(from),
    cell: ({ from, to }) => durationText((to === null ? now : Date.parse(to)) - Date.parse(from)),
  },
  { id: 'window', name: 'Window', align: 'end', cell: ({ longMinutes }) => minutesText(longMinutes) },
  { id: 'severity', name: 'What it does', cell: ({ severity }) => severityWords[severity] },
];
