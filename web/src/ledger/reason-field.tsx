import { type ReactNode, useEffect, useId, useRef } from 'react';

/** Why; it stands in the trail beside what was changed. Needed where the month is frozen. */
export function ReasonField({
  isNeeded,
  isAsked = isNeeded,
  value,
  error,
  onChange,
}: {
  /** Its month is frozen. */
  isNeeded: boolean;
  /** Needed for what is done, whatever the month. */
  isAsked?: boolean;
  value: string;
  error: string | undefined;
  onChange: (reason: string) => void;
}): ReactNode {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (error !== undefined) input.current?.focus();
  }, [error]);
  return (
    <div className="form-field">
      <label htmlFor={id}>{isAsked ? 'Why' : 'Why (not needed)'}</label>
      {isNeeded && (
        <p className="field-hint" id={`${id}-hint`}>
          Its month is closed: the change makes another version of its reports, with the reason.
        </p>
      )}
      <input
        ref={input}
        id={id}
        type="text"
        autoComplete="off"
        maxLength={2_000}
        value={value}
        aria-invalid={error !== undefined}
        aria-describedby={
          `${isNeeded ? `${id}-hint` : ''} ${error === undefined ? '' : `${id}-error`}`.trim() || undefined
        }
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {error !== undefined && (
        <p className="field-error" id={`${id}-error`}>
          {error}
        </p>
      )}
    </div>
  );
}
