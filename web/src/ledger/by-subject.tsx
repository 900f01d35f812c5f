import { type ReactNode, useMemo } from 'react';
import { usualPolicy } from '../../../src/features/outages/availability.ts';
import { availabilityOf } from '../../../src/features/outages/availability-of.ts';
import type { OutageRow } from '../../../src/features/outages/outage-contract.ts';
import type { EpochMs, Interval } from '../../../src/maths/instants.ts';
import { secondsText } from '../design/format/fractions.ts';
import { countText } from '../design/format/numbers.ts';
import { Panel } from '../design/panel.tsx';
import { DataTable, type TableColumn } from '../design/table/data-table.tsx';
import { ledgerRows } from './shown-rows.ts';
import { subjectText } from './subject-text.ts';

interface SubjectSum {
  text: string;
  name: string;
  kind: OutageRow['subject']['kind'];
  outages: number;
  downSeconds: number;
  excludedSeconds: number;
  overdue: number;
}

/** Who was down in the period, the longest first: the way to the figures of one. */
export function BySubject({
  outages,
  period,
  title,
  now,
  isLoaded,
  onChoose,
}: {
  outages: readonly OutageRow[];
  period: Interval;
  title: string;
  now: EpochMs;
  isLoaded: boolean;
  onChoose: (text: string) => void;
}): ReactNode {
  const { from, to } = period;
  // What is still to come was not down yet, as in the figures of one.
  const until = Math.min(to, now);
  const sums = useMemo(
    () => (from < until ? sumsOf(outages, { from, to: until }, now) : []),
    [outages, from, until, now],
  );
  const columns = useMemo(() => columnsFor(onChoose), [onChoose]);
  return (
    <Panel title="By subject" note="Choose one for its figures: raw, adjusted and unmeasured, and whose fault it was.">
      {!isLoaded ? (
        <div className="panel-skeleton skeleton" />
      ) : sums.length === 0 ? (
        <p className="panel-empty muted">Nothing was down in {title}.</p>
      ) : (
        <DataTable label="By subject" columns={columns} rows={sums} rowId={({ text }) => text} pageSize={8} />
      )}
    </Panel>
  );
}

function sumsOf(outages: readonly OutageRow[], period: Interval, now: EpochMs): SubjectSum[] {
  const begun = outages.filter(({ ends }) => Date.parse(ends.from) < period.to);
  const bySubject = Map.groupBy(begun, ({ subject }) => subjectText(subject));
  const sums = [...bySubject].map(([text, own]): SubjectSum => {
    const { downSeconds, excludedSeconds } = availabilityOf(ledgerRows(own, [], now), period, usualPolicy);
    const [{ subject, subjectName }] = own as [OutageRow];
    return {
      ...{ text, name: subjectName, kind: subject.kind, downSeconds, excludedSeconds },
      outages: own.filter(({ state }) => state !== 'removed').length,
      overdue: own.filter(({ overdue }) => overdue).length,
    };
  });
  return sums.sort((one, other) => other.downSeconds - one.downSeconds || one.name.localeCompare(other.name));
}

function columnsFor(onChoose: (text: string) => void): TableColumn<SubjectSum>[] {
  return [
    {
      id: 'name',
      name: 'Process or component',
      names: true,
      sortBy: ({ name }) => name,
      cell: ({ text, name, kind }) => (
        <span className="stack">
          <button type="button" className="link-button" onClick={() => onChoose(text)}>
            {name}
          </button>
          <small className="muted">{kind}</small>
        </span>
      ),
    },
    {
      id: 'outages',
      name: 'Outages',
      align: 'end',
      sortBy: ({ outages }) => outages,
      cell: ({ outages }) => countText(outages),
    },
    {
      id: 'down',
      name: 'Down',
      align: 'end',
      sortBy: ({ downSeconds }) => downSeconds,
      cell: ({ downSeconds }) => secondsText(downSeconds),
    },
    {
      id: 'excluded',
      name: 'Excluded',
      align: 'end',
      sortBy: ({ excludedSeconds }) => excludedSeconds,
      cell: ({ excludedSeconds }) => secondsText(excludedSeconds),
    },
    {
      id: 'overdue',
      name: 'Reports overdue',
      align: 'end',
      sortBy: ({ overdue }) => overdue,
      cell: ({ overdue }) =>
        overdue === 0 ? <span className="muted">none</span> : <strong>{countText(overdue)}</strong>,
    },
  ];
}
