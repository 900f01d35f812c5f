import type { ReactNode } from 'react';
import type { EpochMs } from '../../../src/maths/instants.ts';
import { Choice } from '../access/form/field.tsx';
import { TimeField } from './time-field.tsx';
import type { Ends } from './use-ends.ts';

/** Both ends as text. What is typed moves the handles, and the other way round. */
export function EndsFields({
  ends,
  zone,
  now,
  order,
}: {
  ends: Ends;
  zone: string;
  now: EpochMs;
  /** What is wrong with both together. */
  order: string | null;
}): ReactNode {
  const lasts = ends.draft.to === null;
  return (
    <div className="ends-fields">
      <TimeField
        legend="Beginning"
        typed={ends.shown('from')}
        read={ends.read.from}
        zone={zone}
        error={ends.wrong('from')}
        onChange={(typed) => ends.type('from', typed)}
      />
      <div className="ends-field">
        {!lasts && (
          <TimeField
            legend="End"
            typed={ends.shown('to')}
            read={ends.read.to}
            zone={zone}
            error={ends.wrong('to') ?? order ?? undefined}
            onChange={(typed) => ends.type('to', typed)}
          />
        )}
        {(lasts || ends.saw.to === null) && (
          <Choice
            type="checkbox"
            name="lasts"
            value="lasts"
            label="It lasts still"
            checked={lasts}
            onChange={(isOn) => ends.set({ ...ends.draft, to: isOn ? null : now - (now % 1_000) })}
          />
        )}
        {lasts && order !== null && <p className="field-error">{order}</p>}
      </div>
    </div>
  );
}
