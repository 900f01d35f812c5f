import { type ReactNode, useState } from 'react';
import type { Interval } from '../../../src/maths/instants.ts';
import { useZone } from '../shell/zones.tsx';
import { fieldsOf, readFields } from './period.ts';
import './custom-period.css';

/** A beginning and an end on the clocks of the shown zone. */
export function CustomPeriod({ now, onChoose }: { now: Interval; onChoose: (interval: Interval) => void }): ReactNode {
  const zone = useZone();
  const [fields, setFields] = useState(() => fieldsOf(now, zone));
  const [complaint, setComplaint] = useState<string | null>(null);
  return (
    <form
      className="custom-period"
      onSubmit={(event) => {
        event.preventDefault();
        const read = readFields(fields.from, fields.to, zone);
        setComplaint(typeof read === 'string' ? read : null);
        if (typeof read !== 'string') onChoose(read);
      }}
    >
      {(['from', 'to'] as const).map((end) => (
        <label className="field" key={end}>
          {end === 'from' ? 'From' : 'To'} ({zone})
          <input
            type="datetime-local"
            value={fields[end]}
            aria-describedby={complaint === null ? undefined : 'period-complaint'}
            onChange={(event) => setFields({ ...fields, [end]: event.currentTarget.value })}
          />
        </label>
      ))}
      <button type="submit" className="button">
        Show
      </button>
      {complaint !== null && (
        <p id="period-complaint" role="alert">
          {complaint}
        </p>
      )}
    </form>
  );
}
