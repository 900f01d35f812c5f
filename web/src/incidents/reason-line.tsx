import { type ReactNode, useEffect, useId, useRef } from 'react';

/** A reason in a sentence or two, kept with what is done. */
export function ReasonLine({
  label,
  value,
  error,
  onChange,
}: {
  label: string;
  value: string;
  error: string | undefined;
  onChange: (reason: string) => void;
}): ReactNode {
  const id = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (error !== undefined) area.current?.focus();
  }, [error]);
  return (
    <div className="form-field">
      <label htmlFor={id}>{label}</label>
      <textarea
        ref={area}
        id={id}
        rows={2}
        maxLength={2_000}
        value={value}
        aria-invalid={error !== undefined}
        aria-describedby={error === undefined ? undefined : `${id}-error`}
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
