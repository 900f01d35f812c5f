import { type ReactNode, useId } from 'react';

/** Why, in a few sentences; it is read years later beside the level. */
export function ReasonField({
  value,
  error,
  onChange,
}: {
  value: string;
  error: string | undefined;
  onChange: (reason: string) => void;
}): ReactNode {
  const id = useId();
  return (
    <div className="form-field">
      <label htmlFor={id}>Why</label>
      <p className="field-hint" id={`${id}-hint`}>
        It stays beside the level for good, and is read by people who were not there.
      </p>
      <textarea
        id={id}
        name="reason"
        rows={3}
        value={value}
        aria-invalid={error !== undefined}
        aria-describedby={`${id}-hint${error === undefined ? '' : ` ${id}-error`}`}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {error !== undefined && (
        <p className="field-error" id={`${id}-error`}>
          {value.trim() === '' ? 'Fill this in.' : error}
        </p>
      )}
    </div>
  );
}
