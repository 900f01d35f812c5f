import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { WorkshopProcess } from '../../../src/features/criticality/workshop/workshop-contract.ts';
import { processWorth } from '../api/workshops.ts';
import { ownerText } from '../component/owner-text.ts';
import { LevelMark } from '../decisions/level-mark.tsx';
import { exactWorthText, worthText } from '../design/format/worth.ts';

/** What one needs to know of a process to answer: what it is, whose, what an hour of it is worth, what holds now. */
export function ProcessFacts({ process }: { process: WorkshopProcess }): ReactNode {
  const worth = useQuery(processWorth(process.name)).data ?? null;
  return (
    <section className="asked-facts" aria-label={`What ${process.displayName} is`}>
      {process.description !== null && <p>{process.description}</p>}
      <dl className="thing-facts">
        <div>
          <dt>Product</dt>
          <dd>{process.product ?? 'none'}</dd>
        </div>
        <div>
          <dt>Product manager</dt>
          <dd>{ownerText(process.productManager)}</dd>
        </div>
        {worth !== null && (
          <div>
            <dt>Worth in an hour</dt>
            <dd className="day" title={exactWorthText(worth)}>
              {worthText(worth)}
            </dd>
          </div>
        )}
        <div>
          <dt>Level now</dt>
          <dd>
            <LevelMark level={process.currentLevel} isFaint />
          </dd>
        </div>
      </dl>
    </section>
  );
}
