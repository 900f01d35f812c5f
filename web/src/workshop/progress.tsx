import { type ReactNode, useId } from 'react';
import type { Workshop } from '../../../src/features/criticality/workshop/workshop-contract.ts';
import { countText } from '../design/format/numbers.ts';

/** How far they are: answered, and how many more there are at most. */
export function Progress({ workshop: { asked, leftAtMost } }: { workshop: Workshop }): ReactNode {
  const id = useId();
  return (
    <div className="ask-progress">
      <label htmlFor={id}>
        Question {asked + 1} <span className="muted">· at most {countText(leftAtMost)} left</span>
      </label>
      <progress id={id} max={asked + leftAtMost} value={asked} />
    </div>
  );
}
