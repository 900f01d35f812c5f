import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { RotationShown } from '../../../src/features/duty/contract.ts';
import { Confirmed } from '../access/form/confirmed.tsx';
import { dutyNow, takeBack } from '../api/duty.ts';
import { ShiftTime } from './shift-time.tsx';
import { personText } from './shift-words.ts';

/** Who stands in, made by whom and why, each with a way back. */
export function OverrideList({
  rotation,
  asOf,
  mayRespond,
}: {
  rotation: RotationShown;
  asOf: number;
  mayRespond: boolean;
}): ReactNode {
  const client = useQueryClient();
  if (rotation.overrides.length === 0) return null;
  return (
    <div className="override-list">
      <h3>Standing in</h3>
      <ul aria-label={`Standing in, ${rotation.displayName}`}>
        {rotation.overrides.map(({ id, person, from, to, reason, madeBy }) => {
          const hasBegun = Date.parse(from) <= asOf;
          const isOver = Date.parse(to) <= asOf;
          return (
            <li key={id}>
              <div>
                <p>
                  <strong>{personText(person)}</strong> from <ShiftTime at={from} /> to <ShiftTime at={to} />
                </p>
                <p className="muted small">
                  {reason === '' ? 'Without a reason' : reason}, made by {madeBy}
                </p>
              </div>
              {mayRespond && !isOver && (
                <Confirmed
                  name="Take it back"
                  question={
                    hasBegun
                      ? `${personText(person)} is on call until now, and the turns go on.`
                      : 'The turns go on as they were.'
                  }
                  yes="Take it back"
                  act={async () => {
                    await takeBack(id);
                    await client.invalidateQueries({ queryKey: dutyNow.queryKey });
                  }}
                />
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
