import type { ReactNode } from 'react';
import type { ReplayAnswer } from '../../../src/features/balance/replay-contract.ts';
import { Icon } from '../design/icons.tsx';
import { Panel } from '../design/panel.tsx';
import { DayTime } from '../ledger/day-time.tsx';
import { CallPanels } from './call-panels.tsx';
import { ReplayDrops } from './replay-drops.tsx';
import { SideTable } from './side-table.tsx';
import { UnmeasuredPanel } from './unmeasured-panel.tsx';

/** A run: how far it is, why it failed, or what came out. */
export function ReplayRun({ answer }: { answer: ReplayAnswer }): ReactNode {
  if (answer.state === 'running') {
    const percent = Math.floor(answer.progress * 100);
    return (
      <Panel title="Replaying…">
        <div className="panel-body replay-progress">
          <progress value={answer.progress} max={1} aria-label="Replaying the past">
            {percent}%
          </progress>
          <p className="muted">
            {percent}% of the days are through. It stops when nobody looks at it for a minute; what came out is kept for
            an hour.
          </p>
        </div>
      </Panel>
    );
  }
  if (answer.state === 'failed' || answer.before === null || answer.after === null) {
    return (
      <p className="form-problem" role="alert">
        The replay failed: {answer.error ?? 'the server did not say why'}.
      </p>
    );
  }
  return (
    <>
      <Outcome answer={answer} />
      <Panel
        title="Before and after"
        note={
          <>
            From <DayTime at={Date.parse(answer.from)} /> to <DayTime at={Date.parse(answer.to)} />
            {answer.changes.length > 0 && <>: {answer.changes.join('; ')}</>}
          </>
        }
      >
        <SideTable before={answer.before} after={answer.after} />
      </Panel>
      <ReplayDrops answer={answer} />
      <CallPanels answer={answer} />
      <UnmeasuredPanel answer={answer} />
    </>
  );
}

/** The answer to the one question that matters, first. */
function Outcome({ answer: { lost, drops, before, after } }: { answer: ReplayAnswer }): ReactNode {
  if (before === null || after === null) return null;
  const fewer = before.pages - after.pages;
  const calls = fewer === 0 ? 'as many calls as before' : fewer > 0 ? `${fewer} fewer calls` : `${-fewer} more calls`;
  if (lost.length > 0) {
    return (
      <section className="replay-outcome lost" role="alert">
        <Icon name="alarm" size={24} />
        <div>
          <h2>{lost.length === 1 ? '1 P1 or P2 would be lost' : `${lost.length} P1 and P2 would be lost`}</h2>
          <p>
            Nobody would have been told of {lost.length === 1 ? 'it' : 'them'}. Do not take these rules: {calls} are not
            worth that.
          </p>
        </div>
      </section>
    );
  }
  return (
    <section className="replay-outcome kept" role="status">
      <Icon name="calm" size={24} />
      <div>
        <h2>No P1 or P2 is lost</h2>
        <p>
          {drops.length === 0
            ? `There was none in these days, so this proves little; ${calls}.`
            : `Of ${drops.length} in these days every one that was told of is still told of; ${calls}.`}
        </p>
      </div>
    </section>
  );
}
