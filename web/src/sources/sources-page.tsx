import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import type { SourceStatus } from '../../../src/features/signals/contract.ts';
import { toRfc3339 } from '../../../src/maths/instants.ts';
import { usePollEvery } from '../api/live.ts';
import { sourcesNow } from '../api/things.ts';
import SourceTable from '../balance/source-table.tsx';
import { plural } from '../design/format/numbers.ts';
import { Loaded } from '../design/loaded.tsx';
import { Panel } from '../design/panel.tsx';
import '../component/thing.css';

/** Who sends data, and who has stopped. */
export default function SourcesPage(): ReactNode {
  const answer = useQuery({ ...sourcesNow, refetchInterval: usePollEvery() });
  useEffect(() => {
    document.title = 'Sources · Waga';
  }, []);
  return (
    <Loaded answer={answer} name="Sources">
      {({ sources }) => (
        <>
          <header className="thing-head">
            <div className="thing-title">
              <h1>Sources</h1>
              <p className="muted">{tallyText(sources)}</p>
            </div>
          </header>
          <Panel
            title="What sends data"
            note="A silent source makes the minutes of its processes unknown: never zero, and never healthy."
          >
            {/* Never heard of first, then those that fell silent: that is what needs somebody. */}
            <SourceTable
              balance={{ asOf: toRfc3339(Math.max(answer.dataUpdatedAt, 0)), sources: inOrderOfNeed(sources) }}
            />
          </Panel>
        </>
      )}
    </Loaded>
  );
}

const order = { silent: 0, never: 1, alive: 2 } as const;

/** Silent ones first, then those never heard of; the catalogue's order otherwise. */
export function inOrderOfNeed(sources: readonly SourceStatus[]): SourceStatus[] {
  return [...sources].sort((a, b) => order[a.state] - order[b.state]);
}

/** `2 alive, 1 silent, 1 never heard of.` */
export function tallyText(sources: readonly SourceStatus[]): string {
  const count = (state: SourceStatus['state']): number => sources.filter((source) => source.state === state).length;
  if (sources.length === 0) return 'No source is declared, and nothing has arrived yet.';
  const parts = [`${count('alive')} alive`];
  if (count('silent') > 0) parts.push(`${count('silent')} silent`);
  if (count('never') > 0) parts.push(`${count('never')} never heard of`);
  const refused = sources.reduce((sum, source) => sum + source.refused, 0);
  return `${parts.join(', ')}. ${refused === 0 ? 'Nothing was refused.' : `${plural(refused, 'row was', 'rows were')} refused.`}`;
}
