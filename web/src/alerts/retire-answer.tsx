import { type ReactNode, useEffect, useRef } from 'react';
import type { RetirementAnswer } from '../../../src/features/balance/alert-contract.ts';
import { countText, plural } from '../design/format/numbers.ts';
import { State } from '../design/icons.tsx';
import { DayTime } from '../ledger/day-time.tsx';

/** Refused: each P1 and P2 that nobody would have been told of. */
export function RetireRefused({ answer, name }: { answer: RetirementAnswer; name: string }): ReactNode {
  const place = useRef<HTMLElement>(null);
  useEffect(() => place.current?.focus(), []);
  return (
    <section className="retire-refused" role="alert" tabIndex={-1} ref={place}>
      <h3>
        <State tone="loss" icon="alarm">
          Refused: {plural(answer.lost.length, 'P1 or P2 would be lost', 'P1 and P2 would be lost')}
        </State>
      </h3>
      <p>
        In {countText(answer.days)} days this alert told of {countText(answer.seen)}; {name} tells of{' '}
        {countText(answer.kept)} of them. Choose another replacement, or mend its rule first.
      </p>
      <ul>
        {answer.lost.map(({ id, process, class: of, from, why }) => (
          <li key={id}>
            <strong>
              {of} of {process}
            </strong>
            , <DayTime at={Date.parse(from)} />: {why}
          </li>
        ))}
      </ul>
    </section>
  );
}

export function RetireDone({ answer, onClose }: { answer: RetirementAnswer; onClose: () => void }): ReactNode {
  const { days, seen, kept, fires } = answer;
  return (
    <>
      <p role="status">
        {seen === 0
          ? `In ${countText(days)} days it told of no P1 or P2, so none is lost.`
          : `Nothing is lost: of the ${plural(seen, 'P1 or P2', 'P1 and P2')} of ${countText(days)} days that it told of, its replacement tells of ${countText(kept)}.`}
      </p>
      <p>
        Alarms in that time: {countText(fires.before)} before, {countText(fires.after)} from now on.
      </p>
      <div className="form-ways">
        <button type="button" className="button main" onClick={onClose}>
          Good
        </button>
      </div>
    </>
  );
}
