import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { Week } from '../../../src/features/reviews/weekly-contract.ts';
import { Amounts } from '../alerts/amounts.tsx';
import { durationText } from '../design/format/times.ts';
import { State } from '../design/icons.tsx';
import { Panel } from '../design/panel.tsx';
import { DataTable, type TableColumn } from '../design/table/data-table.tsx';
import { DayTime } from '../ledger/day-time.tsx';
import { outagePath } from '../ledger/subject-text.ts';
import { reviewPath } from './review-words.ts';

type Incident = Week['incidents'][number];
type Outage = Week['outages']['ofWeek'][number];

const money = <T extends Incident | Outage>(rows: readonly T[]): TableColumn<T>[] =>
  rows.some((one) => one.money !== null)
    ? [
        {
          ...{ id: 'money', name: 'Lost', align: 'end' as const },
          sortBy: (one) => one.money?.value ?? null,
          cell: (one) => <Amounts of={one.money === null ? [] : [one.money]} />,
        },
      ]
    : [];

const minutesText = (minutes: number | null): string =>
  minutes === null ? 'lasts still' : durationText(minutes * 60_000);

export function WeekIncidents({ page: { incidents } }: { page: Week }): ReactNode {
  const wanted = incidents.filter(({ review }) => review !== 'final').length;
  return (
    <Panel
      title="Incidents"
      note={
        incidents.length === 0
          ? undefined
          : `${incidents.length} in the week, ${wanted} of them without a review that is whole.`
      }
    >
      {incidents.length === 0 ? (
        <p className="panel-empty">No incident in this week.</p>
      ) : (
        <DataTable
          label="Incidents"
          columns={incidentColumns(incidents)}
          rows={incidents}
          rowId={({ id }) => id}
          pageSize={100}
          cardsBelow={900}
        />
      )}
    </Panel>
  );
}

const incidentColumns = (rows: readonly Incident[]): TableColumn<Incident>[] => [
  {
    ...{ id: 'name', name: 'Incident', names: true },
    cell: ({ id, name, class: of, kind }) => (
      <Link href={`/incidents/${encodeURIComponent(id)}`}>
        <strong>{of ?? kind}</strong> {name}
      </Link>
    ),
  },
  {
    id: 'onset',
    name: 'Began',
    sortBy: ({ onset }) => Date.parse(onset),
    cell: ({ onset }) => <DayTime at={Date.parse(onset)} />,
  },
  {
    id: 'minutes',
    name: 'Lasted',
    align: 'end',
    sortBy: ({ minutes }) => minutes,
    cell: ({ minutes }) => minutesText(minutes),
  },
  ...money(rows),
  { id: 'paged', name: 'Called', cell: ({ paged }) => (paged ? 'yes' : 'no') },
  { id: 'state', name: 'State', cell: ({ state }) => state },
  {
    ...{ id: 'review', name: 'Review' },
    cell: ({ id, review, name }) => (
      <Link href={reviewPath(id)} aria-label={`${reviewWord[review ?? 'none']}: review of ${name}`}>
        {reviewWord[review ?? 'none']}
      </Link>
    ),
  },
];
const reviewWord = { none: 'begin it', draft: 'draft', final: 'final' } as const;

/** The outages of the week, and those of any week whose report is due. */
export function WeekOutages({ page: { outages } }: { page: Week }): ReactNode {
  const due = outages.reportsDue;
  return (
    <Panel title="Outages and reports due">
      <section className="week-part">
        <h3>Reports due</h3>
        {due.length === 0 ? <p className="muted">No report is due.</p> : <Outages label="Reports due" rows={due} />}
      </section>
      <section className="week-part">
        <h3>Outages of the week</h3>
        {outages.ofWeek.length === 0 ? (
          <p className="muted">None.</p>
        ) : (
          <Outages label="Outages of the week" rows={outages.ofWeek} />
        )}
      </section>
    </Panel>
  );
}

function Outages({ label, rows }: { label: string; rows: readonly Outage[] }): ReactNode {
  const columns: TableColumn<Outage>[] = [
    {
      ...{ id: 'subject', name: 'Outage of', names: true },
      cell: ({ id, subject }) => <Link href={outagePath(id)}>{subject}</Link>,
    },
    {
      id: 'from',
      name: 'Began',
      sortBy: ({ from }) => Date.parse(from),
      cell: ({ from }) => <DayTime at={Date.parse(from)} />,
    },
    {
      ...{ id: 'lasted', name: 'Lasted', align: 'end' },
      cell: ({ from, to }) => (to === null ? 'lasts still' : durationText(Date.parse(to) - Date.parse(from))),
    },
    { id: 'fault', name: 'Fault', cell: ({ fault }) => fault },
    { id: 'state', name: 'State', cell: ({ state }) => state },
    {
      ...{ id: 'due', name: 'Report' },
      sortBy: ({ dueAt }) => Date.parse(dueAt),
      cell: ({ dueAt, overdue }) =>
        overdue ? (
          <State tone="loss" icon="alarm">
            overdue since <DayTime at={Date.parse(dueAt)} isDay />
          </State>
        ) : (
          <span className="nowrap">
            by <DayTime at={Date.parse(dueAt)} isDay />
          </span>
        ),
    },
    ...money(rows),
  ];
  return (
    <DataTable
      label={label}
      columns={columns}
      rows={rows}
      rowId={({ id }) => id}
      rowTone={({ overdue }) => (overdue ? 'loss-row' : undefined)}
      pageSize={100}
      cardsBelow={900}
    />
  );
}
