import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { IncidentPage } from '../../../src/features/unavailability/incident-contract.ts';
import { usePollEvery } from '../api/live.ts';
import { runbooksNow, runsOf } from '../api/runbooks.ts';
import { RunButton } from '../runbooks/run-button.tsx';
import { RunState } from '../runbooks/run-state.tsx';
import { isMoving, isOver, progressText, stepNow } from '../runbooks/runbook-words.ts';
import { useAskEvery } from '../runbooks/use-run.ts';
import { isClosed } from './incident-words.ts';
import { fittingRunbooks, newestRuns } from './offers.ts';
import { PartProblem } from './part-state.tsx';

/** The runbooks that fit it: run from here, or how the last run of it goes. */
export function RunbookOffers({ page }: { page: IncidentPage }): ReactNode {
  const books = useQuery({ ...runbooksNow, refetchInterval: usePollEvery() });
  const askEvery = useAskEvery();
  const runs = useQuery({
    ...runsOf({ incident: page.id }),
    refetchInterval: ({ state }) => askEvery(state.data?.runs.find(isMoving)),
  });
  if (books.data === undefined) {
    return books.error && <PartProblem what="Runbooks" problem={books.error} onRetry={() => void books.refetch()} />;
  }
  const newest = newestRuns(runs.data?.runs ?? []);
  const fitting = new Set(fittingRunbooks(page, books.data.runbooks));
  // What runs for it is shown whether or not it is meant for it.
  const shown = books.data.runbooks.filter((one) => fitting.has(one) || newest.has(one.name));
  if (shown.length === 0) return null;
  return (
    <ul className="step-offers" aria-label="Runbooks">
      {shown.map((one) => {
        const run = newest.get(one.name);
        const now = run && stepNow(run);
        return (
          <li key={one.name} className={run === undefined ? 'offer' : undefined}>
            <p className="offer-name">
              <Link href={`/runbooks/${encodeURIComponent(one.name)}`}>{one.displayName}</Link>
              {run && <RunState state={run.state} />}
            </p>
            {run && (
              <p className="small">
                <Link href={`/runbook-runs/${encodeURIComponent(run.id)}`}>
                  {run.state === 'needs' ? 'It waits for you' : progressText(run)}
                  <span className="visually-hidden">: {one.displayName}</span>
                </Link>
                {now && `: ${now.question?.text ?? now.title}`}
              </p>
            )}
            {(run === undefined || isOver(run)) && !isClosed(page) && <RunButton runbook={one} incident={page.id} />}
          </li>
        );
      })}
    </ul>
  );
}
