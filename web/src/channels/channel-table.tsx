import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import type { ChannelShown } from '../../../src/features/notifications/contract.ts';
import { Ago } from '../access/ago.tsx';
import { deliveryLog, sendTest } from '../api/channels.ts';
import { countText } from '../design/format/numbers.ts';
import { State } from '../design/icons.tsx';
import { DataTable, type TableColumn } from '../design/table/data-table.tsx';
import { channelStates, testText, typeWords } from './channel-words.ts';

interface Asking {
  mayAsk: boolean;
  tests: ReadonlyMap<string, string>;
  onTested: (channel: string, delivery: string) => void;
}

export default function ChannelTable({
  channels,
  ...asking
}: Asking & { channels: readonly ChannelShown[] }): ReactNode {
  const { mayAsk, tests, onTested } = asking;
  const columns = useMemo(() => columnsFor({ mayAsk, tests, onTested }), [mayAsk, tests, onTested]);
  return (
    <DataTable
      label="Channels"
      columns={columns}
      rows={channels}
      rowId={({ name }) => name}
      rowTone={({ state }) => (state === 'failing' || state === 'closed' ? 'loss-row' : undefined)}
      cardsBelow={900}
    />
  );
}

function columnsFor({ mayAsk, tests, onTested }: Asking): TableColumn<ChannelShown>[] {
  const actions: TableColumn<ChannelShown> = {
    id: 'test',
    name: 'Actions',
    align: 'end',
    cell: (channel) => <Test channel={channel} delivery={tests.get(channel.name)} onTested={onTested} />,
  };
  return [
    {
      id: 'name',
      name: 'Channel',
      names: true,
      sortBy: ({ displayName }) => displayName,
      cell: ({ displayName, type, shadow, money }) => (
        <span className="stack">
          <strong>{displayName}</strong>
          <small className="muted">
            {typeWords[type]}
            {shadow && ', side channel'}
            {money === 'show' && ', shows money'}
          </small>
        </span>
      ),
    },
    {
      id: 'state',
      name: 'State',
      sortBy: ({ state }) => channelStates[state].word,
      cell: ({ state, reason, failingSince }) => (
        <span className="stack">
          <State tone={channelStates[state].tone} icon={channelStates[state].icon}>
            {channelStates[state].word}
          </State>
          {reason !== null && <span className="delivery-reason">{reason}</span>}
          {failingSince !== null && (
            <span className="delivery-since muted">
              since <Ago at={failingSince} />
            </span>
          )}
        </span>
      ),
    },
    {
      id: 'told',
      name: 'Last told',
      sortBy: ({ lastSentAt }) => (lastSentAt === null ? null : Date.parse(lastSentAt)),
      cell: ({ lastSentAt }) => <Ago at={lastSentAt} />,
    },
    {
      id: 'waiting',
      name: 'Waiting',
      align: 'end',
      sortBy: ({ waiting }) => waiting,
      cell: ({ waiting }) => countText(waiting),
    },
    ...(mayAsk ? [actions] : []),
  ];
}

function Test({
  channel: { name, displayName, state },
  delivery,
  onTested,
}: {
  channel: ChannelShown;
  delivery: string | undefined;
  onTested: Asking['onTested'];
}): ReactNode {
  const client = useQueryClient();
  const test = useMutation({
    mutationFn: () => sendTest(name),
    onSuccess: ({ delivery: id }) => {
      onTested(name, id);
      void client.invalidateQueries({ queryKey: ['live'] });
    },
  });
  return (
    <span className="channel-test">
      <button
        type="button"
        className="button"
        aria-label={`Test ${displayName}`}
        disabled={test.isPending || state === 'closed'}
        onClick={() => test.mutate()}
      >
        Test
      </button>
      <span role="status" className="small">
        {test.error ? test.error.message : delivery === undefined ? '' : <TestEnd channel={name} delivery={delivery} />}
      </span>
    </span>
  );
}

function TestEnd({ channel, delivery }: { channel: string; delivery: string }): ReactNode {
  const log = useInfiniteQuery(deliveryLog(new URLSearchParams({ channel })));
  return testText(log.data?.pages.flatMap(({ deliveries }) => deliveries).find(({ id }) => id === delivery));
}
