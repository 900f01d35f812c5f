import { type ReactNode, useState } from 'react';
import type { OutagePage } from '../../../src/features/outages/outage-contract.ts';
import { useMe } from '../api/me.ts';
import { Panel } from '../design/panel.tsx';
import { ActDialog } from './act-dialog.tsx';
import { type ActName, actWords } from './act-words.ts';
import type { Change } from './use-outage.ts';

const inOrder: readonly ActName[] = ['report', 'confirm', 'restore', 'remove'];

/** What can be done with it from where it stands. */
export function ActsPanel({ page, change, isBusy }: { page: OutagePage; change: Change; isBusy: boolean }): ReactNode {
  const [asked, setAsked] = useState<ActName | null>(null);
  const mayKeep = useMe()?.rights.includes('keep-ledger') ?? false;
  const isWritten = page.cause.trim() !== '' && page.summary.trim() !== '';
  const possible = inOrder.filter((act) => page.may.includes(act));
  const offered = possible.filter((act) => act !== 'report' || isWritten);
  return (
    <Panel title="How it goes on">
      <div className="outage-acts">
        {offered.map((act, index) => (
          <button
            key={act}
            type="button"
            className={`button ${index === 0 && act !== 'remove' ? 'main' : ''}`}
            onClick={() => setAsked(act)}
          >
            {actWords[act].name}…
          </button>
        ))}
        {possible.includes('report') && !isWritten && (
          <p className="small outage-hint">To report it, write the cause and the summary first, and save them.</p>
        )}
        {possible.length === 0 && (
          <p className="muted small">
            {mayKeep
              ? page.ends.to === null
                ? 'It lasts still: it is confirmed and reported once it has ended.'
                : 'Nothing is left to do.'
              : 'You may look on. Those who are on call, product managers, editors and administrators keep the ledger.'}
          </p>
        )}
      </div>
      {asked !== null && (
        <ActDialog act={asked} page={page} change={change} isBusy={isBusy} onClose={() => setAsked(null)} />
      )}
    </Panel>
  );
}
