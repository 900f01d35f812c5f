import { type ReactNode, useId } from 'react';
import { Icon } from '../design/icons.tsx';

/** A list of short texts, a field each; one more is offered at the end. */
export function LinesField({
  label,
  hint,
  value,
  error,
  onChange,
}: {
  label: string;
  hint?: string;
  value: readonly string[];
  error: string | undefined;
  onChange: (value: string[]) => void;
}): ReactNode {
  const id = useId();
  const one = label.toLowerCase();
  return (
    <fieldset className="form-field lines-field" aria-describedby={error === undefined ? undefined : `${id}-error`}>
      <legend>{label}</legend>
      {hint !== undefined && <p className="field-hint">{hint}</p>}
      {value.map((line, index) => (
        // Lines are known by their place alone.
        // biome-ignore lint/suspicious/noArrayIndexKey: a line has no other name
        <div className="line" key={index}>
          <textarea
            rows={line.length > 90 ? 3 : 1}
            maxLength={2_000}
            aria-label={`${label}, ${index + 1}`}
            aria-invalid={error !== undefined}
            value={line}
            onChange={(event) => onChange(value.map((other, at) => (at === index ? event.currentTarget.value : other)))}
          />
          <button
            type="button"
            className="button quiet icon"
            aria-label={`Leave out ${one}, ${index + 1}`}
            onClick={() => onChange(value.filter((_, at) => at !== index))}
          >
            <Icon name="close" />
          </button>
        </div>
      ))}
      {value.length < 30 && (
        <div>
          <button type="button" className="button" onClick={() => onChange([...value, ''])}>
            Add<span className="visually-hidden"> to {one}</span>
          </button>
        </div>
      )}
      {error !== undefined && (
        <p className="field-error" id={`${id}-error`}>
          {error}
        </p>
      )}
    </fieldset>
  );
}
