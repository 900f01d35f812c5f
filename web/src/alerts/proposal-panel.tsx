import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { AlertPage } from '../../../src/features/balance/alert-contract.ts';
import type { ThresholdProposal } from '../../../src/features/balance/replay-contract.ts';
import { proposalFor } from '../api/alerts.ts';
import { Command } from '../design/command.tsx';
import { countText, plural } from '../design/format/numbers.ts';
import { durationText } from '../design/format/times.ts';
import { Panel } from '../design/panel.tsx';
import { ProblemNote } from '../design/problem-note.tsx';
import { replayPath } from '../replay/replay-asked.ts';

/** The rule that keeps every P1 and P2 of the past and fires least, beside the one that holds. */
export function ProposalPanel({ page, days }: { page: AlertPage; days: number }): ReactNode {
  const answer = useQuery(proposalFor(page.id, days));
  return (
    <Panel
      title="A better threshold"
      note="Of all the rules tried on the past, the one that tells of every P1 and P2 that this one tells of and fires least."
    >
      {answer.data ? (
        <Proposal proposal={answer.data} />
      ) : answer.error ? (
        <ProblemNote problem={answer.error} onRetry={() => void answer.refetch()} />
      ) : (
        <div className="panel-skeleton skeleton">
          <span className="visually-hidden" role="status">
            Trying rules on the past…
          </span>
        </div>
      )}
    </Panel>
  );
}

function Proposal({ proposal }: { proposal: ThresholdProposal }): ReactNode {
  const { now, proposed, drops, tried, why, yaml, measure } = proposal;
  const change = proposed && {
    kind: 'measure' as const,
    name: measure,
    atLeast: proposed.atLeast,
    overMinutes: proposed.overMinutes,
    floor: proposed.floor,
  };
  return (
    <div className="panel-body alert-proposal">
      <p>
        {why}{' '}
        <span className="muted">
          It rests on {plural(drops, 'P1 or P2', 'P1 and P2')} in {proposal.days} days and {plural(tried, 'rule')}{' '}
          tried.
        </span>
      </p>
      <table className="compared">
        <thead>
          <tr>
            <td />
            <th scope="col">Now</th>
            <th scope="col">Proposed</th>
          </tr>
        </thead>
        <tbody>
          <Row name="Rule" now={now.rule} then={proposed?.rule ?? 'none is better'} />
          <Row name="Alarms" now={countText(now.fires)} then={proposed && countText(proposed.fires)} />
          <Row
            name="Time in alarm"
            now={durationText(now.minutes * 60_000)}
            then={proposed && durationText(proposed.minutes * 60_000)}
          />
          <Row
            name="P1 and P2 it tells of"
            now={`${now.seen} of ${drops}`}
            then={proposed && `${proposed.seen} of ${drops}`}
          />
        </tbody>
      </table>
      {yaml !== null && (
        <>
          <p className="small">The lines of the measure, to be put into its file:</p>
          <Command command={yaml} />
        </>
      )}
      <p className="alert-ways">
        {change && (
          <Link className="button main" href={replayPath([change])}>
            Try it in a replay
          </Link>
        )}
        <Link className="button" href={replayPath([{ kind: 'measure', name: measure, off: true }])}>
          Replay without this measure
        </Link>
      </p>
    </div>
  );
}

function Row({ name, now, then }: { name: string; now: string; then: string | null }): ReactNode {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{now}</td>
      <td>{then ?? '–'}</td>
    </tr>
  );
}
