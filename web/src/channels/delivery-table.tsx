import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import type { ChannelShown, DeliveryShown } from '../../../src/features/notifications/contract.ts';
import { tryAgain } from '../api/channels.ts';
import { plural } from '../design/format/numbers.ts';
import { State } from '../design/icons.tsx';
import { Time } from '../design/numbers.tsx';
import { DataTable, type TableColumn } from '../design/table/data-table.tsx';
import { deliveryStates, kindWords } from './channel-words.ts';

interface Showing {
  channels: readonly ChannelShown[];
  mayAsk: boolean;
  onKey: (key: string) => void;
}

export default function DeliveryTable({
  deliveries,
  channels,
  mayAsk,
  onKey,
}: Showing & { deliveries: readonly DeliveryShown[] }): ReactNode {
  const columns = useMemo(() => columnsFor({ channels, mayAsk, onKey }), [channels, mayAsk, onKey]);
  return (
    <DataTable
      label="Deliveries"
      columns={columns}
      rows={deliveries}
      rowId={({ id }) => id}
      rowTone={({ state }) => (state === 'failed' ? 'loss-row' : undefined)}
      pageSize={20}
      cardsBelow={1000}
    />
  );
}

function columnsFor({ channels, mayAsk, onKey }: Showing): TableColumn<DeliveryShown>[] {
  const shownName = (name: string): string => channels.find((one) => one.name === name)?.displayName ?? name;
  return [
    {
      id: 'at',
      name: 'Written',
      sortBy: ({ createdAt }) => Date.parse(createdAt),
      cell: ({ createdAt }) => <Time at={Date.parse(createdAt)} near={Date.now()} />,
    },
    {
      id: 'message',
      name: 'Message',
      names: true,
      sortBy: ({ title }) => title,
      cell: ({ title, kind, key, sequence }) => (
        <span className="stack">
          <span className="delivery-title">{title}</span>
          <small className="muted">
            {kindWords[kind]}
            {kind !== 'test' && (
              <>
                {' · '}
                <button type="button" className="delivery-key" onClick={() => onKey(key)}>
                  {key}
                  <span className="visually-hidden">: show all of it</span>
                </button>
                {` · message ${sequence}`}
              </>
            )}
          </small>
        </span>
      ),
    },
    { id: 'channel', name: 'Channel', sortBy: ({ channel }) => channel, cell: ({ channel }) => shownName(channel) },
    {
      id: 'state',
      name: 'Outcome',
      sortBy: ({ state }) => deliveryStates[state].word,
      cell: (delivery) => <Outcome delivery={delivery} mayAsk={mayAsk} />,
    },
  ];
}

function Outcome({ delivery, mayAsk }: { delivery: DeliveryShown; mayAsk: boolean }): ReactNode {
  const { state, tries, reason, nextAt } = delivery;
  const { tone, icon, word, meaning } = deliveryStates[state];
  const told = meaning || reason;
  return (
    <span className="stack">
      <State tone={tone} icon={icon}>
        {word}
        {tries > 1 && ` after ${plural(tries, 'try', 'tries')}`}
      </State>
      {told && <span className="delivery-reason">{told}</span>}
      {nextAt !== null && tries > 0 && (
        <small className="muted">
          next try <Time at={Date.parse(nextAt)} near={Date.now()} />
        </small>
      )}
      {state === 'failed' && mayAsk && <Again delivery={delivery} />}
    </span>
  );
}

function Again({ delivery: { id, title } }: { delivery: DeliveryShown }): ReactNode {
  const client = useQueryClient();
  const again = useMutation({
    mutationFn: () => tryAgain(id),
    onSettled: () => client.invalidateQueries({ queryKey: ['live'] }),
  });
  return (
    <span className="delivery-again">
      <button
        type="button"
        className="button"
        aria-label={`Try again: ${title}`}
        disabled={again.isPending}
        onClick={() => again.mutate()}
      >
        Try again
      </button>
      {again.error && (
        <span role="alert" className="field-error small">
          {again.error.message}
        </span>
      )}
    </span>
  );
}
