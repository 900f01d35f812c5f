import { type InputHTMLAttributes, type ReactNode, useId } from 'react';

interface Named {
  label: string;
  /** What is expected, before anything goes wrong. */
  hint?: string | undefined;
  error?: string | undefined;
}

/** A labelled line of text. Its error is heard with the field and stands under it. */
export function TextField({
  label,
  hint,
  error,
  name,
  ...input
}: Named & { name: string } & InputHTMLAttributes<HTMLInputElement>): ReactNode {
  const id = useId();
  return (
    <div className="form-field">
      <label htmlFor={id}>{label}</label>
      {hint !== undefined && (
        <p className="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <input
        {...input}
        id={id}
        name={name}
        aria-invalid={error !== undefined}
        aria-describedby={
          `${hint === undefined ? '' : `${id}-hint`} ${error === undefined ? '' : `${id}-error`}`.trim() || undefined
        }
      />
      <FieldError id={`${id}-error`} error={error} />
    </div>
  );
}

/** Several controls that answer one question. */
export function FieldGroup({ label, hint, error, children }: Named & { children: ReactNode }): ReactNode {
  const id = useId();
  return (
    <fieldset
      className="form-field"
      aria-describedby={
        `${hint === undefined ? '' : `${id}-hint`} ${error === undefined ? '' : `${id}-error`}`.trim() || undefined
      }
    >
      <legend>{label}</legend>
      {hint !== undefined && (
        <p className="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {children}
      <FieldError id={`${id}-error`} error={error} />
    </fieldset>
  );
}

function FieldError({ id, error }: { id: string; error: string | undefined }): ReactNode {
  if (error === undefined) return null;
  return (
    <p className="field-error" id={id}>
      {error}
    </p>
  );
}

/** A choice with its meaning beside it. */
export function Choice({
  type,
  name,
  value,
  checked,
  onChange,
  label,
  meaning,
}: {
  type: 'checkbox' | 'radio';
  name: string;
  value: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
  label: string;
  meaning?: string;
}): ReactNode {
  return (
    <label className="choice">
      <input
        type={type}
        name={name}
        value={value}
        checked={checked}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <span>
        {label}
        {meaning !== undefined && <small>{meaning}</small>}
      </span>
    </label>
  );
}
