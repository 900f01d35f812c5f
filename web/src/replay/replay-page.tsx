import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { useSearchParams } from 'wouter';
import type { NewReplay } from '../../../src/features/balance/replay-contract.ts';
import '../access/form/form.css';
import { alertsOf } from '../api/alerts.ts';
import { balanceNow } from '../api/balance.ts';
import { ApiProblem } from '../api/problem.ts';
import { replayNamed, startReplay } from '../api/replays.ts';
import { InProcessZones } from '../balance/in-process-zones.tsx';
import '../component/thing.css';
import { Loaded } from '../design/loaded.tsx';
import { isMissing } from '../incidents/is-missing.ts';
import type { Days } from './period.ts';
import { changesIn, changeText } from './replay-asked.ts';
import './replay.css';
import { ReplayForm } from './replay-form.tsx';
import { ReplayRun } from './replay-run.tsx';

/** The past once more by other rules: what would have called, and whether a P1 or P2 would have been lost. */
export default function ReplayPage(): ReactNode {
  useEffect(() => {
    document.title = 'Replay · Waga';
  }, []);
  const answer = useQuery(balanceNow);
  return (
    <Loaded answer={answer} name="Replay">
      {(balance) => (
        <InProcessZones>
          <header className="page-head">
            <h1>Replay</h1>
            <p className="muted small">What other thresholds would have done in the past. Nothing is changed by it.</p>
          </header>
          <Parts
            processes={balance.processes.map(({ name, displayName }) => ({ name, word: displayName, rule: null }))}
          />
        </InProcessZones>
      )}
    </Loaded>
  );
}

function Parts({ processes }: { processes: { name: string; word: string; rule: null }[] }): ReactNode {
  const [search, setSearch] = useSearchParams();
  const client = useQueryClient();
  const run = search.get('run');
  const answer = useQuery({ ...replayNamed(run ?? ''), enabled: run !== null });
  const alerts = useQuery(alertsOf(30)).data?.alerts ?? [];
  const measures = alerts.flatMap(({ id, name, origin, rule }) =>
    origin === 'measure' ? [{ name: id.slice('measure:'.length), word: name, rule }] : [],
  );
  const [problem, setProblem] = useState<string | null>(null);
  const [isStarting, setStarting] = useState(false);
  const [first, last] = [search.get('from'), search.get('to')];
  const begin = async (body: NewReplay, days: Days): Promise<void> => {
    setStarting(true);
    setProblem(null);
    try {
      const started = await startReplay(body);
      client.setQueryData(replayNamed(started.id).queryKey, started);
      // The address holds the whole question, so that it can be sent to somebody and asked again.
      const asked = body.changes.map((change): [string, string] => ['change', changeText(change)]);
      setSearch(new URLSearchParams([...asked, ['from', days.first], ['to', days.last], ['run', started.id]]));
    } catch (failure) {
      setProblem(failure instanceof ApiProblem ? failure.detail.replace(/^body: /, '') : String(failure));
    } finally {
      setStarting(false);
    }
  };
  const isKept = run !== null && !isMissing(answer.error);
  return (
    <>
      <ReplayForm
        asked={{ changes: changesIn(search), days: first !== null && last !== null ? { first, last } : null }}
        processes={processes}
        measures={measures}
        problem={problem ?? (run !== null && !isKept ? 'This replay is not kept any more. Run it again.' : null)}
        isRunning={isStarting || answer.data?.state === 'running'}
        onRun={(body, days) => void begin(body, days)}
      />
      {isKept && (
        <Loaded answer={answer} name="Result of the replay">
          {(told) => <ReplayRun answer={told} />}
        </Loaded>
      )}
    </>
  );
}
