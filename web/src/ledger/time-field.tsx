import { type ReactNode, useId } from 'react';
import { offsetText, type ReadTime, type TypedTime } from './typed-time.ts';

/** A day and a time to the second. Where the clocks go back, it asks which of the two hours is meant. */
export function TimeField({
  legend,
  typed,
  read,
  zone,
  error,
  isDisabled = false,
  onChange,
}: {
  legend: string;
  typed: TypedTime;
  read: ReadTime;
  zone: string;
  error: string | undefined;
  isDisabled?: boolean;
  onChange: (typed: TypedTime) => void;
}): ReactNode {
  const id = useId();
  const twice = 'twice' in read ? read.twice : null;
  const described = error === undefined ? undefined : `${id}-error`;
  return (
    <fieldset className="form-field time-field" disabled={isDisabled}>
      <legend>{legend}</legend>
      <div className="time-parts">
        <input
          type="date"
          aria-label={`${legend}: day`}
          value={typed.day}
          aria-invalid={error !== undefined}
          aria-describedby={described}
          onChange={(event) => onChange({ ...typed, day: event.currentTarget.value })}
        />
        <input
          type="text"
          inputMode="numeric"
          autoComplete="off"
          spellCheck={false}
          placeholder="09:02:30"
          aria-label={`${legend}: time`}
          value={typed.time}
          aria-invalid={error !== undefined}
          aria-describedby={described}
          onChange={(event) => onChange({ ...typed, time: event.currentTarget.value })}
        />
        {twice !== null && (
          <select
            aria-label={`${legend}: the clocks go back, which of the two`}
            value={typed.isSecond ? 'second' : 'first'}
            onChange={(event) => onChange({ ...typed, isSecond: event.currentTarget.value === 'second' })}
          >
            <option value="first">first ({offsetText(twice[0], zone)})</option>
            <option value="second">second ({offsetText(twice[1], zone)})</option>
          </select>
        )}
      </div>
      {error !== undefined && (
        <p className="field-error" id={`${id}-error`} role="alert">
          {error}
        </p>
      )}
    </fieldset>
  );
}
