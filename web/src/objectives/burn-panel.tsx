import { type ReactNode, useMemo } from 'react';
import type { BurnShown } from '../../../src/features/objectives/slo-contract.ts';
import { State } from '../design/icons.tsx';
import { Time } from '../design/numbers.tsx';
import { Panel } from '../design/panel.tsx';
import { DataTable, type TableColumn } from '../design/table/data-table.tsx';
import { burnStateWords, minutesText, rateText, severityWords } from './objective-words.ts';

/** How fast the budget goes, over long and short windows; an alarm needs both of a pair. */
export function BurnPanel({ burns, asOf }: { burns: readonly BurnShown[]; asOf: string | null }): ReactNode {
  const columns = useMemo(() => columnsAt(asOf === null ? Date.now() : Date.parse(asOf)), [asOf]);
  return (
    <Panel
      title="How fast it burns"
      note="1× would spend the budget exactly by the end of the window. A line fires where both of its windows are at or above its limit: the long one says that it matters, the short one that it still goes on."
    >
      {burns.length === 0 ? (
        <p className="panel-empty muted">Nothing watches how fast this one burns.</p>
      ) : (
        <DataTable
          label="How fast it burns"
          columns={columns}
          rows={burns}
          rowId={({ severity, longMinutes, shortMinutes }) => `${severity} ${longMinutes} ${shortMinutes}`}
          rowTone={({ state }) => (state === 'burning' ? 'loss-row' : undefined)}
          cardsBelow={760}
        />
      )}
    </Panel>
  );
}

const columnsAt = (now: number): TableColumn<BurnShown>[] => [
  {
    id: 'windows',
    name: 'Windows',
    names: true,
    cell: ({ longMinutes, shortMinutes, severity }) => (
      <span className="stack">
        <strong>
          {minutesText(longMinutes)} and {minutesText(shortMinutes)}
        </strong>
        <small className="muted">{severityWords[severity]}</small>
      </span>
    ),
  },
  { id: 'limit', name: 'Limit', align: 'end', cell: ({ factor }) => rateText(factor) },
  { id: 'long', name: 'Long window', align: 'end', cell: ({ long }) => rateText(long) },
  { id: 'short', name: 'Short window', align: 'end', cell: ({ short }) => rateText(short) },
  {
    id: 'state',
    name: 'State',
    cell: ({ state, since }) => {
      const { tone, icon, word, means } = burnStateWords[state];
      return (
        <span className="stack">
          <State tone={tone} icon={icon}>
            {word}
          </State>
          <small className="muted">
            {since !== null && (
              <>
                since <Time at={Date.parse(since)} near={now} />,{' '}
              </>
            )}
            {means}
          </small>
        </span>
      );
    },
  },
];
