import { type KeyboardEvent, type ReactNode, useId, useState } from 'react';
import { Icon } from '../../design/icons.tsx';
import { matches } from '../matches.ts';

/** So many suggestions are shown; more are found by typing. */
const shownAtOnce = 40;

/** Names of things, chosen from those that are known or typed: the chosen ones as chips, the others as a list to tick. */
export function NamesField({
  label,
  known,
  value,
  error,
  onChange,
}: {
  label: string;
  known: readonly string[];
  value: readonly string[];
  error?: string | undefined;
  onChange: (names: string[]) => void;
}): ReactNode {
  const id = useId();
  const [typed, setTyped] = useState('');
  const name = typed.trim();
  const found = known.filter((one) => !value.includes(one) && matches(typed, [one]));
  const isNew = name !== '' && !known.includes(name) && !value.includes(name);
  const add = (one: string): void => {
    onChange([...value, one]);
    setTyped('');
  };
  const pressed = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    const wanted = known.includes(name) ? name : (found[0] ?? name);
    if (name !== '' && !value.includes(wanted)) add(wanted);
  };
  return (
    <div className="names-field">
      <label htmlFor={id}>{label}</label>
      {value.length > 0 && (
        <ul aria-label={`Chosen ${label.toLowerCase()}`} className="chips">
          {value.map((one) => (
            <li key={one}>
              <span>{one}</span>
              <button
                type="button"
                aria-label={`Remove ${one}`}
                onClick={() => onChange(value.filter((other) => other !== one))}
              >
                <Icon name="close" size={12} />
              </button>
            </li>
          ))}
        </ul>
      )}
      <input
        id={id}
        type="text"
        autoComplete="off"
        placeholder={known.length > 0 ? 'Find, or type a name and press Enter' : 'Type a name and press Enter'}
        value={typed}
        aria-invalid={error !== undefined}
        aria-describedby={error === undefined ? undefined : `${id}-error`}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={pressed}
      />
      {error !== undefined && (
        <p className="field-error" id={`${id}-error`}>
          {error}
        </p>
      )}
      {(found.length > 0 || isNew) && (
        <ul className="suggestions" aria-label={`${label} to choose from`}>
          {isNew && (
            <li>
              <button type="button" onClick={() => add(name)}>
                Add “{name}”, which is not known yet
              </button>
            </li>
          )}
          {found.slice(0, shownAtOnce).map((one) => (
            <li key={one}>
              <button type="button" onClick={() => add(one)}>
                {one}
              </button>
            </li>
          ))}
          {found.length > shownAtOnce && (
            <li className="muted">and {found.length - shownAtOnce} more; type to find them</li>
          )}
        </ul>
      )}
    </div>
  );
}
