import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ToggleButton } from 'react-aria-components/ToggleButton';
import { ToggleButtonGroup } from 'react-aria-components/ToggleButtonGroup';
import { useSearchParams } from 'wouter';
import type { BalanceNow } from '../../../src/features/balance/contract.ts';
import { type Interval, toRfc3339 } from '../../../src/maths/instants.ts';
import { balanceMatrix } from '../api/balance.ts';
import { nearTimeText, zoneText } from '../design/format/times.ts';
import { ProblemNote } from '../design/problem-note.tsx';
import { useZone } from '../shell/zones.tsx';
import { CellList } from './cell-list.tsx';
import { CustomPeriod } from './custom-period.tsx';
import { hiddenMoneyText } from './hidden-money.ts';
import { type CellName, cellNames, mostTelling } from './matrix-cells.ts';
import { MatrixGrid } from './matrix-grid.tsx';
import { intervalOf, periodIn, periods } from './period.ts';

/** Alarms against drops over the chosen time. The time and the chosen cell stand in the address, so they can be sent on. */
export function MatrixSection({ balance }: { balance: BalanceNow }): ReactNode {
  const [search, setSearch] = useSearchParams();
  const asOf = Date.parse(balance.asOf);
  const period = periodIn(search);
  const interval = intervalOf(period, search, asOf);
  const cell = cellNames.find((name) => name === search.get('cell')) ?? null;
  const change = (values: Record<string, string | null>): void =>
    setSearch(
      (now) => {
        const next = new URLSearchParams(now);
        for (const [name, value] of Object.entries(values)) value === null ? next.delete(name) : next.set(name, value);
        return next;
      },
      { replace: true },
    );

  return (
    <section className="panel" aria-labelledby="matrix">
      <div className="panel-head">
        <h2 id="matrix">Alarms against drops</h2>
        <ToggleButtonGroup
          className="segments"
          aria-label="Period"
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[period]}
          onSelectionChange={([key]) => change({ period: String(key), from: null, to: null })}
        >
          {periods.map(({ id, name }) => (
            <ToggleButton key={id} id={id}>
              {name}
            </ToggleButton>
          ))}
          <ToggleButton id="custom">Custom</ToggleButton>
        </ToggleButtonGroup>
      </div>
      {period === 'custom' && (
        <CustomPeriod
          now={interval ?? { from: asOf - 86_400_000, to: asOf }}
          onChoose={({ from, to }) => change({ from: toRfc3339(from), to: toRfc3339(to) })}
        />
      )}
      {interval && (
        <Matrix interval={interval} balance={balance} cell={cell} onCell={(name) => change({ cell: name })} />
      )}
    </section>
  );
}

function Matrix({
  interval,
  balance,
  cell,
  onCell,
}: {
  interval: Interval;
  balance: BalanceNow;
  cell: CellName | null;
  onCell: (cell: CellName) => void;
}): ReactNode {
  const zone = useZone();
  const matrix = useQuery(balanceMatrix(interval));
  if (matrix.error) return <ProblemNote problem={matrix.error} onRetry={() => void matrix.refetch()} />;
  if (!matrix.data) return <div className="skeleton matrix-skeleton" />;
  const chosen = cell ?? mostTelling(matrix.data);
  return (
    <div className="matrix" aria-busy={matrix.isPlaceholderData}>
      <MatrixGrid matrix={matrix.data} cell={chosen} onCell={onCell} />
      <div className="matrix-contents">
        <p className="muted small">
          {nearTimeText(interval.from, interval.to, zone)} – {nearTimeText(interval.to, interval.to, zone)},{' '}
          {zoneText(interval.to, zone)}
        </p>
        {matrix.data.moneyHidden && (
          <p className="muted small">Money of some processes is {hiddenMoneyText}; the cells leave it out.</p>
        )}
        <CellList matrix={matrix.data} cell={chosen} balance={balance} />
      </div>
    </div>
  );
}
