import { type ReactNode, useId } from 'react';

/** A labelled field of several lines; its error is heard with it. */
export function AreaField({
  label,
  hint,
  rows,
  maxLength,
  value,
  error,
  onChange,
}: {
  label: string;
  hint?: string;
  rows: number;
  maxLength: number;
  value: string;
  error?: string | undefined;
  onChange: (value: string) => void;
}): ReactNode {
  const id = useId();
  const described = [hint === undefined ? '' : `${id}-hint`, error === undefined ? '' : `${id}-error`].filter(Boolean);
  return (
    <div className="form-field">
      <label htmlFor={id}>{label}</label>
      {hint !== undefined && (
        <p className="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <textarea
        id={id}
        rows={rows}
        maxLength={maxLength}
        value={value}
        aria-invalid={error !== undefined}
        aria-describedby={described.join(' ') || undefined}
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
