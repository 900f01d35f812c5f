import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { Alarm } from '../../../src/features/objectives/contract.ts';
import { durationText } from '../design/format/times.ts';
import { State } from '../design/icons.tsx';
import { Time } from '../design/numbers.tsx';
import { DataTable, type TableColumn } from '../design/table/data-table.tsx';

/** Alarms, newest first; `componentName` where they are of several components. */
export function AlarmTable({
  alarms,
  asOf,
  componentName,
}: {
  alarms: readonly Alarm[];
  asOf: number;
  componentName?: (component: string) => string;
}): ReactNode {
  return (
    <DataTable
      label="Alarms of the last 30 days"
      columns={columnsFor(asOf, componentName)}
      rows={alarms}
      rowId={({ id }) => id}
      rowTone={({ endedAt }) => (endedAt === null ? 'alarm-row' : undefined)}
      pageSize={15}
    />
  );
}

function columnsFor(asOf: number, componentName: ((component: string) => string) | undefined): TableColumn<Alarm>[] {
  const lasted = ({ startedAt, endedAt }: Alarm): number =>
    (endedAt === null ? asOf : Date.parse(endedAt)) - Date.parse(startedAt);
  const began: TableColumn<Alarm> = {
    id: 'began',
    name: 'Began',
    names: true,
    sortBy: ({ startedAt }) => Date.parse(startedAt),
    cell: ({ startedAt }) => <Time at={Date.parse(startedAt)} near={asOf} />,
  };
  const component: TableColumn<Alarm> = {
    id: 'component',
    name: 'Component',
    sortBy: (alarm) => alarm.component,
    cell: (alarm) => <Link href={`/components/${alarm.component}`}>{componentName?.(alarm.component)}</Link>,
  };
  return [
    began,
    ...(componentName === undefined ? [] : [component]),
    { id: 'measure', name: 'Measure', sortBy: ({ measure }) => measure, cell: ({ measure }) => <code>{measure}</code> },
    {
      id: 'lasted',
      name: 'Lasted',
      align: 'end',
      sortBy: lasted,
      cell: (alarm) =>
        alarm.endedAt === null ? (
          <State tone="alarm" icon="alarm">
            {durationText(lasted(alarm))} so far
          </State>
        ) : (
          durationText(lasted(alarm))
        ),
    },
  ];
}
