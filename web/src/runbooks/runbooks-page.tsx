import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { usePollEvery } from '../api/live.ts';
import { runbooksNow, runsOf } from '../api/runbooks.ts';
import { InProcessZones } from '../balance/in-process-zones.tsx';
import '../component/thing.css';
import { Command } from '../design/command.tsx';
import { plural } from '../design/format/numbers.ts';
import { Loaded } from '../design/loaded.tsx';
import { Panel } from '../design/panel.tsx';
import { ProblemNote } from '../design/problem-note.tsx';
import { Meter } from './meter.tsx';
import { RunbookTable } from './runbook-table.tsx';
import { isOver } from './runbook-words.ts';
import './runbooks.css';
import { RunsTable } from './runs-table.tsx';

const example = `apiVersion: waga/v1
kind: Runbook
metadata: {name: payment-stands, displayName: Payments stand still}
spec:
  processes: [payment]
  steps:
    - {id: facts, title: Gather what is known, do: gather}
    - id: ask
      title: Is it the vendor
      do: question
      text: Does the status page of the vendor tell of an incident?
      answers: [{answer: 'Yes', goTo: tell}, {answer: 'No', end: true}]
    - {id: tell, title: Tell the shop, do: message, channels: [shop], text: Card payments are down at the vendor.}`;

/** What is written down for bad hours, and how much of it nobody had to do by hand. */
export default function RunbooksPage(): ReactNode {
  const answer = useQuery({ ...runbooksNow, refetchInterval: usePollEvery() });
  const runs = useQuery({ ...runsOf({ limit: 20 }), refetchInterval: usePollEvery() });
  const going = runs.data?.runs.filter((run) => !isOver(run)) ?? [];
  const over = runs.data?.runs.filter(isOver) ?? [];
  const waiting = runs.data?.runs.filter(({ state }) => state === 'needs').length ?? 0;
  useEffect(() => {
    document.title = waiting > 0 ? `(${waiting} waiting) Runbooks · Waga` : 'Runbooks · Waga';
  }, [waiting]);
  return (
    <Loaded answer={answer} name="Runbooks">
      {({ runbooks, meter, asOf }) => (
        <InProcessZones>
          <header className="thing-head">
            <div className="thing-title">
              <h1>Runbooks</h1>
              <p className="muted" role="status">
                {tally(runbooks.length, waiting)}
              </p>
            </div>
          </header>
          {runbooks.length === 0 && <NothingYet />}
          {going.length > 0 && (
            <Panel title="Now">
              <RunsTable label="Runs now" runs={going} asOf={Date.parse(asOf)} />
            </Panel>
          )}
          {runbooks.length > 0 && (
            <>
              <Meter meter={meter} />
              <Panel title="In the catalogue">
                <RunbookTable runbooks={runbooks} asOf={Date.parse(asOf)} />
              </Panel>
            </>
          )}
          {runs.error !== null && runs.data === undefined && (
            <ProblemNote problem={runs.error} onRetry={() => void runs.refetch()} />
          )}
          {over.length > 0 && (
            <Panel title="Newest runs">
              <RunsTable label="Newest runs" runs={over} asOf={Date.parse(asOf)} />
            </Panel>
          )}
        </InProcessZones>
      )}
    </Loaded>
  );
}

function tally(count: number, waiting: number): string {
  if (count === 0) return 'There is none.';
  return `${plural(count, 'runbook')}; ${waiting === 0 ? 'no run waits for a person' : `${plural(waiting, 'run waits', 'runs wait')} for a person`}.`;
}

function NothingYet(): ReactNode {
  return (
    <Panel title="No runbook yet">
      <div className="panel-empty runbook-none">
        <p>
          A runbook is what you would do at night, step by step. Waga does what it can, asks you what it cannot know,
          and keeps the log. This one gathers the facts, asks one question and tells the shop; all its words stand in{' '}
          <code>docs/runbooks.md</code>:
        </p>
        <Command command={example} />
      </div>
    </Panel>
  );
}
