import { type ReactNode, useEffect, useState } from 'react';
import { type EpochMs, hour, minute, toRfc3339 } from '../../../src/maths/instants.ts';
import { clockFieldText, instantOnClock, nearTimeText, zoneText } from '../design/format/times.ts';
import { useZone } from '../shell/zones.tsx';
import { stepText } from './asked.ts';

const steps = [
  { name: '−1 h', label: '−1 h, one hour back', by: -hour },
  { name: '−1 min', label: '−1 min, one minute back', by: -minute },
  { name: '+1 min', label: '+1 min, one minute on', by: minute },
  { name: '+1 h', label: '+1 h, one hour on', by: hour },
] as const;

/** To any past minute: a field in the shown zone, steps, and back to now. Tells the address what it should hold. */
export function TimeTravel({
  at,
  shown,
  onTravel,
}: {
  /** The minute asked for; null is now. */
  at: EpochMs | null;
  /** The minute that is on show. */
  shown: EpochMs;
  onTravel: (at: string) => void;
}): ReactNode {
  const zone = useZone();
  const [field, setField] = useState(() => clockFieldText(at ?? shown, zone));
  useEffect(() => setField(clockFieldText(at ?? shown, zone)), [at, shown, zone]);
  const travel = (): void => {
    const instant = instantOnClock(field, zone);
    if (instant === null || instant === at) return;
    const next = instant >= Date.now() - minute ? '' : toRfc3339(instant);
    if (next !== '' || at !== null) onTravel(next);
  };
  const step = ({ name, label, by }: (typeof steps)[number]): ReactNode => (
    <button
      key={name}
      type="button"
      className="button"
      aria-label={label}
      disabled={by > 0 && at === null}
      onClick={() => onTravel(stepText(at ?? shown, by, Date.now()))}
    >
      {name}
    </button>
  );
  return (
    <fieldset className="time-travel" aria-label="Time">
      {steps.slice(0, 2).map(step)}
      <label className="field">
        <span className="visually-hidden">As it was at, {zoneText(shown, zone)}</span>
        <input
          type="datetime-local"
          max={clockFieldText(Date.now(), zone)}
          value={field}
          onChange={(event) => setField(event.currentTarget.value)}
          onKeyDown={({ key }) => key === 'Enter' && travel()}
          onBlur={travel}
        />
      </label>
      {steps.slice(2).map(step)}
      <button type="button" className="button" aria-pressed={at === null} onClick={() => onTravel('')}>
        Now
      </button>
      <p role="status" className={at === null ? 'muted small' : 'time-past small'}>
        {at === null ? 'Now: ' : 'As it was: '}
        {nearTimeText(shown, Date.now(), zone)}
        <span className="muted"> {zoneText(shown, zone)}</span>
      </p>
    </fieldset>
  );
}
