import type { ReactNode } from 'react';
import type { Workshop } from '../../../src/features/criticality/workshop/workshop-contract.ts';
import { LevelMark } from '../decisions/level-mark.tsx';
import { inRank, levelOf } from './order.ts';

/** The list that fills up at the side: each process with what the answers say so far. */
export function Standing({ workshop }: { workshop: Workshop }): ReactNode {
  const placed = workshop.processes.filter((process) => levelOf(process) !== null).length;
  const now = workshop.next?.ask === 'question' ? [workshop.next.process] : [workshop.next?.left, workshop.next?.right];
  return (
    <section className="panel standing" aria-label="How it stands">
      <div className="panel-head">
        <h2>How it stands</h2>
        <span className="muted small">
          {placed} of {workshop.processes.length} have a level
        </span>
      </div>
      <ol>
        {inRank(workshop.processes).map((process) => (
          <li key={process.name} className={now.includes(process.name) ? 'is-asked' : ''}>
            <span className="standing-rank">{process.rank ?? '·'}</span>
            <span className="standing-name">{process.displayName}</span>
            {levelOf(process) === null ? (
              <span className="muted small">{process.answers.length} of 3</span>
            ) : (
              <LevelMark level={levelOf(process)} />
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
