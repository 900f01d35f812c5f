import { useQuery } from '@tanstack/react-query';
import { lazy, type ReactNode, useEffect, useMemo } from 'react';
import type { BalanceNow } from '../../../src/features/balance/contract.ts';
import { balanceNow } from '../api/balance.ts';
import { usePollEvery } from '../api/live.ts';
import { AfterPaint } from '../design/after-paint.tsx';
import { ProblemNote } from '../design/problem-note.tsx';
import { ZoneOf } from '../shell/zones.tsx';
import { EmptyState } from './empty-state.tsx';
import { MatrixSection } from './matrix-section.tsx';
import { ProcessList } from './process-list.tsx';
import { VerdictPanel } from './verdict-panel.tsx';

// Below the first screen: the tables and their keyboard handling come after the verdict and the processes are shown.
const ComponentTable = lazy(() => import('./component-table.tsx'));
const SourceTable = lazy(() => import('./source-table.tsx'));

export function BalancePage(): ReactNode {
  const balance = useQuery({ ...balanceNow, refetchInterval: usePollEvery() });
  useEffect(() => {
    document.title = titleOf(balance.data);
  }, [balance.data]);

  if (balance.data) {
    return (
      <>
        {balance.error && <ProblemNote problem={balance.error} onRetry={() => void balance.refetch()} />}
        <Balance balance={balance.data} />
      </>
    );
  }
  if (balance.error) {
    return (
      <div className="lone-page">
        <ProblemNote heading="h1" problem={balance.error} onRetry={() => void balance.refetch()} />
      </div>
    );
  }
  return <Loading />;
}

function titleOf(balance: BalanceNow | undefined): string {
  const losing = balance?.processes.filter(({ impact }) => impact.state === 'losing').length ?? 0;
  return losing > 0 ? `(${losing} losing) Balance · Waga` : 'Balance · Waga';
}

function Balance({ balance }: { balance: BalanceNow }): ReactNode {
  const zones = useMemo(() => balance.processes.map(({ timeZone }) => timeZone), [balance.processes]);
  if (balance.processes.length === 0 && balance.components.length === 0) return <EmptyState />;
  return (
    <ZoneOf processZones={zones}>
      <VerdictPanel balance={balance} />
      <ProcessList balance={balance} />
      <MatrixSection balance={balance} />
      <section className="panel" aria-labelledby="components">
        <div className="panel-head">
          <h2 id="components">Components</h2>
        </div>
        <AfterPaint fallback={<div className="skeleton matrix-skeleton" />}>
          <ComponentTable balance={balance} />
        </AfterPaint>
      </section>
      <section className="panel" aria-labelledby="sources">
        <div className="panel-head">
          <h2 id="sources">Sources</h2>
        </div>
        {balance.sources.length === 0 ? (
          <p className="panel-empty muted">No source is declared, and nothing has arrived yet.</p>
        ) : (
          <AfterPaint fallback={<div className="skeleton matrix-skeleton" />}>
            <SourceTable balance={balance} />
          </AfterPaint>
        )}
      </section>
    </ZoneOf>
  );
}

function Loading(): ReactNode {
  return (
    <div className="loading" role="status">
      <h1 className="visually-hidden">Balance</h1>
      <span className="visually-hidden">Loading the balance…</span>
      <div className="skeleton loading-verdict" />
      <div className="skeleton loading-list" />
      <div className="skeleton loading-list" />
    </div>
  );
}
