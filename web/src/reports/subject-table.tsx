import { type ReactNode, useMemo } from 'react';
import { Link } from 'wouter';
import type { CountedShare, Report, SubjectReport } from '../../../src/features/agreements/report-contract.ts';
import { boundsText } from '../agreements/promise-words.ts';
import type { ReportAsked } from '../api/agreements.ts';
import { hiddenMoneyText } from '../balance/hidden-money.ts';
import { Explained } from '../design/explain/explain.tsx';
import { secondsText } from '../design/format/fractions.ts';
import { EstimateValue } from '../design/numbers.tsx';
import { Panel } from '../design/panel.tsx';
import { DataTable, type TableColumn } from '../design/table/data-table.tsx';
import { adjustedMade } from '../ledger/figure-made.ts';
import { subjectText } from '../ledger/subject-text.ts';
import { reportHref } from './period-words.ts';
import { shareMade } from './report-made.ts';

/** Everything that the report is about, the worst first, four ways side by side; a name leads to all of it. */
export function SubjectTable({
  report,
  asked,
  chosen,
}: {
  report: Report;
  asked: ReportAsked;
  chosen: SubjectReport | null;
}): ReactNode {
  const rows = useMemo(() => [...report.subjects].sort(byNeed), [report]);
  const columns = useMemo(() => columnsOf(asked, report.moneyHidden), [asked, report.moneyHidden]);
  if (rows.length === 0) {
    return (
      <Panel title="What was delivered">
        <p className="panel-empty muted">Nothing of this report was in the catalogue in this period.</p>
      </Panel>
    );
  }
  return (
    <Panel
      title="What was delivered"
      note="The worst first. A name opens everything that is known of it, further down."
    >
      <DataTable
        label="What was delivered"
        columns={columns}
        rows={rows}
        rowId={({ subject }) => subjectText(subject)}
        rowTone={({ subject }) =>
          chosen && subjectText(chosen.subject) === subjectText(subject) ? 'chosen-row' : undefined
        }
        pageSize={20}
        cardsBelow={1000}
      />
    </Panel>
  );
}

const ratio = ({ numerator, denominator }: { numerator: number; denominator: number }): number =>
  numerator / denominator;
const byNeed = (a: SubjectReport, b: SubjectReport): number =>
  ratio(a.time.adjusted.low) - ratio(b.time.adjusted.low) || a.displayName.localeCompare(b.displayName, 'en');

type Counted = 'requests' | 'users' | 'value';
const names: Record<Counted, string> = { requests: 'By requests', users: 'By users', value: 'By value' };

const columnsOf = (asked: ReportAsked, moneyHidden: boolean): TableColumn<SubjectReport>[] => [
  {
    id: 'name',
    name: 'Of',
    names: true,
    sortBy: ({ displayName }) => displayName,
    cell: ({ displayName, subject, level }) => (
      <span className="stack">
        <Link href={`${reportHref(asked)}&${new URLSearchParams({ subject: subjectText(subject) })}`}>
          <strong>{displayName}</strong>
        </Link>
        <small className="muted">{level === null ? subject.kind : `${subject.kind}, ${level}`}</small>
      </span>
    ),
  },
  {
    id: 'time',
    name: 'By time',
    align: 'end',
    sortBy: ({ time }) => ratio(time.adjusted.low),
    cell: ({ time, displayName }) => {
      const shown = boundsText(time.adjusted.low, time.adjusted.high);
      return (
        <Explained
          label={`${displayName}, by time`}
          made={{ title: `${displayName}, by time`, shown, local: adjustedMade(time) }}
        >
          {shown}
        </Explained>
      );
    },
  },
  counted('requests', false),
  counted('users', false),
  counted('value', moneyHidden),
  {
    id: 'down',
    name: 'Down',
    align: 'end',
    sortBy: ({ time }) => time.downSeconds,
    cell: ({ time }) =>
      time.downSeconds === 0 ? <span className="muted none">never</span> : secondsText(time.downSeconds),
  },
  {
    id: 'money',
    name: 'Lost',
    align: 'end',
    sortBy: ({ money }) => money?.value ?? null,
    cell: ({ money, displayName }) =>
      money ? (
        <EstimateValue className="money" estimate={money} label={`${displayName}: money lost`} interval={false} />
      ) : (
        <span className="muted none">{moneyHidden ? hiddenMoneyText : '–'}</span>
      ),
  },
];

function counted(by: Counted, isHidden: boolean): TableColumn<SubjectReport> {
  return {
    ...{ id: by, name: names[by], align: 'end' },
    sortBy: (row) => (row[by] === null ? null : ratio(row[by].low)),
    cell: (row) => (
      <ShareValue share={row[by]} word={`${row.displayName}, ${names[by].toLowerCase()}`} isHidden={isHidden} />
    ),
  };
}

/** A counted share, which opens to its exact parts; nothing counted is said, never shown as zero. */
export function ShareValue({
  share,
  word,
  isHidden,
}: {
  share: CountedShare | null;
  word: string;
  isHidden: boolean;
}): ReactNode {
  if (share === null) return <span className="muted none">{isHidden ? hiddenMoneyText : 'not counted'}</span>;
  const shown = boundsText(share.low, share.high);
  return (
    <Explained label={word} made={{ title: word, shown, local: shareMade(share, word) }}>
      {shown}
    </Explained>
  );
}
