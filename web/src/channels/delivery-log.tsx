import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useSearchParams } from 'wouter';
import type { ChannelShown } from '../../../src/features/notifications/contract.ts';
import { deliveryLog } from '../api/channels.ts';
import { usePollEvery } from '../api/live.ts';
import { Panel } from '../design/panel.tsx';
import { ProblemNote } from '../design/problem-note.tsx';
import { deliveryStates } from './channel-words.ts';
import DeliveryTable from './delivery-table.tsx';

const filters = ['channel', 'state', 'key'] as const;

/** What was told to whom, newest first. The question stands in the address. */
export function DeliveryLog({ channels, mayAsk }: { channels: readonly ChannelShown[]; mayAsk: boolean }): ReactNode {
  const [search, setSearch] = useSearchParams();
  const asked = new URLSearchParams(filters.flatMap((name) => (search.get(name) ? [[name, search.get(name)!]] : [])));
  const log = useInfiniteQuery({ ...deliveryLog(asked), refetchInterval: usePollEvery() });
  const ask = (name: string, value: string): void =>
    setSearch((now) => {
      const next = new URLSearchParams(now);
      value === '' ? next.delete(name) : next.set(name, value);
      return next;
    });
  const deliveries = log.data?.pages.flatMap((page) => page.deliveries) ?? [];
  return (
    <Panel title="What was told" note="Kept for ninety days. Money never stands here.">
      <div className="audit-filters">
        <label className="field">
          <span>Channel</span>
          <select value={asked.get('channel') ?? ''} onChange={(event) => ask('channel', event.currentTarget.value)}>
            <option value="">Any</option>
            {channels.map(({ name, displayName }) => (
              <option key={name} value={name}>
                {displayName}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          <span>Outcome</span>
          <select value={asked.get('state') ?? ''} onChange={(event) => ask('state', event.currentTarget.value)}>
            <option value="">Any</option>
            {Object.entries(deliveryStates).map(([state, { word }]) => (
              <option key={state} value={state}>
                {word}
              </option>
            ))}
          </select>
        </label>
        {asked.has('key') && (
          <button type="button" className="button" onClick={() => ask('key', '')}>
            Everything, not only {asked.get('key')}
          </button>
        )}
      </div>
      {log.data ? (
        deliveries.length === 0 ? (
          <p className="panel-empty muted">
            {asked.size > 0 ? 'Nothing in the log answers to this.' : 'Nothing has been told yet.'}
          </p>
        ) : (
          <DeliveryTable deliveries={deliveries} channels={channels} mayAsk={mayAsk} onKey={(key) => ask('key', key)} />
        )
      ) : log.error ? null : (
        <div className="skeleton list-skeleton" />
      )}
      {log.error && <ProblemNote problem={log.error} onRetry={() => void log.refetch()} />}
      {log.hasNextPage && (
        <div className="audit-more">
          <button
            type="button"
            className="button"
            disabled={log.isFetchingNextPage}
            onClick={() => void log.fetchNextPage()}
          >
            {log.isFetchingNextPage ? 'Asking for older ones…' : 'Show older ones'}
          </button>
        </div>
      )}
    </Panel>
  );
}
