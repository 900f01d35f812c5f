import { type ReactNode, useMemo } from 'react';
import type { Reconciliation, Report } from '../../../src/features/agreements/report-contract.ts';
import { moneyText } from '../../../src/maths/money.ts';
import { Explained } from '../design/explain/explain.tsx';
import { grouped } from '../design/format/numbers.ts';
import { Panel } from '../design/panel.tsx';
import { DataTable, type TableColumn } from '../design/table/data-table.tsx';
import { gapText } from './gap-text.ts';

type Day = Reconciliation['days'][number];

const exact = (minor: number, currency: string): string => `${grouped(moneyText(minor, currency))} ${currency}`;

/** What was booked as revenue beside what Waga counted, a day a row. */
export function ReconciliationPanel({ report: { reconciliation } }: { report: Report }): ReactNode {
  return reconciliation.map((one) => <OneReconciliation key={`${one.product ?? ''} ${one.currency}`} of={one} />);
}

function OneReconciliation({ of }: { of: Reconciliation }): ReactNode {
  const { product, currency, days, bookedMinor, countedMinor, gap } = of;
  const columns = useMemo(() => columnsIn(currency), [currency]);
  const shown = gapText(gap);
  return (
    <Panel
      title={`Booked against counted${product === undefined ? '' : `: ${product}`}`}
      note="What accounting booked beside what Waga counted. Every money figure of this report carries the gap."
    >
      <dl className="number-list">
        <div>
          <dt>Gap</dt>
          <dd className="figure-large">
            <Explained
              label="Gap"
              made={{
                ...{ title: 'Gap', shown },
                local: {
                  title: 'Gap',
                  formula: '(counted − booked) ÷ booked, over the days that have both',
                  lines: [
                    { label: 'Counted', value: exact(countedMinor, currency), note: 'by Waga' },
                    { label: 'Booked', value: exact(bookedMinor, currency), note: 'by accounting' },
                    { label: 'Exactly', value: gap === null ? 'nothing to compare' : String(gap), note: '' },
                  ],
                },
              }}
            >
              {shown}
            </Explained>
          </dd>
        </div>
        <div>
          <dt>Booked</dt>
          <dd>
            <Total {...{ name: 'Booked', minor: bookedMinor, of, amount: (day) => day.bookedMinor }} />
          </dd>
        </div>
        <div>
          <dt>Counted</dt>
          <dd>
            <Total {...{ name: 'Counted', minor: countedMinor, of, amount: (day) => day.countedMinor }} />
          </dd>
        </div>
      </dl>
      <DataTable
        label={`Booked and counted by day, ${currency}`}
        columns={columns}
        rows={days}
        rowId={({ day }) => day}
        pageSize={10}
      />
    </Panel>
  );
}

/** A sum over days, with the days that it is made of. */
function Total({
  name,
  minor,
  of: { product, currency, days },
  amount,
}: {
  name: string;
  minor: number;
  of: Reconciliation;
  amount: (day: Day) => number | null;
}): ReactNode {
  const shown = exact(minor, currency);
  const lines = days.flatMap((day) => {
    const one = amount(day);
    return one === null ? [] : [{ label: day.day, value: exact(one, currency), note: '' }];
  });
  const title = `${name}${product === undefined ? '' : `: ${product}`}`;
  return (
    <Explained label={title} made={{ title, shown, local: { title, formula: 'the sum of its days', lines } }}>
      {shown}
    </Explained>
  );
}

const gapOf = ({ bookedMinor, countedMinor }: Day): number | null =>
  countedMinor === null || bookedMinor === 0 ? null : (countedMinor - bookedMinor) / bookedMinor;

const columnsIn = (currency: string): TableColumn<Day>[] => [
  { id: 'day', name: 'Day', names: true, sortBy: ({ day }) => day, cell: ({ day }) => day },
  {
    id: 'booked',
    name: 'Booked',
    align: 'end',
    sortBy: ({ bookedMinor }) => bookedMinor,
    cell: ({ bookedMinor }) => exact(bookedMinor, currency),
  },
  {
    id: 'counted',
    name: 'Counted',
    align: 'end',
    sortBy: ({ countedMinor }) => countedMinor,
    cell: ({ countedMinor }) =>
      countedMinor === null ? <span className="muted">nothing</span> : exact(countedMinor, currency),
  },
  { id: 'gap', name: 'Gap', align: 'end', sortBy: gapOf, cell: (day) => gapText(gapOf(day)) },
];
