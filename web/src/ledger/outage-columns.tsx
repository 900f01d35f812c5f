import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { OutageRow } from '../../../src/features/outages/outage-contract.ts';
import type { EpochMs } from '../../../src/maths/instants.ts';
import { hiddenMoneyText } from '../balance/hidden-money.ts';
import { amountText } from '../design/format/amounts.ts';
import { secondsText } from '../design/format/fractions.ts';
import { State } from '../design/icons.tsx';
import { EstimateValue } from '../design/numbers.tsx';
import type { TableColumn } from '../design/table/data-table.tsx';
import type { GridColumn } from '../design/table/virtual-grid.tsx';
import { DayTime } from './day-time.tsx';
import { faultWords, isExcluded, kindWords, stateWords } from './outage-words.ts';
import { lengthSeconds } from './shown-rows.ts';
import { outagePath } from './subject-text.ts';

type Column = TableColumn<OutageRow> & GridColumn<OutageRow>;

interface Shown {
  now: EpochMs;
  isOne: boolean;
  moneyHidden: boolean;
  /** Cells of the long grid hold one link at most, which the tab key passes over. */
  isGrid: boolean;
}

/** What one compares outages by. */
export function outageColumns({ now, isOne, moneyHidden, isGrid }: Shown): Column[] {
  return [
    {
      ...{ id: 'outage', name: isOne ? 'Outage' : 'Process or component', names: true, width: 15, grow: 2 },
      sortBy: ({ subjectName, ends }) => (isOne ? Date.parse(ends.from) : subjectName),
      cell: (outage) => (
        <span className="stack outage-named">
          <Link href={outagePath(outage.id)} {...(isGrid ? { tabIndex: -1 } : {})}>
            {outage.subjectName}, <DayTime at={Date.parse(outage.ends.from)} />
          </Link>
          <small className="muted">{outage.cause || 'no cause written yet'}</small>
        </span>
      ),
    },
    {
      ...{ id: 'lasted', name: 'Lasted', width: 7, align: 'end' as const },
      sortBy: (outage) => lengthSeconds(outage, now),
      cell: (outage) => (
        <span className="stack lasted">
          {secondsText(lengthSeconds(outage, now))}
          {outage.ends.to === null && <small>so far</small>}
        </span>
      ),
    },
    {
      ...{ id: 'state', name: 'State', width: 8 },
      sortBy: ({ state }) => stateWords[state].word,
      cell: ({ state }) => (
        <State tone={stateWords[state].tone} icon={stateWords[state].icon}>
          {stateWords[state].word}
        </State>
      ),
    },
    {
      ...{ id: 'kind', name: 'Kind', width: 9 },
      sortBy: ({ kind }) => kindWords[kind].word,
      cell: (outage) => (
        <span className="stack">
          {kindWords[outage.kind].word}
          <Marks outage={outage} />
        </span>
      ),
    },
    {
      ...{ id: 'fault', name: 'Fault', width: 8, grow: 1 },
      sortBy: ({ fault }) => faultWords[fault].word,
      cell: ({ fault, vendor }) => (
        <span className="stack">
          {faultWords[fault].word}
          {vendor !== null && <small className="muted">{vendor}</small>}
        </span>
      ),
    },
    {
      ...{ id: 'due', name: 'Report', width: 10 },
      sortBy: ({ dueAt }) => Date.parse(dueAt),
      cell: (outage) => <Due outage={outage} />,
    },
    {
      ...{ id: 'loss', name: 'Lost', width: 9, align: 'end' as const },
      sortBy: ({ loss }) => (loss?.net ?? loss?.lost)?.value ?? null,
      cell: (outage) => lossCell(outage, moneyHidden, isGrid),
    },
  ];
}

/** Excluded, waiting, or only in part: what changes how it counts. */
function Marks({ outage }: { outage: OutageRow }): ReactNode {
  const marks = [
    outage.proposal === null ? null : 'exclusion waits',
    isExcluded(outage) ? 'excluded' : null,
    outage.share === '1' ? null : 'in part',
  ].filter((mark) => mark !== null);
  return marks.length === 0 ? null : <small className="muted">{marks.join(', ')}</small>;
}

function Due({ outage: { state, overdue, dueAt, ends } }: { outage: OutageRow }): ReactNode {
  if (state === 'reported' || state === 'locked') return <span className="muted">written</span>;
  if (state === 'removed') return <span className="muted">none needed</span>;
  if (ends.to === null) return <small className="muted">7 days after its end</small>;
  return (
    <span className="stack">
      {overdue && (
        <State tone="loss" icon="alarm">
          Overdue
        </State>
      )}
      <small className="muted">
        due <DayTime at={Date.parse(dueAt)} isDay />
      </small>
    </span>
  );
}

function lossCell({ loss, kind }: OutageRow, moneyHidden: boolean, isGrid: boolean): ReactNode {
  const estimate = loss?.net ?? loss?.gross ?? null;
  if (estimate !== null) {
    return isGrid ? (
      amountText(estimate).value
    ) : (
      <EstimateValue className="money" estimate={estimate} label="Money lost" interval={false} />
    );
  }
  if (loss !== null && moneyHidden) return <span className="muted">{hiddenMoneyText}</span>;
  return <span className="muted">{kind === 'false-positive' ? 'nothing' : 'not measured'}</span>;
}
