import { type ReactNode, useMemo } from 'react';
import type { Report, VendorCard } from '../../../src/features/agreements/report-contract.ts';
import { hiddenMoneyText } from '../balance/hidden-money.ts';
import { Explained } from '../design/explain/explain.tsx';
import { fractionText, secondsText } from '../design/format/fractions.ts';
import { countText } from '../design/format/numbers.ts';
import { EstimateValue } from '../design/numbers.tsx';
import { Panel } from '../design/panel.tsx';
import { DataTable, type TableColumn } from '../design/table/data-table.tsx';
import { MoneyGap } from './money-gap.tsx';
import { vendorMade } from './report-made.ts';

/** What came of others: one line a vendor, those with the most down-time first. */
export function VendorPanel({ report }: { report: Report }): ReactNode {
  const { vendors, moneyHidden } = report;
  const columns = useMemo(() => columnsOf(moneyHidden), [moneyHidden]);
  if (vendors.length === 0) return null;
  return (
    <Panel
      title="Vendors"
      {...(vendors.some(({ money }) => money !== null) ? { note: <MoneyGap report={report} /> } : {})}
    >
      <DataTable
        label="Vendors"
        columns={columns}
        rows={vendors}
        rowId={({ vendor }) => vendor}
        pageSize={15}
        cardsBelow={760}
      />
    </Panel>
  );
}

const columnsOf = (moneyHidden: boolean): TableColumn<VendorCard>[] => [
  { id: 'name', name: 'Vendor', names: true, cell: ({ displayName }) => <strong>{displayName}</strong> },
  {
    id: 'outages',
    name: 'Outages',
    align: 'end',
    sortBy: ({ outages }) => outages,
    cell: ({ outages }) => countText(outages),
  },
  {
    id: 'down',
    name: 'Down by it',
    align: 'end',
    sortBy: ({ downSeconds }) => downSeconds,
    cell: (card) => {
      const shown = secondsText(card.downSeconds);
      const title = `${card.displayName}: down by it`;
      return (
        <Explained label={title} made={{ title, shown, local: vendorMade(card) }}>
          {shown}
        </Explained>
      );
    },
  },
  {
    id: 'share',
    name: 'Of all down-time',
    align: 'end',
    cell: (card) => {
      if (card.shareOfDown === null) return <span className="muted none">–</span>;
      const shown = fractionText(card.shareOfDown);
      const title = `${card.displayName}: of all down-time`;
      return (
        <Explained label={title} made={{ title, shown, local: vendorMade(card) }}>
          {shown}
        </Explained>
      );
    },
  },
  {
    id: 'windows',
    name: 'Planned windows',
    cell: ({ plannedWindows: { kept, overrun } }) =>
      kept + overrun === 0 ? (
        <span className="muted none">none</span>
      ) : (
        `${countText(kept)} kept, ${countText(overrun)} overrun`
      ),
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
        <span className="muted none">{moneyHidden ? hiddenMoneyText : 'not known'}</span>
      ),
  },
];
