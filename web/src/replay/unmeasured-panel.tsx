import type { ReactNode } from 'react';
import type { ReplayAnswer } from '../../../src/features/balance/replay-contract.ts';
import { durationText } from '../design/format/times.ts';
import { Panel } from '../design/panel.tsx';

/** What the replay cannot know. */
export function UnmeasuredPanel({ answer: { unmeasuredMinutes, notes } }: { answer: ReplayAnswer }): ReactNode {
  const unmeasured = Object.entries(unmeasuredMinutes)
    .filter(([, minutes]) => minutes > 0)
    .sort(([, a], [, b]) => b - a);
  return (
    <Panel title="What this cannot know">
      <div className="panel-body replay-notes">
        {unmeasured.length === 0 ? (
          <p>Every minute of every process was measured in these days.</p>
        ) : (
          <>
            <p>Nobody measured these processes for a time; of that nothing can be said.</p>
            <dl>
              {unmeasured.map(([process, minutes]) => (
                <div key={process}>
                  <dt>{process}</dt>
                  <dd>{durationText(minutes * 60_000)}</dd>
                </div>
              ))}
            </dl>
          </>
        )}
        {notes.length > 0 && (
          <ul aria-label="Notes">
            {notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        )}
      </div>
    </Panel>
  );
}
